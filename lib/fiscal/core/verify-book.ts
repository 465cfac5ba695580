import {
  alteredEntries,
  chainFaults,
  FROM_GENESIS,
  foldJournal,
  type JournalEntry,
  type JournalFault,
  type JournalStart,
  linkOf,
  sameCounters,
} from "./check-journal";
import type { FiscalDocument } from "./document";
import type { Sha256 } from "./journal";
import { canonicalText } from "./json";
import type { RegisterState } from "./register";
import { revenueOf } from "./tallies";

/** The end of the journal as it was written down on a day. */
export type HeadMark = {
  readonly day: string;
  readonly at: Date;
  readonly seq: number;
  readonly hash: string;
  readonly stateHash: string;
  /** H(the mark before ‖ canonical(this)). */
  readonly mark: string;
};

export const NO_MARK = "0".repeat(64);

/** The mark of a head: it hangs on the mark of the day before. */
export const markOf = (before: string, head: Omit<HeadMark, "mark">, sha256: Sha256): string =>
  sha256(before + canonicalText(head));

/** A shift as its row tells it. */
export type StoredShift = {
  readonly id: string;
  readonly number: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly documents: number;
  readonly revenueTiyn: bigint;
  readonly zReportId: string | null;
};

/** All that is stored of a register, as it was found. */
export type Book = {
  /** Documents with their bodies as they lie there. */
  readonly entries: readonly JournalEntry[];
  /** The same with their meaning; null where a body cannot be read. */
  readonly read: { readonly entries: readonly JournalEntry[]; readonly earlier: readonly FiscalDocument[] } | null;
  /** Null where the register has no state, or none that can be read. */
  readonly state: RegisterState | null;
  readonly shifts: readonly StoredShift[];
  /** Hashes of the requests that are kept, by the documents that came of them. */
  readonly requests: ReadonlyMap<string, readonly string[]>;
  readonly heads: readonly HeadMark[];
  /** Found while reading: columns that contradict each other. */
  readonly oddities: readonly JournalFault[];
};

/** A fault with the number of the document that it concerns. */
export type BookFault = { readonly number: number; readonly what: string };

const documentsOf = (entries: readonly JournalEntry[]): FiscalDocument[] =>
  entries.flatMap((each) => (each.entry === "document" ? [each.document] : []));

/** Each document keeps the hash of its request, and the request is kept once. */
function requestFaults({ entries, requests }: Pick<Book, "entries" | "requests">): BookFault[] {
  return documentsOf(entries).flatMap(({ id, number, requestHash }) => {
    const kept = requests.get(id) ?? [];
    const fits = requestHash === undefined || (kept.length === 1 && kept[0] === requestHash);
    return fits ? [] : [{ number, what: "the key of its request was altered" }];
  });
}

const sameMoment = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();

/** What the row of a shift must say. Null where the journal does not tell, because it begins later. */
type ExpectedShift = Omit<StoredShift, "id"> & { readonly id: string | null };

function closedShift(z: FiscalDocument): ExpectedShift | null {
  if (z.body.kind !== "z_report") return null;
  const { report } = z.body;
  return {
    ...{ id: null, number: z.shiftNumber, openedAt: report.openedAt, closedAt: report.at },
    ...{ documents: z.shiftDocumentNumber, revenueTiyn: report.revenueTiyn, zReportId: z.id },
  };
}

const runningShift = ({ shift, counters }: RegisterState): ExpectedShift | null =>
  shift?.open
    ? {
        ...{ id: shift.id, number: shift.number, openedAt: shift.openedAt, closedAt: null },
        ...{ documents: shift.documents, revenueTiyn: revenueOf(counters), zReportId: null },
      }
    : null;

const sameShift = (row: StoredShift, expected: ExpectedShift): boolean =>
  (expected.id === null || row.id === expected.id) &&
  sameMoment(row.openedAt, expected.openedAt) &&
  sameMoment(row.closedAt, expected.closedAt) &&
  row.documents === expected.documents &&
  row.revenueTiyn === expected.revenueTiyn &&
  row.zReportId === expected.zReportId;

/** Rows of shifts follow from Z-reports; the row of the running one from the state. */
function shiftFaults(book: Book): JournalFault[] {
  if (!book.state) return [];
  const documents = documentsOf(book.read?.entries ?? []);
  const running = runningShift(book.state);
  const expected = [...documents.map(closedShift), running].filter((each) => each !== null);
  const first = (shiftNumber: number) => documents.find((each) => each.shiftNumber === shiftNumber)?.number ?? null;
  const told = (row: StoredShift) => expected.some((shift) => shift.number === row.number && sameShift(row, shift));
  const rows = book.shifts.filter(told);
  const wrong = expected.filter(({ number }) => rows.filter((row) => row.number === number).length !== 1);
  const from = Math.min(...expected.map(({ number }) => number));
  const strange = book.shifts.filter((row) => row.number >= from && !told(row));
  return [
    ...wrong.map(({ number }) => ({ number: first(number), what: `shift ${number} was altered or is gone` })),
    ...strange.map(({ number }) => ({
      number: null,
      what: `a row of shift ${number} does not follow from the journal`,
    })),
  ];
}

/** The state is where the journal leads. */
function stateFaults({ read, state }: Book): JournalFault[] {
  if (!state) return [{ number: null, what: "the register's state is gone or cannot be read" }];
  const faults: JournalFault[] = [];
  const say = (what: string) => faults.push({ number: null, what });
  const last = documentsOf(read?.entries ?? []).at(-1);
  if (last && last.number !== state.lastNumber) say("the last number does not follow from the journal");
  if (last && state.lastAt?.getTime() !== last.at.getTime()) say("the time of the last document does not follow");
  if (read && !sameCounters(foldJournal(read.entries, read.earlier), state.counters))
    say("the counters do not follow from the journal");
  return faults;
}

/** Daily heads hang on each other, and the journal still has at their places what it had. */
function headFaults({ heads, entries }: Book, sha256: Sha256, fromSeq: number): JournalFault[] {
  const faults: JournalFault[] = [];
  const hashes = new Map(entries.map((each) => [linkOf(each).journalSeq, linkOf(each).hash]));
  const numberAt = (seq: number) =>
    documentsOf(entries).findLast(({ journalSeq }) => journalSeq <= seq)?.number ?? null;
  let before = NO_MARK;
  for (const { mark, ...head } of heads) {
    if (markOf(before, head, sha256) !== mark)
      faults.push({ number: numberAt(head.seq), what: `the head of ${head.day} was altered` });
    if (head.seq > fromSeq && hashes.get(head.seq) !== head.hash)
      faults.push({ number: numberAt(head.seq), what: `the journal is not what it was on ${head.day}` });
    before = mark;
  }
  return faults;
}

/** What cannot even be computed, because of what is stored, is a fault of the register. */
function attempt(check: () => JournalFault[]): JournalFault[] {
  try {
    return check();
  } catch {
    return [{ number: null, what: "what is stored cannot be computed with" }];
  }
}

/**
 * Everything that is wrong with what is stored of a register: first the records that were altered or are gone, in the order of
 * documents, then what no longer follows from them. What concerns the register as a whole stands under its last document.
 */
export function bookFaults(book: Book, sha256: Sha256, start: JournalStart = FROM_GENESIS): BookFault[] {
  const end = book.state && { head: book.state.journal, lastNumber: book.state.lastNumber };
  const last = documentsOf(book.entries).at(-1)?.number ?? book.state?.lastNumber ?? start.number;
  const order = ({ number }: JournalFault) => number ?? Number.MAX_SAFE_INTEGER;
  const inOrder = (faults: JournalFault[]) => faults.sort((a, b) => order(a) - order(b));
  const altered = [...chainFaults(book.entries, end, sha256, start), ...book.oddities, ...requestFaults(book)];
  const derived = [
    ...attempt(() => shiftFaults(book)),
    ...attempt(() => headFaults(book, sha256, start.head.seq)),
    ...attempt(() => stateFaults(book)),
  ];
  return [...inOrder(altered), ...inOrder(derived)].map(({ number, what }) => ({ number: number ?? last, what }));
}

/** Documents that were picked by number, each by itself: are they there, and do their entries still hold. */
export function sampleFaults(
  entries: readonly JournalEntry[],
  requests: Book["requests"],
  numbers: readonly number[],
  sha256: Sha256,
): BookFault[] {
  const documents = documentsOf(entries);
  const gone = [...new Set(numbers)].filter((wanted) => !documents.some(({ number }) => number === wanted));
  return [
    ...gone.map((number) => ({ number, what: "the document is gone" })),
    ...alteredEntries(entries, sha256),
    ...requestFaults({ entries, requests }),
  ].sort((a, b) => a.number - b.number);
}
