import type { Exchange, Wire } from "./client";
import { operatorOf } from "./identity";

/** When an operator counts as silent, and for how long nobody is sent to it then. */
export type BreakerRules = {
  /** So many different registers in a row without an answer shut it. */
  readonly registersMax: number;
  readonly shutMs: number;
  /** An exchange that had less time proves nothing. */
  readonly countsFromMs: number;
};

export const BREAKER: Omit<BreakerRules, "shutMs"> = { registersMax: 3, countsFromMs: 400 };

/** What is known of one operator. */
type Operator = { readonly silent: Set<number>; shutUntil: number | null; trying: boolean };

const SHUT = { answered: false, reason: "the operator is silent" } as const;

/**
 * A wire that asks no operator which has just left several registers without an answer: their buyers get an autonomous receipt at
 * once instead of after the whole deadline. Each operator has a breaker of its own, so registers of others notice nothing; each
 * register has its own beside it, which is being offline. When the time is over one register tries, and its answer opens the way for
 * all. Known per process: a process learns for itself.
 */
export function withBreakers(wire: Wire, rules: BreakerRules, now: () => number): Wire {
  const operators = new Map<string, Operator>();
  const known = (key: string): Operator => {
    const operator = operators.get(key) ?? { silent: new Set(), shutUntil: null, trying: false };
    operators.set(key, operator);
    return operator;
  };
  const failed = (operator: Operator, exchange: Exchange, wasTrying: boolean) => {
    if (exchange.signal.aborted || exchange.totalMs < rules.countsFromMs) return;
    operator.silent.add(exchange.expected.deviceId);
    if (wasTrying || operator.silent.size >= rules.registersMax) operator.shutUntil = now() + rules.shutMs;
  };
  const isClosedTo = ({ shutUntil, trying }: Operator): boolean => shutUntil !== null && (trying || now() < shutUntil);
  return {
    isSilent: (key) => isClosedTo(known(key)),
    async exchange(exchange) {
      const operator = known(operatorOf(exchange));
      const isShut = operator.shutUntil !== null;
      if (isClosedTo(operator)) return SHUT;
      operator.trying = isShut;
      try {
        const exchanged = await wire.exchange(exchange);
        if (exchanged.answered) {
          operator.silent.clear();
          operator.shutUntil = null;
        } else failed(operator, exchange, isShut);
        return exchanged;
      } finally {
        if (isShut) operator.trying = false;
      }
    },
  };
}
