import { type CpcrRequest, decodeRequest } from "@/lib/cpcr";
import { textOf } from "./journal";
import type { DocumentRow, Tables } from "./tables";
import { type SeenFrame, same } from "./witness";

export type Entry = {
  readonly number: number;
  readonly kind: string;
  readonly totalTiyn: bigint;
  readonly at: number;
  readonly shiftNumber: number;
  readonly offlineNumber: number | null;
  readonly sign: string;
  readonly content: string;
};

const KINDS: Readonly<Record<string, string>> = {
  sale: "OPERATION_SELL",
  sale_return: "OPERATION_SELL_RETURN",
  purchase: "OPERATION_BUY",
  purchase_return: "OPERATION_BUY_RETURN",
  deposit: "MONEY_PLACEMENT_DEPOSIT",
  withdrawal: "MONEY_PLACEMENT_WITHDRAWAL",
  z_report: "CLOSE_SHIFT",
};
const PAID: Readonly<Record<string, string>> = {
  cash: "PAYMENT_CASH",
  card: "PAYMENT_CARD",
  mobile: "PAYMENT_MOBILE",
};

const contentOf = ({ body }: DocumentRow): string => {
  if (!body.lines) return "";
  const lines = body.lines.map((line) =>
    line.vatKind === "none" ? `${line.grossTiyn}` : `${line.grossTiyn}:${line.vatTiyn}`,
  );
  const payments = (body.payments ?? []).flatMap(({ type, sumTiyn }) => [PAID[type] ?? type, `${sumTiyn}`]);
  return [...lines, payments.join(":")].join(" ");
};

/** I7: the operator's book holds each document that was not rejected, once, equal, in order; and nothing else. */
export function checkBook(tables: Tables, entries: readonly Entry[]): string[] {
  const faults: string[] = [];
  const rejected = new Set(
    tables.settlements.filter(({ kind }) => kind === "rejected").map(({ documentId }) => documentId),
  );
  const standing = tables.documents.filter(({ id }) => !rejected.has(id));
  const [booked, ours] = [entries.map(({ number }) => number), standing.map(({ number }) => number)];
  if (booked.join() !== ours.join()) faults.push(`I7 booked ${runs(booked)}, ours ${runs(ours)}`);
  for (const document of standing) {
    const entry = entries.find(({ number }) => number === document.number);
    if (!entry) continue;
    const signs = tables.settlements.filter(
      ({ documentId, kind }) => documentId === document.id && kind === "accepted",
    );
    const sign = signs[0]?.fiscalSign;
    const isReceipt = document.body.lines !== undefined;
    const equal =
      entry.kind === KINDS[document.kind] &&
      entry.totalTiyn === document.totalTiyn &&
      entry.at === Math.floor(document.at.getTime() / 1000) * 1000 &&
      entry.shiftNumber === document.shiftNumber &&
      entry.content === contentOf(document) &&
      (entry.offlineNumber === null || entry.offlineNumber === document.offlineNumber) &&
      (!isReceipt || !sign || sign === entry.sign);
    if (!equal) faults.push(`I7 document ${document.number} is booked otherwise: ${textOf(entry)}`);
  }
  return faults;
}

/** Numbers in short: 1-5 7 7. */
function runs(numbers: readonly number[]): string {
  const parts: string[] = [];
  let first = numbers[0] ?? 0;
  numbers.forEach((number, index) => {
    const next = numbers[index + 1];
    if (next === number + 1) return;
    parts.push(first === number ? `${number}` : `${first}-${number}`);
    first = next ?? 0;
  });
  return parts.join(" ");
}

/** A request without what alone may differ in a resend. */
function core(body: Uint8Array): string {
  const read = decodeRequest(body);
  if (!read.ok) return "unreadable";
  const { service, ticket, close_shift: close, money_placement: cash, ...rest } = read.value;
  const bare: Partial<CpcrRequest> = {
    ...rest,
    ...(service ? { service: { ...service, offline_period: undefined } as CpcrRequest["service"] } : {}), // cast: field dropped
    ...(ticket ? { ticket: { ...ticket, offline_ticket_number: undefined } as CpcrRequest["ticket"] } : {}),
    ...(close ? { close_shift: { ...close, is_offline: undefined } as CpcrRequest["close_shift"] } : {}),
    ...(cash ? { money_placement: { ...cash, is_offline: undefined } as CpcrRequest["money_placement"] } : {}),
  };
  return textOf(bare);
}

/** I9: every frame that left is a stored one, resends differ only as allowed, a new seal only after code 2 or by an admin. */
export function checkFrames(tables: Tables, frames: readonly SeenFrame[]): string[] {
  const faults: string[] = [];
  const sealsOf = grouped(tables.seals);
  for (const [documentId, seals] of sealsOf) {
    const anew = tables.audit.filter(
      ({ act, subject }) =>
        subject === `fiscal_document:${documentId}` && (act === "fiscal.sealed_anew" || act === "fiscal.resent"),
    );
    if (seals.length > 1 + anew.length) faults.push(`I9 a document was sealed ${seals.length} times`);
  }
  for (const seal of tables.seals) {
    const token = Number.parseInt(seal.tokenCipher.slice(0, 8), 16);
    const mine = frames.filter((frame) => frame.requestNumber === seal.requestNumber && frame.token === token);
    const variants = tables.attempts.flatMap(({ sealId, body }) => (sealId === seal.id && body ? [body] : []));
    if (mine.length > 0 && variants.length > 0) {
      const first = core(seal.body);
      // Of hundreds of tries in a long outage the first and the last ones.
      if ([...variants.slice(0, 4), ...variants.slice(4).slice(-4)].some((body) => core(body) !== first))
        faults.push(`I9 a resend of ${seal.requestNumber} differs`);
    }
    for (const { body } of mine)
      if (!same(body, seal.body) && !variants.some((variant) => same(variant, body)))
        faults.push(`I9 bytes of ${seal.requestNumber} were never stored`);
  }
  return faults;
}

function grouped<T extends { readonly documentId: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(each.documentId, [...(groups.get(each.documentId) ?? []), each]);
  return groups;
}
