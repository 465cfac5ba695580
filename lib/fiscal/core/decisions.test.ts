import { createHash } from "node:crypto";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { err, limits, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import type { Accepted } from "./accept";
import { foldJournal, type JournalEntry, journalFaults } from "./check-journal";
import type { Rules } from "./check-lines";
import { takeOut } from "./counters";
import { decideCashPlacement } from "./decide-cash-placement";
import { decideCloseShift } from "./decide-close-shift";
import { decideReceipt, type ReceiptWish } from "./decide-receipt";
import { decideReturn } from "./decide-return";
import { isReceiptBody, type PaperHead, type ReceiptBody } from "./document";
import { isIntact } from "./journal";
import { cashSign, RECEIPT_KINDS, VAT_KINDS } from "./kinds";
import { newRegister, OFFLINE_NUMBER_BASE, type RegisterState, type Situation } from "./register";
import type { Report } from "./report";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const head: PaperHead = {
  ...{ sellerName: "ТОО «Береке»", sellerXin: "180140000117", sellerIs: "company", vatCertificate: null },
  ...{ registerName: "Касса 1", addressRu: "Алматы", addressKk: "Алматы", factoryNumber: "700000014" },
  ...{
    registrationNumber: "600400131197",
    ofdRegisterId: "308751",
    operatorTitle: "Тиын ОФД",
    checkBase: "https://ofd.kz",
  },
};
const who = { head, cashier: { id: "c", name: "Сейтова А. Б." } };
const rules: Rules = { vatPayer: true, vatKindsInForce: new Set(VAT_KINDS), unitCodes: new Set(["796"]) };
const start = new Date("2026-11-25T04:00:00.000Z");
const HOUR = 3_600_000;
const later = (ms: number): Date => new Date(start.getTime() + ms);

let made = 0;
const supplies = () => ({ documentId: `d${++made}`, shiftId: `s${made}`, sha256 });
const at = (state: RegisterState, now = start): Situation => ({
  version: 1,
  now,
  state,
  oldestUnsentAt: null,
  leased: false,
});

const sale = (sum: string, change: Partial<ReceiptWish> = {}): ReceiptWish => ({
  kind: "sale",
  lines: [
    {
      ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
      ...{ priceTiyn: tg(sum), quantityMilli: quantityMilli(1000n), discountTiyn: tg("0.00") },
    },
  ],
  discountTiyn: tg("0.00"),
  payments: [{ type: "cash", sumTiyn: tg(sum) }],
  ...change,
});
/** A receipt with everything that counts: sections, rates, discounts, markups, storno, rounding, two ways of paying. */
function rich(sum: bigint, kind: "sale" | "purchase"): ReceiptWish {
  const [line] = sale("1.00").lines;
  if (!line) throw new Error("a sale has a line");
  const priceTiyn = tiyn(sum + 200n);
  return sale("1.00", {
    kind,
    lines: [
      { ...line, priceTiyn, discountTiyn: tiyn(sum % 150n), sectionCode: `${sum % 3n}` },
      { ...line, priceTiyn, vatKind: "5", quantityMilli: quantityMilli(333n), markupTiyn: tiyn(sum % 7n) },
      { ...line, priceTiyn, storno: true },
    ],
    ...(sum % 2n === 0n ? { discountTiyn: tiyn(sum % 90n) } : { markupTiyn: tiyn(sum % 90n) }),
    rounding: { what: (["none", "total", "lines"] as const)[Number(sum % 3n)] ?? "none", to: "half_up" },
    payments: [
      { type: "card", sumTiyn: tiyn(sum % 100n) },
      { type: "cash", sumTiyn: tiyn(3n * sum + 10_000n) },
    ],
  });
}
const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
/** Online life: each document is settled before the next. */
const settled = ({ next }: Accepted): RegisterState => ({ ...next, sentNumber: next.lastNumber, offlineSince: null });
const sold = (state: RegisterState, sum = "500.00", now = start) =>
  must(decideReceipt(at(state, now), sale(sum), who, rules, supplies()));

describe("a receipt", () => {
  test("takes the next number of the register and of its shift, which it opens", () => {
    const first = sold(newRegister("00"));
    expect(first.document).toMatchObject({
      number: 1,
      shiftNumber: 1,
      shiftDocumentNumber: 1,
      at: start,
      autonomous: false,
    });
    expect(first.next.shift).toMatchObject({ number: 1, open: true, openedAt: start, documents: 1 });
    expect(sold(settled(first)).document).toMatchObject({ number: 2, shiftNumber: 1, shiftDocumentNumber: 2 });
  });

  test("a millisecond before 24 hours is allowed, at them refused", () => {
    const state = settled(sold(newRegister("00")));
    expect(decideReceipt(at(state, later(limits.shiftMs - 1)), sale("1.00"), who, rules, supplies()).ok).toBe(true);
    expect(decideReceipt(at(state, later(limits.shiftMs)), sale("1.00"), who, rules, supplies())).toEqual(
      err({ code: "fiscal.shift_too_long", openedAt: start }),
    );
  });

  test("joins the tail of a queue as autonomous, with a number of its own for life", () => {
    const waiting = sold(newRegister("00")).next;
    const second = sold(waiting);
    expect(second.document).toMatchObject({ autonomous: true, offlineNumber: OFFLINE_NUMBER_BASE + 2 });
    expect(second.next.offlineSince).toEqual(start);
  });

  test("is never dated before its shift was opened, so a clock set back does not make the shift longer", () => {
    const shift = { id: "s", number: 1, open: true, openedAt: start, documents: 0 };
    const opened: RegisterState = { ...newRegister("00"), shift };
    const { document, next } = must(
      decideReceipt(at(opened, later(-73 * HOUR)), sale("500.00"), who, rules, supplies()),
    );
    expect(document.at).toEqual(start);
    expect(decideReceipt(at(next, later(24 * HOUR)), sale("500.00"), who, rules, supplies())).toMatchObject({
      ok: false,
    });
  });

  test("is never dated before the one before it", () => {
    const state = settled(sold(newRegister("00"), "1.00", later(5_000)));
    expect(sold(state, "1.00", later(1_000)).document.at).toEqual(later(5_000));
  });

  test("a rate that is not in force is refused; who pays no VAT sells without", () => {
    const without12 = { ...rules, vatKindsInForce: new Set(["none", "16"] as const) };
    const [line] = sale("1.00").lines;
    const wish = line ? sale("1.00", { lines: [{ ...line, vatKind: "12" }] }) : sale("1.00");
    const refused = { code: "fiscal.vat_not_in_force", line: 1, rate: "12" };
    expect(decideReceipt(at(newRegister("00")), wish, who, without12, supplies())).toEqual(err(refused));
    const small = must(decideReceipt(at(newRegister("00")), wish, who, { ...without12, vatPayer: false }, supplies()));
    expect(isReceiptBody(small.document.body) && small.document.body.taxes).toEqual([]);
  });

  test("a purchase takes cash out and may not take what is not there", () => {
    const state = settled(sold(newRegister("00"), "100.00"));
    const buy = (sum: string) => decideReceipt(at(state), sale(sum, { kind: "purchase" }), who, rules, supplies());
    expect(buy("100.01")).toEqual(
      err({ code: "fiscal.not_enough_cash", availableTiyn: tg("100.00"), missingTiyn: tg("0.01") }),
    );
    expect(must(buy("100.00")).next.counters.cashTiyn).toBe(0n);
  });
});

describe("a return", () => {
  const basis = sold(newRegister("00"), "116.00");
  const accepted = { outcome: "accepted" as const, fiscalSign: "9001", issuedAutonomous: false, returns: [] };
  const back = (known: object = {}, state = settled(basis)) =>
    decideReturn(at(state), { document: basis.document, ...accepted, ...known }, {}, who, supplies());

  test("copies lines, VAT and payments, and names the receipt as its paper does", () => {
    const { document } = must(back());
    const { body } = document;
    expect(document).toMatchObject({ kind: "sale_return", totalTiyn: tg("116.00"), basisId: basis.document.id });
    expect(isReceiptBody(body) && body.taxes).toEqual([
      { vatKind: "16", turnoverTiyn: tg("116.00"), vatTiyn: tg("16.00") },
    ]);
    expect(isReceiptBody(body) && body.basis).toMatchObject({
      sign: "9001",
      isOffline: false,
      registrationNumber: "600400131197",
    });
    const offline = must(back({ issuedAutonomous: true })).document.body;
    expect(isReceiptBody(offline) && offline.basis).toMatchObject({
      sign: `${OFFLINE_NUMBER_BASE + 1}`,
      isOffline: true,
    });
  });

  test.each([
    ["a second time", { returns: [basis.document.body as ReceiptBody] }, "fiscal.already_returned"],
    ["of a refused receipt", { outcome: "rejected" }, "fiscal.basis_not_returnable"],
    ["of a receipt on its way", { outcome: "pending", fiscalSign: null }, "fiscal.basis_pending"],
  ])("%s is refused", (_, known, code) => {
    expect(back(known)).toEqual(err({ code }));
  });

  test("of a return, or with too little cash, is refused", () => {
    const returned = must(back());
    const again = { document: returned.document, ...accepted };
    expect(decideReturn(at(settled(returned)), again, {}, who, supplies())).toEqual(
      err({ code: "fiscal.basis_not_returnable" }),
    );
    const state = settled(basis);
    const empty = { ...state, counters: { ...state.counters, cashTiyn: tg("115.99") } };
    expect(back({}, empty)).toMatchObject(err({ code: "fiscal.not_enough_cash" }));
  });
});

describe("cash and Z", () => {
  const place = (state: RegisterState, direction: "deposit" | "withdrawal", sum: string) =>
    decideCashPlacement(at(state), { direction, sumTiyn: tg(sum), comment: null }, who, supplies());

  test("the drawer never goes below zero, to the tiyn", () => {
    const state = settled(must(place(newRegister("00"), "deposit", "10.00")));
    expect(place(state, "withdrawal", "10.01")).toMatchObject(err({ code: "fiscal.not_enough_cash" }));
    expect(must(place(state, "withdrawal", "10.00")).next.counters.cashTiyn).toBe(0n);
    expect(place(state, "deposit", "0.00")).toEqual(err({ code: "fiscal.sum_zero" }));
  });

  test("Z without an open shift is refused; of an empty or a too long one it is allowed", () => {
    const close = (state: RegisterState, now = start) => decideCloseShift(at(state, now), who, supplies());
    expect(close(newRegister("00"))).toEqual(err({ code: "fiscal.shift_not_open" }));
    const open = settled(sold(newRegister("00")));
    const z = must(close(open, later(limits.shiftMs * 2)));
    expect(z.next.shift?.open).toBe(false);
    expect(close(settled(z))).toEqual(err({ code: "fiscal.shift_not_open" }));
    const empty = { ...settled(z), shift: { id: "s", number: 2, open: true, openedAt: start, documents: 0 } };
    expect(must(close(empty)).document).toMatchObject({ number: 3, totalTiyn: 0n });
  });

  test("the next shift begins at zero, with the cash, life counts and non-resettable sums of the last", () => {
    const open = settled(sold(newRegister("00")));
    const { counters } = must(decideCloseShift(at(open), who, supplies())).next;
    expect(counters).toMatchObject({
      ...{ cashTiyn: tg("500.00"), sections: {}, taxes: {} },
      nonResettableTiyn: { sale: tg("500.00") },
      startNonResettableTiyn: { sale: tg("500.00") },
      receipts: { sale: { totalCount: 1, count: 0, sumTiyn: 0n } },
    });
  });
});

type Act = {
  readonly does: "sell" | "buy" | "return" | "deposit" | "withdrawal" | "close" | "refuse";
  readonly sum: bigint;
};
const act: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom("sell", "sell", "buy", "return", "deposit", "withdrawal", "close", "refuse"),
  sum: fc.bigInt({ min: 1n, max: 500_000n }),
});

/** Lives a register's life and keeps its journal. Refused acts leave nothing. */
function live(acts: readonly Act[]) {
  let state = newRegister("00");
  const entries: JournalEntry[] = [];
  const reports: Report[] = [];
  const states = [state];
  for (const [index, { does, sum }] of acts.entries()) {
    const situation = at(state, later(index * 1000));
    const last = entries.at(-1);
    if (does === "refuse") {
      if (last?.entry !== "document" || last.document.kind === "z_report") continue;
      const { document } = last;
      const kind = "rejected" as const;
      const settlement = {
        ...{
          id: `r${index}`,
          documentId: document.id,
          sealId: null,
          kind,
          at: situation.now,
          code: 13,
          answerText: "",
        },
        ...{ fiscalSign: null, qrText: null, answer: null, journalSeq: 0, previousHash: "", hash: "" },
      };
      entries.push({ entry: "settlement", settlement });
      state = { ...state, counters: takeOut(state.counters, document.body, false) };
      states.push(state);
      continue;
    }
    const found = entries.findLast((each) => each.entry === "document" && each.document.kind === "sale");
    const decided = (() => {
      if (does === "sell" || does === "buy")
        return decideReceipt(situation, rich(sum, does === "sell" ? "sale" : "purchase"), who, rules, supplies());
      if (does === "close") return decideCloseShift(situation, who, supplies());
      if (does !== "return")
        return decideCashPlacement(situation, { direction: does, sumTiyn: tiyn(sum), comment: null }, who, supplies());
      if (found?.entry !== "document") return null;
      const refused = new Set(entries.map((each) => each.entry === "settlement" && each.settlement.documentId));
      const returns = entries.flatMap((each): ReceiptBody[] => {
        if (each.entry !== "document" || each.document.basisId !== found.document.id) return [];
        const { id, body } = each.document;
        return isReceiptBody(body) && !refused.has(id) ? [body] : [];
      });
      const known = { outcome: "accepted", fiscalSign: "1", issuedAutonomous: false, returns } as const;
      const part = { lines: [{ line: 1, quantityMilli: quantityMilli((sum % 1000n) + 1n) }] };
      return decideReturn(situation, { document: found.document, ...known }, part, who, supplies());
    })();
    if (!decided?.ok) continue;
    entries.push({ entry: "document", document: decided.value.document });
    const { body } = decided.value.document;
    if (body.kind === "z_report") reports.push(body.report);
    state = settled(decided.value);
    states.push(state);
  }
  return { state, entries, reports, states };
}

/** An arithmetic of its own: from lines and payments alone. */
function auditShift(entries: readonly JournalEntry[], shiftNumber: number) {
  const refused = new Set(entries.flatMap((each) => (each.entry === "settlement" ? [each.settlement.documentId] : [])));
  let revenue = 0n;
  let count = 0;
  for (const each of entries) {
    if (each.entry !== "document" || each.document.shiftNumber !== shiftNumber || refused.has(each.document.id))
      continue;
    const { body } = each.document;
    if (!isReceiptBody(body)) continue;
    count++;
    revenue += cashSign(body.kind) * body.lines.reduce((sum, line) => sum + line.netTiyn, 0n);
  }
  return { revenue, count };
}

property.prop([fc.array(act, { maxLength: 40 })])(
  "whatever happens: cash is never negative, numbers have no gap, the fold of the journal is the live counters",
  (acts) => {
    const { state, entries, states } = live(acts);
    expect(states.every(({ counters }) => counters.cashTiyn >= 0n)).toBe(true);
    const numbers = entries.flatMap((each) => (each.entry === "document" ? [each.document.number] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(foldJournal(entries)).toEqual(state.counters);
  },
);

property.prop([fc.array(act, { maxLength: 40 })])(
  "each Z equals a count of its lines alone, begins where the one before ended, and its turnover is the difference",
  (acts) => {
    const { reports, entries } = live(acts);
    for (const [index, report] of reports.entries()) {
      const counted = auditShift(entries, report.shiftNumber);
      expect(report.revenueTiyn).toBe(counted.revenue);
      const { receipts, startNonResettableTiyn, nonResettableTiyn } = report.counters;
      expect(RECEIPT_KINDS.reduce((sum, kind) => sum + receipts[kind].count, 0)).toBe(counted.count);
      const before = reports[index - 1]?.counters.nonResettableTiyn;
      if (before) expect(startNonResettableTiyn).toEqual(before);
      for (const kind of RECEIPT_KINDS)
        expect(nonResettableTiyn[kind] - startNonResettableTiyn[kind]).toBe(receipts[kind].sumTiyn);
    }
  },
);

describe("the chain", () => {
  const first = sold(newRegister("00"));
  const second = sold(settled(first));

  test("hangs each document on the one before", () => {
    expect(second.document.previousHash).toBe(first.document.hash);
    expect(isIntact("document", second.document, sha256)).toBe(true);
  });

  test("shows a changed sum, a missing document and counters that do not follow", () => {
    const entries: JournalEntry[] = [first, second].map(({ document }) => ({ entry: "document", document }));
    expect(journalFaults(entries, second.next.counters, sha256)).toEqual([]);
    const forged = { ...second.document, totalTiyn: tg("1.00") };
    const withForged: JournalEntry[] = [entries[0], { entry: "document", document: forged }].filter(
      (each) => each !== undefined,
    ) as JournalEntry[];
    expect(journalFaults(withForged, second.next.counters, sha256)).toEqual([
      `document 2: document ${forged.id} was altered`,
    ]);
    expect(journalFaults(entries.slice(1), second.next.counters, sha256)).toContain(
      "document 1: the document at 1 is gone",
    );
    expect(journalFaults(entries, first.next.counters, sha256)).toEqual(["counters"]);
  });
});
