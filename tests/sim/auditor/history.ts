import type { Tables } from "./tables";

/** One try of a till, as the till wrote it down. Moments only order tries. */
export type Told = {
  readonly began: number;
  readonly ended: number;
  readonly outcome: "ok" | "refused" | "not_reached" | "unknown";
  readonly status?: {
    readonly document: { readonly id: string; readonly number: number };
    readonly outcome: string;
    readonly fiscalSign: string | null;
  };
};
export type Wanted = { readonly key: string; readonly tries: readonly Told[] };

/** The tills' own log against what is stored: lost, phantom, duplicate, reorder, stale. */
export function checkHistory(tables: Tables, orders: readonly Wanted[]): string[] {
  const faults: string[] = [];
  const byKey = new Map(tables.keys.map(({ key, documentId }) => [key, documentId]));
  const byId = new Map(tables.documents.map((document) => [document.id, document]));
  const done: { readonly began: number; readonly ended: number; readonly number: number }[] = [];
  for (const { key, tries } of orders) {
    const oks = tries.filter(({ outcome }) => outcome === "ok");
    const stored = byKey.get(key);
    const [first] = oks;
    if (!first) {
      if (stored && !tries.some(({ outcome }) => outcome === "unknown"))
        faults.push(`I8 phantom: ${key} was refused and exists`);
      continue;
    }
    const numbers = new Set(oks.map(({ status }) => status?.document.number));
    if (numbers.size > 1) faults.push(`I8 duplicate: ${key} was told ${[...numbers].join(" and ")}`);
    const document = stored ? byId.get(stored) : undefined;
    if (!document || document.number !== first.status?.document.number) faults.push(`I8 lost: ${key} was told done`);
    else {
      done.push({ began: tries[0]?.began ?? 0, ended: first.ended, number: document.number });
      faults.push(...checkTold(tables, key, document.id, oks));
    }
  }
  for (const later of done)
    for (const earlier of done)
      if (earlier.ended < later.began && earlier.number > later.number)
        faults.push(`reorder: ${earlier.number} was done before ${later.number} was wanted`);
  const known = new Set(byKey.values());
  // The Z that follows code 11 is made by the service itself, right after the refusal.
  const after11 = new Set(
    tables.settlements
      .filter(({ kind, code }) => kind === "rejected" && code === 11)
      .map(({ journalSeq }) => journalSeq + 1),
  );
  const nameless = tables.documents.filter(({ id, journalSeq }) => !known.has(id) && !after11.has(journalSeq));
  if (nameless.length > 0) faults.push(`I8 document ${nameless[0]?.number} is found by no key`);
  return faults;
}

/** What a till was told of a document is true, and stays true. */
function checkTold(tables: Tables, key: string, documentId: string, oks: readonly Told[]): string[] {
  const faults: string[] = [];
  const mine = tables.settlements.filter((settlement) => settlement.documentId === documentId);
  const accepted = mine.find(({ kind }) => kind === "accepted");
  const isRejected = mine.some(({ kind }) => kind === "rejected");
  let final = "";
  for (const { status } of oks) {
    if (!status) continue;
    const { outcome, fiscalSign } = status;
    if (outcome === "pending") faults.push(`I8 ${key} was told to be pending`);
    if (outcome === "accepted" && accepted?.fiscalSign !== fiscalSign) faults.push(`stale: ${key} was told accepted`);
    if (outcome === "rejected" && !isRejected) faults.push(`stale: ${key} was told rejected`);
    if (final && outcome !== final) faults.push(`stale: ${key} was ${final}, then ${outcome}`);
    if (outcome === "accepted" || outcome === "rejected") final = outcome;
  }
  return faults;
}
