import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { present, type Tiyn, tiyn } from "@/lib/kernel";
import type { Accepted } from "./accept";
import { alteredEntries, chainFaults, FROM_GENESIS, type JournalEntry, journalFaults, linkOf } from "./check-journal";
import { decideCashPlacement } from "./decide-cash-placement";
import { decideCloseShift } from "./decide-close-shift";
import type { FiscalDocument, PaperHead, SettlementKind } from "./document";
import { exportLines } from "./export-journal";
import { chain, GENESIS, requestHashOf } from "./journal";
import { newRegister, type RegisterState } from "./register";
import { revenueOf } from "./tallies";
import { moveQueue } from "./transmission";
import { type Book, bookFaults, type HeadMark, markOf, NO_MARK, type StoredShift, sampleFaults } from "./verify-book";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const head: PaperHead = {
  ...{ sellerName: "ТОО", sellerXin: "180140000117", sellerIs: "company", vatCertificate: null },
  ...{ registerName: "Касса 1", addressRu: "Алматы", addressKk: "Алматы", factoryNumber: "700000014" },
  ...{ registrationNumber: "600400131197", ofdRegisterId: "1", operatorTitle: "ОФД", checkBase: "https://ofd.kz" },
};
const who = { head, cashier: { id: "c", name: "Сейтова" } };
const start = new Date("2026-11-25T04:00:00.000Z");
const requestOf = (number: number) => ({ scope: "register:r", key: `k${number}`, inputHash: `i${number}` });

/** A register that works step by step and keeps everything it wrote. */
class Register {
  state: RegisterState = newRegister("c0ffee");
  readonly entries: JournalEntry[] = [];
  #now = start;

  #situation() {
    this.#now = new Date(this.#now.getTime() + 1000);
    return { version: 1, now: this.#now, state: this.state, oldestUnsentAt: null, leased: false };
  }

  #take({ document, next }: Accepted): FiscalDocument {
    this.entries.push({ entry: "document", document });
    this.state = next;
    return document;
  }

  #supplies() {
    const number = this.state.lastNumber + 1;
    return {
      documentId: `d${number}`,
      shiftId: `s${number}`,
      sha256,
      requestHash: requestHashOf(requestOf(number), sha256),
    };
  }

  deposit(sumTiyn: Tiyn): FiscalDocument {
    const wish = { direction: "deposit" as const, sumTiyn, comment: null };
    const decided = decideCashPlacement(this.#situation(), wish, who, this.#supplies());
    if (!decided.ok) throw new Error(decided.error.code);
    return this.#take(decided.value);
  }

  close(): FiscalDocument {
    const decided = decideCloseShift(this.#situation(), who, this.#supplies());
    if (!decided.ok) throw new Error(decided.error.code);
    return this.#take(decided.value);
  }

  seal({ id, number }: FiscalDocument): void {
    const draft = { id: `seal${number}`, documentId: id, tokenCipher: "ab", body: new Uint8Array([number]) };
    const { record, head: journal } = chain(this.state.journal, "seal", draft, sha256);
    this.entries.push({ entry: "seal", seal: record });
    this.state = { ...this.state, journal };
  }

  resend({ number }: FiscalDocument): void {
    const draft = { id: `again${number}`, sealId: `seal${number}`, body: null };
    const { record, head: journal } = chain(this.state.journal, "attempt", draft, sha256);
    this.entries.push({ entry: "attempt", attempt: record });
    this.state = { ...this.state, journal };
  }

  settle({ id, number }: FiscalDocument, kind: SettlementKind): void {
    const draft = {
      ...{ id: `${kind}${number}`, documentId: id, sealId: `seal${number}`, kind, at: this.#now, code: 0 },
      ...{ answerText: "", fiscalSign: "1", qrText: null, answer: new Uint8Array([7, number]) },
    };
    const { record, head: journal } = chain(this.state.journal, "settlement", draft, sha256);
    this.entries.push({ entry: "settlement", settlement: record });
    const moved = kind === "accepted" ? moveQueue(this.state, number, true) : this.state;
    this.state = { ...moved, journal };
  }
}

/** Two shifts, the first closed; frames, one resent, one held first. Documents 1 to 4. */
function lived() {
  const register = new Register();
  const documents = [register.deposit(tiyn(100n))];
  const heads: HeadMark[] = [];
  const mark = (day: string): void => {
    const { seq, hash } = register.state.journal;
    const own = { day, at: start, seq, hash, stateHash: "s" };
    heads.push({ ...own, mark: markOf(heads.at(-1)?.mark ?? NO_MARK, own, sha256) });
  };
  const finish = (document: FiscalDocument) => {
    register.seal(document);
    register.settle(document, "accepted");
  };
  finish(present(documents[0], "the first"));
  const z = register.close();
  finish(z);
  mark("2026-11-25");
  const third = register.deposit(tiyn(50n));
  register.seal(third);
  register.resend(third);
  register.settle(third, "held");
  register.settle(third, "accepted");
  const last = register.deposit(tiyn(7n));
  mark("2026-11-26");
  documents.push(z, third, last);
  return { register, documents, heads, z };
}

/** Everything that is stored, as a check reads it. */
function bookOf({ register, documents, heads, z }: ReturnType<typeof lived>): Book {
  const { state, entries } = register;
  const open = present(state.shift, "a shift runs");
  if (z.body.kind !== "z_report") throw new Error("it is one");
  const { report } = z.body;
  const shifts: StoredShift[] = [
    {
      ...{ id: "s1", number: 1, openedAt: report.openedAt, closedAt: report.at, documents: 2 },
      ...{ revenueTiyn: report.revenueTiyn, zReportId: z.id },
    },
    {
      ...{ id: open.id, number: 2, openedAt: open.openedAt, closedAt: null, documents: 2 },
      ...{ revenueTiyn: revenueOf(state.counters), zReportId: null },
    },
  ];
  const requests = new Map(documents.map(({ id, number }) => [id, [requestHashOf(requestOf(number), sha256)]]));
  return { entries, read: { entries, earlier: [] }, state, shifts, requests, heads, oddities: [] };
}

const whole = bookOf(lived());
const faultsOf = (change: Partial<Book>) => bookFaults({ ...whole, ...change }, sha256);
const seqOf = (each: JournalEntry) => linkOf(each).journalSeq;
const without = (seq: number): Partial<Book> => {
  const entries = whole.entries.filter((each) => seqOf(each) !== seq);
  return { entries, read: { entries, earlier: [] } };
};
/** The number of the document that each entry of the journal concerns. */
const CONCERNED = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4];

describe("a book", () => {
  test("that is whole has no fault", () => {
    expect(faultsOf({})).toEqual([]);
    expect(whole.entries).toHaveLength(CONCERNED.length);
    expect(journalFaults(whole.entries, present(whole.state, "it worked").counters, sha256)).toEqual([]);
  });

  test.each(CONCERNED.map((number, index) => [index + 1, number]))(
    "without its entry %i names document %i and says that something is gone",
    (seq, number) => {
      const [first] = faultsOf(without(seq));
      expect(first?.number).toBe(number);
      expect(first?.what).toBe(
        whole.entries[seq - 1]?.entry === "document" ? `the document at ${seq} is gone` : `an entry at ${seq} is gone`,
      );
    },
  );

  test.each(CONCERNED.map((number, index) => [index + 1, number]))(
    "with a forged hash or predecessor at %i names document %i alone",
    (seq, number) => {
      for (const field of ["hash", "previousHash"] as const) {
        const entries = whole.entries.map((each): JournalEntry => {
          if (seqOf(each) !== seq) return each;
          const forged = { [field]: "f".repeat(64) };
          if (each.entry === "document") return { ...each, document: { ...each.document, ...forged } };
          if (each.entry === "seal") return { ...each, seal: { ...each.seal, ...forged } };
          if (each.entry === "attempt") return { ...each, attempt: { ...each.attempt, ...forged } };
          return { ...each, settlement: { ...each.settlement, ...forged } };
        });
        const chained = chainFaults(entries, null, sha256);
        expect(chained.map((fault) => fault.number)).toEqual([number]);
        expect(chained[0]?.what).toMatch(/was altered$/);
        expect(alteredEntries(entries, sha256)).toMatchObject([{ number }]);
      }
    },
  );

  test("with a number that nobody can have names the document by its place", () => {
    const entries = whole.entries.map(
      (each): JournalEntry =>
        each.entry === "document" && each.document.number === 2
          ? { ...each, document: { ...each.document, number: 99 } }
          : each,
    );
    expect(faultsOf({ entries })[0]?.number).toBe(2);
  });

  test("with a document moved to another place names that document", () => {
    const entries = whole.entries.map(
      (each): JournalEntry =>
        each.entry === "document" && each.document.number === 3
          ? { ...each, document: { ...each.document, journalSeq: 1 } }
          : each,
    );
    expect(faultsOf({ entries }).map(({ number }) => number)).toContain(3);
    expect(faultsOf({ entries })[0]?.number).toBe(3);
  });

  test("with a link that leads elsewhere says so, though both records hold", () => {
    const other = lived();
    const strange = chain({ seq: 3, hash: "e".repeat(64) }, "document", { ...documentAt(4), id: "d2" }, sha256).record;
    const entries = other.register.entries.map((each) =>
      seqOf(each) === 4 ? ({ entry: "document", document: strange } as JournalEntry) : each,
    );
    expect(chainFaults(entries, null, sha256)[0]).toEqual({
      number: 2,
      what: "document d2 does not follow from the one before",
    });
  });

  test("with a second intact record in one place names it", () => {
    const [first] = whole.entries;
    if (first?.entry !== "document") throw new Error("a document");
    const twin = chain(GENESIS, "document", { ...recordOfDocument(first.document), id: "d9" }, sha256).record;
    const entries = [...whole.entries, { entry: "document", document: twin } as JournalEntry];
    expect(chainFaults(entries, null, sha256).map(({ what }) => what)).toContain(
      "document d9 stands in another's place",
    );
  });

  const documentAt = (seq: number) => {
    const each = whole.entries[seq - 1];
    if (each?.entry !== "document") throw new Error("a document");
    return recordOfDocument(each.document);
  };
  const recordOfDocument = ({ journalSeq, previousHash, hash, ...record }: FiscalDocument) => record;

  test("whose register knows another head is told apart", () => {
    const state = present(whole.state, "it worked");
    const behind = { ...state, journal: { seq: 11, hash: state.journal.hash } };
    const strange = { ...state, journal: { ...state.journal, hash: "f".repeat(64) } };
    for (const changed of [behind, strange])
      expect(faultsOf({ state: changed })).toEqual([
        { number: 4, what: "the register's head is not the end of its journal" },
      ]);
    expect(faultsOf({ state: { ...state, journal: { seq: 13, hash: "f" } } })[0]).toEqual({
      number: 4,
      what: "an entry at 13 is gone",
    });
  });

  test("whose state does not follow from the journal says what", () => {
    const state = present(whole.state, "it worked");
    const cases: [RegisterState, string][] = [
      [{ ...state, lastAt: start }, "the time of the last document does not follow"],
      [
        { ...state, counters: { ...state.counters, cashTiyn: tiyn(1n) } },
        "the counters do not follow from the journal",
      ],
    ];
    for (const [changed, what] of cases) expect(faultsOf({ state: changed })).toEqual([{ number: 4, what }]);
    expect(faultsOf({ state: { ...state, lastNumber: 5 } }).map(({ what }) => what)).toContain(
      "the last number does not follow from the journal",
    );
    expect(faultsOf({ state: null })).toEqual([{ number: 4, what: "the register's state is gone or cannot be read" }]);
  });

  test("whose keys were altered, lost or doubled names their document", () => {
    const kept = whole.requests.get("d2") ?? [];
    for (const changed of [[], ["x"], [...kept, ...kept]])
      expect(faultsOf({ requests: new Map([...whole.requests, ["d2", changed]]) })).toEqual([
        { number: 2, what: "the key of its request was altered" },
      ]);
  });

  test.each<[string, Partial<StoredShift>]>([
    ["openedAt", { openedAt: new Date(0) }],
    ["closedAt", { closedAt: new Date(0) }],
    ["no end", { closedAt: null }],
    ["documents", { documents: 9 }],
    ["revenue", { revenueTiyn: 9n }],
    ["report", { zReportId: "d9" }],
  ])("whose closed shift tells another %s names the shift's first document", (_, change) => {
    const shifts = whole.shifts.map((shift) => (shift.number === 1 ? { ...shift, ...change } : shift));
    expect(faultsOf({ shifts })[0]).toEqual({ number: 1, what: "shift 1 was altered or is gone" });
  });

  test("whose running shift has another id, or is missing, or doubled, says so", () => {
    const [closed, running] = whole.shifts;
    if (!closed || !running) throw new Error("two shifts");
    const gone = { number: 3, what: "shift 2 was altered or is gone" };
    expect(faultsOf({ shifts: [closed, { ...running, id: "x" }] })[0]).toEqual(gone);
    expect(faultsOf({ shifts: [closed] })).toEqual([gone]);
    expect(faultsOf({ shifts: [closed, running, running] })).toEqual([gone]);
    expect(faultsOf({ shifts: [closed, running, { ...running, number: 7 }] })).toEqual([
      { number: 4, what: "a row of shift 7 does not follow from the journal" },
    ]);
  });

  test("whose daily heads were altered, or do not fit the journal any more, names the day", () => {
    const [first, second] = whole.heads;
    if (!first || !second) throw new Error("two heads");
    expect(faultsOf({ heads: [{ ...first, at: new Date(0) }, second] })).toEqual([
      { number: 2, what: "the head of 2026-11-25 was altered" },
    ]);
    expect(faultsOf({ heads: [second] })).toEqual([{ number: 4, what: "the head of 2026-11-26 was altered" }]);
    const { mark, ...other } = { ...first, hash: "f".repeat(64) };
    const forged = { ...other, mark: markOf(NO_MARK, other, sha256) };
    expect(faultsOf({ heads: [forged] })).toEqual([
      { number: 2, what: "the journal is not what it was on 2026-11-25" },
    ]);
  });

  test("that cannot be computed with says so instead of failing", () => {
    const heads = [{ ...whole.heads[0], at: new Date(Number.NaN) }] as HeadMark[];
    expect(faultsOf({ heads })).toContainEqual({ number: 4, what: "what is stored cannot be computed with" });
  });

  test("is told about what was altered before what follows from it", () => {
    const [first] = bookFaults(
      {
        ...whole,
        shifts: [],
        oddities: [
          { number: 4, what: "odd" },
          { number: null, what: "odder" },
        ],
      },
      sha256,
    );
    expect(first).toEqual({ number: 4, what: "odd" });
  });
});

test("a check may begin at a Z-report that was checked before", () => {
  const { register, documents } = lived();
  const entries = register.entries.filter((each) => seqOf(each) >= 4);
  const [first, z] = documents;
  if (!first || !z) throw new Error("documents");
  const from = { head: { seq: 3, hash: z.previousHash }, number: 1, sentNumber: 1, earlier: [first] };
  const book = { ...whole, entries, read: { entries, earlier: [first] } };
  expect(bookFaults(book, sha256, from)).toEqual([]);
  expect(bookFaults({ ...book, entries: entries.slice(1) }, sha256, from)[0]).toMatchObject({ number: 2 });
  expect(bookFaults(book, sha256, { ...from, head: { seq: 3, hash: "f" } })[0]?.number).toBe(2);
  expect(bookFaults(book, sha256, FROM_GENESIS)[0]?.number).toBe(1);
});

test("a sample looks at each document by itself and misses what is gone", () => {
  const { entries, requests } = whole;
  expect(sampleFaults(entries, requests, [1, 3], sha256)).toEqual([]);
  expect(sampleFaults(entries, requests, [9, 9], sha256)).toEqual([{ number: 9, what: "the document is gone" }]);
  expect(sampleFaults(entries, new Map(), [], sha256).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
});

test("an export is lines, each filed under its document, with their hash at the end", () => {
  const { register, documents, heads } = lived();
  const part = register.entries.filter((each) => seqOf(each) > 3);
  const lines = exportLines(
    {
      register: { registrationNumber: "1", factoryNumber: "2", name: "К", sellerName: "Т", sellerXin: "3" },
      ...{ from: "2026-11-25", to: "2026-11-25", madeAt: start, start: { seq: 3, hash: "a" } },
      ...{ journal: register.state.journal, heads, earlier: { d1: 1 } },
    },
    part,
    documents.slice(1),
    sha256,
  );
  const read = lines.map((line) => JSON.parse(line) as { entry: string; document?: number; seq?: number });
  expect(read.map(({ entry }) => entry)).toEqual([
    ...[
      "head",
      "document",
      "seal",
      "settlement",
      "document",
      "seal",
      "attempt",
      "settlement",
      "settlement",
      "document",
    ],
    "end",
  ]);
  expect(read.slice(1, -1).map(({ document }) => document)).toEqual(CONCERNED.slice(3));
  expect(read[0]).toMatchObject({ format: 1, earlier: { d1: 1 }, start: { seq: 3 } });
  expect(read.at(-1)).toEqual({ entry: "end", lines: 10, sha256: sha256(`${lines.slice(0, -1).join("\n")}\n`) });
  expect(lines.join("")).not.toContain("tokenCipher");
});
