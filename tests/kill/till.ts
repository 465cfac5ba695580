import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Chance } from "../simulators/chance";
import { type Answer, press } from "./door";

export type DeedKind = "sale" | "purchase" | "sale_return" | "deposit" | "withdrawal" | "z_report";

type Attempt = {
  readonly began: number;
  readonly ended: number;
  readonly said: "ok" | "fail" | "unknown";
  readonly why: string;
  readonly number: number | null;
  readonly documentId: string | null;
  readonly outcome: string | null;
};

/** One thing that a cashier wanted, under one key, with all tries. */
export type Deed = {
  readonly run: number;
  readonly till: string;
  readonly registerId: string;
  readonly key: string;
  readonly kind: DeedKind;
  readonly totalTiyn: bigint;
  /** What it does to the cash in the drawer. */
  readonly cashTiyn: bigint;
  readonly action: string;
  readonly input: object;
  readonly attempts: Attempt[];
};

/** Done for certain, not done for certain, or nobody knows. One try that ended unknown may still have been done. */
export function outcomeOf({ attempts }: Deed): "ok" | "fail" | "unknown" {
  if (attempts.some(({ said }) => said === "ok")) return "ok";
  return attempts.every(({ said }) => said === "fail") ? "fail" : "unknown";
}

/** Nobody knows yet. What was refused when it was asked again is known: an earlier try is over by then, and it was not done. */
export const isOpen = (deed: Deed): boolean => outcomeOf(deed) === "unknown" && deed.attempts.at(-1)?.said !== "fail";

export const firstOk = ({ attempts }: Deed): Attempt | undefined => attempts.find(({ said }) => said === "ok");

export type TillPlace = {
  readonly name: string;
  readonly registerId: string;
  readonly cookie: string;
  origins(): readonly string[];
  readonly actions: ReadonlyMap<string, string>;
  /** How long a till waits for an answer. */
  patienceMs(): number;
};

type Wanted = Pick<Deed, "kind" | "totalTiyn" | "cashTiyn" | "action" | "input">;

const VAT = ["16", "none", "0"] as const;
const RETRIES = 2;
/** Asked again and again a till waits longer, up to so many times: on a busy machine an answer is late, not lost. */
const PATIENCE_MOST = 8;

const readIssue = (value: unknown): Pick<Attempt, "number" | "documentId" | "outcome"> => {
  const { outcome = null, document } = value as { outcome?: string; document?: { id?: string; number?: number } }; // cast: what the till shows
  return { outcome, number: document?.number ?? null, documentId: document?.id ?? null };
};

/** A cashier at a till: sells on, whatever happens, keeps a log of its own and asks again about what it does not know. */
export class Till {
  readonly deeds: Deed[] = [];
  readonly #place: TillPlace;
  readonly #returned = new Set<string>();

  constructor(place: TillPlace) {
    this.#place = place;
  }

  async work(run: number, chance: Chance, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const deed = this.#newDeed(run, this.#want(chance));
      for (let attempt = 0; attempt <= RETRIES; attempt++) {
        await this.#try(deed, chance.pick(this.#place.origins()));
        if (outcomeOf(deed) !== "unknown" || isOver()) break;
        await pause(chance.between(50, 250));
      }
      await pause(chance.between(40, 200));
    }
  }

  /** Asks again about everything that is not known, under the same keys and ever more patiently, until it is or the time is over. */
  async resolve(chance: Chance, withinMs: number): Promise<void> {
    const since = performance.now();
    for (const deed of this.deeds) {
      for (let patience = 1; isOpen(deed) && performance.now() - since < withinMs; patience *= 2) {
        await this.#try(deed, chance.pick(this.#place.origins()), Math.min(patience, PATIENCE_MOST));
        if (isOpen(deed)) await pause(200);
      }
    }
  }

  #newDeed(run: number, wanted: Wanted): Deed {
    const { name, registerId } = this.#place;
    const key = randomUUID();
    const deed = { ...wanted, run, till: name, registerId, key, attempts: [] };
    const input = {
      ...wanted.input,
      registerId,
      ...(wanted.action === "moveCash" ? { idempotencyKey: key } : { key }),
    };
    const made = { ...deed, input };
    this.deeds.push(made);
    return made;
  }

  async #try(deed: Deed, origin: string, patience = 1): Promise<void> {
    const { cookie, registerId, actions, patienceMs } = this.#place;
    const began = performance.now();
    const action = actions.get(deed.action);
    if (!action) throw new Error(`the till has no ${deed.action}`);
    const answer: Answer = await press(origin, cookie, registerId, action, deed.input, patienceMs() * patience);
    const nothing = { number: null, documentId: null, outcome: null };
    const common = { began, ended: performance.now() };
    if (answer.kind === "done") deed.attempts.push({ ...common, said: "ok", why: "", ...readIssue(answer.value) });
    else if (answer.kind === "refused") deed.attempts.push({ ...common, said: "fail", why: answer.code, ...nothing });
    else deed.attempts.push({ ...common, said: "unknown", why: answer.why, ...nothing });
  }

  #want(chance: Chance): Wanted {
    const draw = chance.below(100);
    if (draw < 12) return this.#wantCash(chance, "deposit");
    if (draw < 20) return this.#wantCash(chance, "withdrawal");
    if (draw < 25) return { kind: "z_report", totalTiyn: 0n, cashTiyn: 0n, action: "endShift", input: {} };
    if (draw < 33) return this.#wantReturn() ?? this.#wantReceipt(chance, "sale");
    return this.#wantReceipt(chance, draw < 38 ? "purchase" : "sale");
  }

  #wantCash(chance: Chance, direction: "deposit" | "withdrawal"): Wanted {
    const tenge = BigInt(direction === "deposit" ? chance.between(100, 20_000) : chance.between(1, 3_000));
    const sumTiyn = tenge * 100n;
    const cashTiyn = direction === "deposit" ? sumTiyn : -sumTiyn;
    return { kind: direction, totalTiyn: sumTiyn, cashTiyn, action: "moveCash", input: { direction, sum: `${tenge}` } };
  }

  #wantReturn(): Wanted | null {
    const sale = this.deeds.find((deed) => {
      const ok = firstOk(deed);
      return deed.kind === "sale" && ok?.documentId && ok.outcome !== "refused" && !this.#returned.has(deed.key);
    });
    const basisId = sale && firstOk(sale)?.documentId;
    if (!sale || !basisId) return null;
    this.#returned.add(sale.key);
    const { totalTiyn, cashTiyn } = sale;
    return { kind: "sale_return", totalTiyn, cashTiyn: -cashTiyn, action: "giveBack", input: { basisId } };
  }

  #wantReceipt(chance: Chance, kind: "sale" | "purchase"): Wanted {
    const lines = Array.from({ length: chance.between(1, 4) }, (_, index) => ({
      ...{ goodId: null, name: `Товар ${index + 1}`, barcode: null, unitCode: "796", sectionCode: "1" },
      ...{ vatKind: chance.pick(VAT), discountTiyn: "0" },
      priceTiyn: BigInt(chance.between(1, 300_000)),
      pieces: BigInt(chance.between(1, 9)),
    }));
    const totalTiyn = lines.reduce((sum, { priceTiyn, pieces }) => sum + priceTiyn * pieces, 0n);
    const way = chance.below(3);
    const card = way === 0 ? totalTiyn : way === 1 ? 0n : totalTiyn / 2n;
    const cash = totalTiyn - card;
    const payments = [
      ...(card > 0n ? [{ type: "card", sumTiyn: card.toString() }] : []),
      ...(cash > 0n ? [{ type: "cash", sumTiyn: cash.toString() }] : []),
    ];
    const shown = lines.map(({ priceTiyn, pieces, ...line }) => ({
      ...{ ...line, priceTiyn: priceTiyn.toString(), quantityMilli: (pieces * 1000n).toString() },
    }));
    return {
      ...{ kind, totalTiyn, cashTiyn: kind === "sale" ? cash : -cash, action: "sell" },
      input: { kind, lines: shown, discountTiyn: "0", payments },
    };
  }
}
