import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { err, limits, MONEY_MAX, quantityMilli, tiyn } from "@/lib/kernel";
import {
  at,
  HOUR,
  later,
  must,
  rules,
  sale,
  settled,
  sha256,
  sold,
  start,
  supplies,
  tg,
  who,
} from "@/tests/support/decisions";
import { foldJournal, type JournalEntry, journalFaults } from "./check-journal";
import { takeOut } from "./counters";
import { decideCashPlacement } from "./decide-cash-placement";
import { decideCloseShift } from "./decide-close-shift";
import { decideReceipt, type ReceiptWish } from "./decide-receipt";
import { decideReturn } from "./decide-return";
import { isReceiptBody, type ReceiptBody } from "./document";
import { isIntact } from "./journal";
import { cashSign, RECEIPT_KINDS } from "./kinds";
import { newRegister, OFFLINE_NUMBER_BASE, type RegisterState } from "./register";
import type { Report } from "./report";

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

  test.each([
    ["a discount below zero", { discountTiyn: tiyn(-1n) }, "fiscal.discount_too_large"],
    ["a markup below zero", { markupTiyn: tiyn(-1n) }, "fiscal.discount_too_large"],
    ["a discount past the sum", { discountTiyn: tg("500.01") }, "fiscal.discount_too_large"],
    ["a payment that is short", { payments: [{ type: "cash", sumTiyn: tg("499.99") }] }, "fiscal.payments_not_enough"],
    ["the seller as the buyer", { buyer: { xin: "180140000117" } }, "fiscal.buyer_is_seller"],
    ["no lines", { lines: [] }, "fiscal.no_lines"],
  ] satisfies [string, Partial<ReceiptWish>, string][])("%s is refused", (_, change, code) => {
    const refused = decideReceipt(at(newRegister("00")), sale("500.00", change), who, rules, supplies());
    expect(refused).toMatchObject({ ok: false, error: { code } });
  });

  test("keeps the buyer, a markup on the whole and the client's rounding", () => {
    const wish = sale("500.40", {
      ...{ buyer: { phone: "+7 701 000-00-00" }, markupTiyn: tg("0.20") },
      ...{ rounding: { what: "total", to: "half_up" }, payments: [{ type: "cash", sumTiyn: tg("501.00") }] },
    });
    const { body } = must(decideReceipt(at(newRegister("00")), wish, who, rules, supplies())).document;
    expect(body).toMatchObject({
      totalTiyn: tg("501.00"),
      receiptMarkupTiyn: tg("0.60"),
      buyer: { phone: "+77010000000" },
    });
    expect(isReceiptBody(body) && body.payments).toEqual([{ type: "cash", sumTiyn: tg("501.00") }]);
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

describe("cash and Z", () => {
  const place = (state: RegisterState, direction: "deposit" | "withdrawal", sum: string) =>
    decideCashPlacement(at(state), { direction, sumTiyn: tg(sum), comment: null }, who, supplies());

  test("the drawer never goes below zero, to the tiyn", () => {
    const state = settled(must(place(newRegister("00"), "deposit", "10.00")));
    expect(place(state, "withdrawal", "10.01")).toMatchObject(err({ code: "fiscal.not_enough_cash" }));
    expect(must(place(state, "withdrawal", "10.00")).next.counters.cashTiyn).toBe(0n);
    expect(place(state, "deposit", "0.00")).toEqual(err({ code: "fiscal.sum_zero" }));
  });

  test.each([
    ["past all money", tiyn(MONEY_MAX + 1n), null, "fiscal.sum_too_large"],
    ["with a comment past its limit", tg("1.00"), "я".repeat(201), "fiscal.comment_too_long"],
    ["with a comment that no paper carries", tg("1.00"), "a\u0007", "fiscal.text_characters"],
  ])("%s is refused", (_, sumTiyn, comment, code) => {
    const wish = { direction: "deposit" as const, sumTiyn, comment };
    expect(decideCashPlacement(at(newRegister("00")), wish, who, supplies())).toEqual(err({ code }));
  });

  test("all the money there is goes in, with its comment, and none when the shift is too long", () => {
    const wish = { direction: "deposit" as const, sumTiyn: MONEY_MAX, comment: "р".repeat(200) };
    const placed = must(decideCashPlacement(at(newRegister("00")), wish, who, supplies()));
    expect(placed.document.body).toMatchObject({ comment: "р".repeat(200), cashTiyn: MONEY_MAX });
    expect(decideCashPlacement(at(settled(placed), later(24 * HOUR)), wish, who, supplies())).toEqual(
      err({ code: "fiscal.shift_too_long", openedAt: start }),
    );
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
