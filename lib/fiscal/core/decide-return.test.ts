import { describe, expect, test } from "vitest";
import { err, MONEY_MAX, ok, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { at, later, must, rules, sale, settled, sold, start, supplies, tg, who } from "@/tests/support/decisions";
import { decideReceipt } from "./decide-receipt";
import {
  type BasisReceipt,
  decidePaperReturn,
  decideReturn,
  type PaperReturnWish,
  type ReturnWish,
} from "./decide-return";
import { isReceiptBody, type ReceiptBody } from "./document";
import { newRegister, OFFLINE_NUMBER_BASE } from "./register";

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

  test("keeps the buyer, pays as it is told, and refuses a payment that is short", () => {
    const known: BasisReceipt = { document: basis.document, ...accepted };
    const decide = (wish: ReturnWish) => decideReturn(at(settled(basis)), known, wish, who, supplies());
    const card = [{ type: "card" as const, sumTiyn: tg("116.00") }];
    expect(must(decide({ payments: card, buyer: { phone: "87010000000" } })).document.body).toMatchObject({
      ...{ payments: card, buyer: { phone: "87010000000" } },
    });
    expect(decide({ payments: [{ type: "cash", sumTiyn: tg("115.99") }] })).toMatchObject({ ok: false });
    expect(decide({ buyer: { xin: "180140000117" } })).toEqual(err({ code: "fiscal.buyer_is_seller" }));
  });

  test("in parts is never more than the whole, to the tiyn and to the unit", () => {
    const known = { document: basis.document, ...accepted };
    const part = (quantity: bigint, returns: readonly ReceiptBody[] = []) =>
      decideReturn(
        at(settled(basis)),
        { ...known, returns },
        { lines: [{ line: 1, quantityMilli: quantityMilli(quantity) }] },
        who,
        supplies(),
      );
    const third = must(part(333n)).document.body as ReceiptBody; // cast: a return
    expect(third.totalTiyn).toBe(tg("38.63"));
    expect(part(668n, [third])).toEqual(err({ code: "fiscal.return_exceeds_line", line: 1, left: "0,667" }));
    const rest = must(part(667n, [third])).document.body as ReceiptBody; // cast: a return
    expect(third.totalTiyn + rest.totalTiyn).toBe(tg("116.00"));
    // What came back against a paper of the same receipt counts, though it names no line.
    const paid = { ...third, totalTiyn: tg("100.00"), lines: [] };
    expect(part(1000n, [paid])).toEqual(err({ code: "fiscal.return_exceeds", availableTiyn: tg("16.00") }));
  });

  test("that is worth nothing is refused", () => {
    expect(
      decideReturn(
        at(settled(sold(newRegister("00"), "0.01"))),
        { document: sold(newRegister("00"), "0.01").document, ...accepted },
        { lines: [{ line: 1, quantityMilli: quantityMilli(1n) }] },
        who,
        supplies(),
      ),
    ).toEqual(err({ code: "fiscal.total_zero" }));
  });

  test("of a purchase brings cash in, whatever the drawer holds", () => {
    const drawer = settled(sold(newRegister("00"), "100.00"));
    const bought = must(decideReceipt(at(drawer), sale("100.00", { kind: "purchase" }), who, rules, supplies()));
    const empty = settled(bought);
    expect(empty.counters.cashTiyn).toBe(0n);
    const returned = must(decideReturn(at(empty), { document: bought.document, ...accepted }, {}, who, supplies()));
    expect([returned.document.kind, returned.next.counters.cashTiyn]).toEqual(["purchase_return", tg("100.00")]);
  });

  test("in a shift that is too long, or of a receipt that has no sign yet, is refused", () => {
    const known = { document: basis.document, ...accepted };
    expect(decideReturn(at(settled(basis), later(24 * 3_600_000)), known, {}, who, supplies())).toEqual(
      err({ code: "fiscal.shift_too_long", openedAt: start }),
    );
    const without = [
      { ...known, outcome: "pending" as const },
      { ...known, fiscalSign: null },
      { ...known, issuedAutonomous: true, document: { ...basis.document, offlineNumber: null } },
    ];
    for (const one of without)
      expect(decideReturn(at(settled(basis)), one, {}, who, supplies())).toEqual(err({ code: "fiscal.basis_pending" }));
  });
});

describe("a return from paper", () => {
  const other = "600400131198";
  const [line] = sale("116.00").lines;
  if (!line) throw new Error("a sale has a line");
  const wish = (
    change: Partial<PaperReturnWish> = {},
    basis: Partial<PaperReturnWish["basis"]> = {},
  ): PaperReturnWish => ({
    ...{ kind: "sale_return", lines: [line], discountTiyn: tg("0.00") },
    payments: [{ type: "cash", sumTiyn: tg("116.00") }],
    basis: {
      ...{ sign: "3184207655", registrationNumber: other, issuedAt: later(-60_000), totalTiyn: tg("200.00") },
      ...{ isOffline: false, ...basis },
    },
    ...change,
  });
  const full = settled(sold(newRegister("00"), "500.00"));
  const nothing = { receipt: null, ours: false, returns: [] };
  const decide = (
    asked: PaperReturnWish,
    known: Parameters<typeof decidePaperReturn>[2] = nothing,
    now = start,
    vat = rules,
  ) => decidePaperReturn(at(full, now), asked, known, who, vat, supplies());
  const returned = (totalTiyn: Tiyn): ReceiptBody => {
    const body = must(decide(wish())).document.body;
    if (!isReceiptBody(body)) throw new Error("a return");
    return { ...body, totalTiyn };
  };

  test("names the paper as its basis and takes the lines that were typed", () => {
    const { document } = must(decide(wish({ buyer: { phone: "87010000000" }, markupTiyn: tg("0.00") })));
    expect(document).toMatchObject({ kind: "sale_return", totalTiyn: tg("116.00"), basisId: null });
    expect(document.body).toMatchObject({
      basis: { documentId: null, number: null, sign: "3184207655", registrationNumber: other, totalTiyn: tg("200.00") },
      ...{ buyer: { phone: "87010000000" }, taxes: [{ vatKind: "16", vatTiyn: tg("16.00") }] },
    });
  });

  test("spreads a discount or a markup over its lines", () => {
    const payments = (sumTiyn: Tiyn) => [{ type: "cash" as const, sumTiyn }];
    const less = must(decide(wish({ discountTiyn: tg("16.00"), payments: payments(tg("100.00")) })));
    const more = must(decide(wish({ markupTiyn: tg("4.00"), payments: payments(tg("120.00")) })));
    expect([less.document.totalTiyn, more.document.totalTiyn]).toEqual([tg("100.00"), tg("120.00")]);
    expect(decide(wish({ discountTiyn: tg("116.01") }))).toMatchObject({ ok: false });
  });

  test("knows rates of the past, also where no VAT is paid any more", () => {
    const past = { ...rules, vatKindsInForce: new Set(["none"] as const) };
    expect(must(decide(wish(), nothing, start, past)).document.body).toMatchObject({ taxes: [{ vatKind: "16" }] });
    expect(must(decide(wish(), nothing, start, { ...rules, vatPayer: false })).document.body).toMatchObject({
      taxes: [{ vatKind: "16" }],
    });
    const units = { ...rules, unitCodes: new Set(["163"]) };
    expect(decide(wish(), nothing, start, units)).toMatchObject({ ok: false, error: { code: "fiscal.unit_unknown" } });
  });

  test.each([
    ["a sign that begins with zero", { sign: "0184207655" }],
    ["no sign", { sign: "" }],
    ["a sign of nineteen digits", { sign: "1".repeat(19) }],
    ["a sign with a letter", { sign: "31842O7655" }],
    ["a РНМ of eleven digits", { registrationNumber: "60040013119" }],
    ["a РНМ of thirteen digits", { registrationNumber: "6004001311980" }],
    ["a РНМ with a letter", { registrationNumber: "60040013119X" }],
    ["a total of nothing", { totalTiyn: tg("0.00") }],
    ["a total past all money", { totalTiyn: tiyn(MONEY_MAX + 1n) }],
    ["a moment to come", { issuedAt: later(1) }],
  ])("%s is refused", (_, basis) => expect(decide(wish({}, basis))).toEqual(err({ code: "fiscal.basis_malformed" })));

  test.each([
    ["the longest sign", { sign: "9".repeat(18) }],
    ["the shortest sign", { sign: "1" }],
    ["all the money there is", { totalTiyn: MONEY_MAX }],
    ["this very moment", { issuedAt: start }],
  ])("%s is taken", (_, basis) => expect(decide(wish({}, basis)).ok).toBe(true));

  test.each([false, true])(
    "that names a register of ours is refused where our books do not know it (autonomous: %s)",
    (isOffline) => {
      const unknown = { receipt: null, ours: true, returns: [] };
      expect(decide(wish({}, { isOffline }), unknown)).toEqual(err({ code: "fiscal.basis_not_found" }));
      expect(decide(wish({}, { isOffline })).ok).toBe(true);
    },
  );

  test("of a receipt that we hold is bound to that receipt", () => {
    const { document } = sold(newRegister("00"), "200.00");
    const known: BasisReceipt = {
      document,
      outcome: "accepted",
      fiscalSign: "9001",
      issuedAutonomous: false,
      returns: [],
    };
    const own = { registrationNumber: who.head.registrationNumber, sign: "9001" };
    const held = { receipt: known, ours: true, returns: [] };
    expect(must(decide(wish({}, own), held)).document).toMatchObject({
      ...{ basisId: document.id, body: { basis: { documentId: document.id, sign: "9001", number: 1 } } },
    });
    expect(decide(wish({}, { ...own, totalTiyn: tg("200.01") }), held)).toEqual(
      err({ code: "fiscal.basis_differs", totalTiyn: tg("200.00") }),
    );
    expect(decide(wish({ kind: "purchase_return" }, own), held)).toEqual(err({ code: "fiscal.basis_not_returnable" }));
    const untaxed = wish({ lines: [{ ...line, vatKind: "none" }] }, own);
    expect(decide(untaxed, held)).toEqual(err({ code: "fiscal.basis_vat_differs", line: 1 }));
    // Who pays no VAT any more gives back what was sold with it as it was sold.
    const now = must(decide(wish({}, own), held, start, { ...rules, vatPayer: false }));
    expect(now.document.body).toMatchObject({ taxes: [{ vatKind: "16", vatTiyn: tg("16.00") }] });
    const refused = { ...held, receipt: { ...known, outcome: "rejected" as const } };
    expect(decide(wish({}, own), refused)).toEqual(err({ code: "fiscal.basis_not_returnable" }));
  });

  test("is never more than the paper's total less what came back of it", () => {
    const having = (sum: Tiyn) => decide(wish(), { ...nothing, returns: [returned(sum)] });
    expect(having(tg("84.00")).ok).toBe(true);
    expect(having(tg("84.01"))).toEqual(err({ code: "fiscal.return_exceeds", availableTiyn: tg("115.99") }));
    expect(having(tg("199.99"))).toEqual(err({ code: "fiscal.return_exceeds", availableTiyn: tg("0.01") }));
    expect(having(tg("200.00"))).toEqual(err({ code: "fiscal.already_returned" }));
  });

  test("needs the cash it gives, an open day and payments that add up", () => {
    const poor = { ...full, counters: { ...full.counters, cashTiyn: tg("115.99") } };
    expect(decidePaperReturn(at(poor), wish(), nothing, who, rules, supplies())).toMatchObject(
      err({ code: "fiscal.not_enough_cash" }),
    );
    expect(decide(wish(), nothing, later(24 * 3_600_000))).toEqual(
      err({ code: "fiscal.shift_too_long", openedAt: start }),
    );
    expect(decide(wish({ payments: [{ type: "cash", sumTiyn: tg("1.00") }] }))).toMatchObject({ ok: false });
  });

  test("of a purchase takes no cash out", () => {
    const poor = { ...full, counters: { ...full.counters, cashTiyn: tg("0.00") } };
    const bought = decidePaperReturn(at(poor), wish({ kind: "purchase_return" }), nothing, who, rules, supplies());
    expect(bought).toEqual(
      ok(expect.objectContaining({ document: expect.objectContaining({ kind: "purchase_return" }) })),
    );
  });
});
