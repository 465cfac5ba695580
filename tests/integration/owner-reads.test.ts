import { randomUUID } from "node:crypto";
import { fc } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Prisma, withTenant } from "@/lib/db";
import { controlTape, findDocuments, takings, tenantShifts } from "@/lib/fiscal";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { searchSql, type TapeFilter, tapeSql, totalsSql } from "@/lib/fiscal/queries/control-tape";
import { foldTakings, takingsSql } from "@/lib/fiscal/queries/takings";
import { type Day, quantityMilli, tiyn } from "@/lib/kernel";
import { giveBack, givenSecondTill, givenShop, loaf, type Shop, sell, setFiscalClock, tg } from "../support/fiscal";
import { look } from "../support/look";
import { multiplied } from "../support/many-documents";
import { startOperator, type TestOperator } from "../support/operator";

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(async () => {
  await setFiscalClock(null);
  await operator.stop();
});

const at = (almaty: string): Date => new Date(`2026-11-${almaty}+05:00`);
const day = (text: string): Day => `2026-11-${text}` as Day; // cast: written here
const awake = new AbortController().signal;

type Node = { readonly "Node Type": string; readonly "Relation Name"?: string; readonly Plans?: readonly Node[] };
const nodes = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** The plan as the app role gets it, row security included. */
async function plan(tenantId: string, sql: Prisma.Sql): Promise<readonly Node[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.$queryRaw<{ "QUERY PLAN": [{ Plan: Node }] }[]>(Prisma.sql`EXPLAIN (FORMAT JSON) ${sql}`),
  );
  return nodes(rows[0]?.["QUERY PLAN"][0].Plan ?? { "Node Type": "none" });
}

describe("what the owner reads walks indexes, among other tenants and under row security", () => {
  const [DAY, MANY] = [24 * 60 * 60 * 1000, 20_000];
  let shop: Shop;
  let newest: Date;
  beforeAll(async () => {
    await setFiscalClock(null);
    shop = await givenShop(() => operator.port);
    await sell(shop, { buyer: { xin: "650401300004" } });
    newest = await multiplied(shop, MANY);
  });

  const filters: Readonly<Record<string, () => TapeFilter>> = {
    everything: () => ({}),
    "a span of time": () => ({ from: new Date(newest.getTime() - DAY), to: newest }),
    "a kind that is rare": () => ({ kinds: ["sale_return"] }),
    "a way of paying": () => ({ payment: "mobile" }),
    "a cashier who never sold": () => ({ cashierId: randomUUID() }),
    "one sum": () => ({ leastTiyn: tiyn(77n), mostTiyn: tiyn(77n) }),
    "a shift": () => ({ shiftNumber: 3 }),
  };
  const scans = (found: readonly Node[]) =>
    found.filter((node) => node["Node Type"].includes("Seq Scan") && node["Relation Name"]?.startsWith("fiscal_"));

  test.each(Object.entries(filters))("a page of the tape by %s", async (_, filter) => {
    const found = await plan(shop.tenantId, tapeSql(shop.tenantId, [shop.registerId], filter(), null, 51));
    expect(scans(found)).toEqual([]);
    expect(found.some((node) => node["Node Type"].startsWith("Index"))).toBe(true);
  });

  test("the page after a document, totals of a day, a search, shifts and takings of a day", async () => {
    const after = { at: newest, registerId: shop.registerId, number: BigInt(MANY) };
    const span = { from: new Date(newest.getTime() - DAY), to: newest };
    for (const sql of [
      tapeSql(shop.tenantId, [shop.registerId], {}, after, 51),
      totalsSql(shop.tenantId, [shop.registerId], span),
      searchSql(shop.tenantId, [shop.registerId], "650401300004"),
      Prisma.sql`SELECT id FROM cabinet.fiscal_shift WHERE tenant_id = ${shop.tenantId}::uuid AND opened_at >= ${span.from}
        AND opened_at < ${span.to} ORDER BY opened_at DESC LIMIT 51`,
    ])
      expect(scans(await plan(shop.tenantId, sql))).toEqual([]);
    const folded = await plan(shop.tenantId, takingsSql(shop.tenantId, [shop.registerId], day("01"), day("30")));
    expect(folded.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "takings")).toEqual(
      [],
    );
  });
});

describe("receipts are found over all registers of the organisation", () => {
  test("by number, sign and the buyer's number, never those of another organisation", async () => {
    await setFiscalClock(null);
    const shop = await givenShop(() => operator.port);
    const second = await givenSecondTill(shop, () => operator.port);
    const xin = "650401300004";
    const [first, other] = [await sell(shop, { buyer: { xin } }), await sell(second)];
    const both = [shop.registerId, second.registerId];
    const ids = async (registers: readonly string[], search: string) =>
      (await findDocuments(shop.tenantId, registers, search)).map(({ id }) => id);
    expect((await ids(both, "1")).sort()).toEqual([first.document.id, other.document.id].sort());
    expect(await ids([second.registerId], "№ 1")).toEqual([other.document.id]);
    expect(await ids(both, other.fiscalSign ?? "")).toEqual([other.document.id]);
    expect(await ids(both, xin)).toEqual([first.document.id]);
    expect(await ids([second.registerId], xin)).toEqual([]);
    for (const nothing of ["", "abc", "1'; --", "9".repeat(24)]) expect(await ids(both, nothing)).toEqual([]);
    const stranger = await givenShop(() => operator.port);
    expect(await findDocuments(stranger.tenantId, both, xin)).toEqual([]);
    expect((await controlTape(stranger.tenantId, both, {})).rows).toEqual([]);
    expect((await tenantShifts(stranger.tenantId, both, {})).rows).toEqual([]);
    const today = { from: "2020-01-01" as Day, to: "2030-01-01" as Day }; // cast: written here
    expect((await takings(stranger.tenantId, both, today)).hours).toEqual([]);
  });

  test("the tape and the shifts of two registers are read page by page, each row once, newest first", async () => {
    const shop = await givenShop(() => operator.port);
    const second = await givenSecondTill(shop, () => operator.port);
    const both = [shop.registerId, second.registerId];
    for (const [minute, till] of [shop, second, shop, second, second].entries()) {
      await setFiscalClock(at(`20T09:0${minute}:00`));
      await sell(till);
    }
    const seen: Date[] = [];
    for (let after: string | undefined, turn = 0; turn < 5; turn++) {
      const page = await controlTape(shop.tenantId, both, {}, { pageRows: 2, ...(after ? { after } : {}) });
      seen.push(...page.rows.map((row) => row.at));
      if (!page.next) break;
      after = page.next;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map((minute) => at(`20T09:0${minute}:00`)));
    const newest = await tenantShifts(shop.tenantId, both, {}, { pageRows: 1 });
    const oldest = await tenantShifts(shop.tenantId, both, {}, { pageRows: 1, after: newest.next ?? "" });
    expect([...newest.rows, ...oldest.rows].map(({ registerId }) => registerId)).toEqual([...both].reverse());
    expect(oldest.next).toBeNull();
  });
});

describe("takings", () => {
  type Body = {
    readonly totalTiyn: string;
    readonly payments: readonly { readonly type: string; readonly sumTiyn: string }[];
    readonly taxes: readonly { readonly vatKind: string; readonly vatTiyn: string }[];
    readonly lines: readonly { readonly name: string; readonly netTiyn: string; readonly quantityMilli: string }[];
  };
  type Stored = { readonly kind: string; readonly at: Date; readonly number: string; readonly body: Body };

  /** The fold by plain arithmetic over what is stored, one document after another. */
  async function naive(registerId: string): Promise<Record<string, bigint>> {
    const rows = await look<Stored>(
      `SELECT kind, at, number, body FROM cabinet.fiscal_document d WHERE register_id = $1 AND kind LIKE '%sale%' AND NOT EXISTS
         (SELECT 1 FROM cabinet.fiscal_settlement s WHERE s.document_id = d.id AND s.kind = 'rejected')`,
      [registerId],
    );
    const sums: Record<string, bigint> = {};
    const add = (key: string, value: string) => {
      sums[key] = (sums[key] ?? 0n) + BigInt(value);
    };
    for (const { kind, at: moment, body } of rows) {
      const hour = new Date(moment.getTime() + 5 * 60 * 60 * 1000).toISOString().slice(0, 13);
      add(`hour ${hour} ${kind}`, body.totalTiyn);
      for (const { type, sumTiyn } of body.payments) add(`paid ${type} ${kind}`, sumTiyn);
      for (const { vatKind, vatTiyn } of body.taxes) add(`vat ${vatKind} ${kind}`, vatTiyn);
      for (const line of body.lines) {
        add(`good ${line.name} ${kind}`, line.netTiyn);
        add(`quantity ${line.name} ${kind}`, line.quantityMilli);
      }
    }
    return sums;
  }

  async function shown(shop: Shop): Promise<Record<string, bigint>> {
    const all = await takings(shop.tenantId, [shop.registerId], { from: day("01"), to: day("30") });
    return Object.fromEntries([
      ...all.hours.map((row) => [`hour ${row.day}T${String(row.hour).padStart(2, "0")} ${row.kind}`, row.sumTiyn]),
      ...all.payments.map((row) => [`paid ${row.type} ${row.kind}`, row.sumTiyn]),
      ...all.vat.flatMap((row) => (row.vatKind === "none" ? [] : [[`vat ${row.vatKind} ${row.kind}`, row.vatTiyn]])),
      ...all.goods.flatMap((row) => [
        [`good ${row.name} ${row.kind}`, row.sumTiyn],
        [`quantity ${row.name} ${row.kind}`, row.quantityMilli],
      ]),
    ]);
  }

  const sale = fc.record({
    hours: fc.integer({ min: 0, max: 9 }),
    lines: fc.array(
      fc.record({
        name: fc.constantFrom("Хлеб", "Шоколад", "Вода"),
        price: fc.bigInt({ min: 5_000n, max: 1_000_000n }),
        quantity: fc.bigInt({ min: 10n, max: 5_000n }),
        vatKind: fc.constantFrom("none", "5", "16"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    fate: fc.constantFrom("stands", "stands", "returned", "refused"),
  });

  test("equal the fold of the journal, whether their days are folded or not, and folding twice changes nothing", async () => {
    const sales = fc.sample(fc.array(sale, { minLength: 12, maxLength: 12 }), { numRuns: 2, seed: 20_261_125 });
    for (const week of sales) {
      const shop = await givenShop(() => operator.port);
      let hours = 0;
      for (const each of week) {
        hours += each.hours;
        await setFiscalClock(new Date(at("20T09:00:00").getTime() + hours * 60 * 60 * 1000));
        await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
        if (each.fate === "refused") operator.failNext({ kind: "refuse", code: 13 });
        const lines = each.lines.map(({ name, price, quantity, vatKind }) =>
          loaf({ name, vatKind, priceTiyn: tiyn(price), quantityMilli: quantityMilli(quantity) }),
        );
        const sold = await sell(shop, { lines, payments: [{ type: "cash", sumTiyn: tg("1000000.00") }] });
        if (each.fate === "returned") await giveBack(shop, sold.document.id);
      }
      const fold = await naive(shop.registerId);
      expect(Object.keys(fold).length).toBeGreaterThan(10);
      expect(await shown(shop)).toEqual(fold);
      const folded = () =>
        look("SELECT count(*)::int AS rows FROM cabinet.takings WHERE register_id = $1", [shop.registerId]);
      await setFiscalClock(at("23T00:59:00"));
      await Promise.all([1, 2].map(() => foldTakings(shop.tenantId, shop.registerId, awake)));
      const rows = await folded();
      expect(rows).not.toEqual([{ rows: 0 }]);
      expect(await shown(shop)).toEqual(fold);
      await foldTakings(shop.tenantId, shop.registerId, awake);
      expect(await folded()).toEqual(rows);
    }
  });

  test("a day is folded only when it is over for an hour and all its documents are answered", async () => {
    const shop = await givenShop(() => operator.port);
    const folded = async () =>
      (
        await look<{ day: string }>("SELECT day::text FROM cabinet.takings_mark WHERE register_id = $1", [
          shop.registerId,
        ])
      )[0]?.day;
    await setFiscalClock(at("20T23:59:00"));
    await sell(shop);
    await setFiscalClock(at("21T00:59:59"));
    await foldTakings(shop.tenantId, shop.registerId, awake);
    expect(await folded()).toBe("2026-11-19");
    await setFiscalClock(at("21T01:00:00"));
    await look("UPDATE cabinet.fiscal_register SET sent_number = 0 WHERE register_id = $1", [shop.registerId]);
    await foldTakings(shop.tenantId, shop.registerId, awake);
    expect(await folded()).toBe("2026-11-19");
    await look("UPDATE cabinet.fiscal_register SET sent_number = 1 WHERE register_id = $1", [shop.registerId]);
    await foldTakings(shop.tenantId, shop.registerId, awake);
    expect(await folded()).toBe("2026-11-20");
  });
});
