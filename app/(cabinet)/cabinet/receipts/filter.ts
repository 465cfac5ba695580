import type { SearchParams } from "@/components/table";
import type { TapeFilter } from "@/lib/fiscal";
import { DOCUMENT_KINDS, PAYMENT_TYPES } from "@/lib/fiscal/core/kinds";
import { isId, parseTenge } from "@/lib/kernel";
import { asText, type Span } from "../asked";

const sum = (typed: string) => {
  const read = typed === "" ? null : parseTenge(typed);
  return read?.ok ? read.value : undefined;
};

/** What the address asks of the tape; what is crooked there narrows nothing. */
export function tapeFilterOf(asked: SearchParams, span: Span): TapeFilter {
  const kind = DOCUMENT_KINDS.find((each) => each === asText(asked.kind));
  const payment = PAYMENT_TYPES.find((each) => each === asText(asked.payment));
  const cashierId = asText(asked.cashier);
  const [leastTiyn, mostTiyn] = [sum(asText(asked.least)), sum(asText(asked.most))];
  return {
    ...{ from: span.since, to: span.until },
    ...(kind ? { kinds: [kind] } : {}),
    ...(payment ? { payment } : {}),
    ...(isId(cashierId) ? { cashierId } : {}),
    ...(leastTiyn === undefined ? {} : { leastTiyn }),
    ...(mostTiyn === undefined ? {} : { mostTiyn }),
  };
}
