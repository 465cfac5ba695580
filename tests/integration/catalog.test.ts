import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/audit";
import {
  archiveGood,
  confirmImport,
  createGood,
  type GoodFilter,
  good,
  goodExport,
  goodGroups,
  goodList,
  goodsForTill,
  importPreview,
  readImport,
  updateGood,
} from "@/lib/catalog";
import { createGoodInput } from "@/lib/catalog/input";
import { systemClock, systemRandomness } from "@/lib/config";
import { newId, tiyn } from "@/lib/kernel";
import { look } from "../support/db";

const id = () => newId(systemClock, systemRandomness);
const someone = (): Ctx => ({
  tenantId: id(),
  actor: { kind: "account", id: id() },
  actorName: "Ахметов Д. С.",
  requestId: "test",
});

const bread = {
  name: "Хлеб бородинский",
  barcode: "4870001234560",
  unitCode: "796",
  vatKind: "16" as const,
  priceTiyn: tiyn(25_000n),
  sectionCode: "1",
  ...{ groupName: null, favourite: false, article: null, ntin: null, plu: null, marked: false },
};
const list: GoodFilter = {
  search: "",
  tab: "offered",
  group: null,
  sort: "name",
  descending: false,
  page: 1,
  pageRows: 10,
};

let ctx: Ctx;
beforeEach(() => {
  ctx = someone();
});

const created = async (fields: Partial<typeof bread> | { barcode: null; name: string }) => {
  const answer = await createGood(ctx, { ...bread, ...fields });
  if (!answer.ok) expect.unreachable(answer.error.code);
  return answer.value.id;
};

describe("a good", () => {
  test("is kept with its audit entry and offered at the till", async () => {
    const goodId = await created({});
    expect(await goodsForTill(ctx.tenantId)).toEqual([{ id: goodId, ...bread }]);
    expect(await look("SELECT act, subject FROM common.audit_entry WHERE tenant_id = $1", [ctx.tenantId])).toEqual([
      { act: "catalog.good_created", subject: `good:${goodId}` },
    ]);
  });

  test("sent twice under one key is made once, and another body under that key is refused", async () => {
    const idempotencyKey = id();
    const both = await Promise.all([1, 2].map(() => createGood(ctx, { ...bread, idempotencyKey })));
    expect(both).toEqual([1, 2].map(() => ({ ok: true, value: { id: idempotencyKey } })));
    expect(await createGood(ctx, { ...bread, name: "Батон", idempotencyKey })).toEqual({
      ok: false,
      error: { code: "catalog.already_saved" },
    });
    expect(await goodsForTill(ctx.tenantId)).toHaveLength(1);
  });

  test("may have no fixed price", async () => {
    const answer = await createGood(ctx, { ...bread, priceTiyn: null });
    expect(answer.ok).toBe(true);
    expect((await goodsForTill(ctx.tenantId))[0]?.priceTiyn).toBe(null);
  });

  test("of an unknown unit or of a rate that ended is refused and leaves nothing behind", async () => {
    expect(await createGood(ctx, { ...bread, unitCode: "31337" })).toEqual({
      ok: false,
      error: { code: "catalog.unit_unknown" },
    });
    expect(await createGood(ctx, { ...bread, vatKind: "12" })).toEqual({
      ok: false,
      error: { code: "catalog.vat_unknown" },
    });
    expect((await goodList(ctx.tenantId, list)).total).toBe(0);
    expect(await look("SELECT FROM common.audit_entry WHERE tenant_id = $1", [ctx.tenantId])).toEqual([]);
  });
});

describe("a barcode means one good of an organisation", () => {
  test("a second good with it is refused by the name of the first", async () => {
    await created({});
    expect(await createGood(ctx, { ...bread, name: "Другой" })).toEqual({
      ok: false,
      error: { code: "catalog.barcode_taken", name: bread.name },
    });
  });

  test("of two that come at once one is kept", async () => {
    const both = await Promise.all(["А", "Б"].map((name) => createGood(ctx, { ...bread, name })));
    expect(both.map((answer) => answer.ok).sort()).toEqual([false, true]);
  });

  test("another organisation may use the same, and any number of goods may have none", async () => {
    await created({});
    await created({ barcode: null, name: "Пакет" });
    await created({ barcode: null, name: "Услуга" });
    expect((await createGood(someone(), bread)).ok).toBe(true);
    expect(await goodsForTill(ctx.tenantId)).toHaveLength(3);
  });

  test("the archive frees it, and coming back asks for it again", async () => {
    const first = await created({});
    expect((await archiveGood(ctx, { goodId: first, archived: true })).ok).toBe(true);
    const second = await created({ name: "Новый" });
    expect(await archiveGood(ctx, { goodId: first, archived: false })).toEqual({
      ok: false,
      error: { code: "catalog.barcode_taken", name: "Новый" },
    });
    await archiveGood(ctx, { goodId: second, archived: true });
    expect((await archiveGood(ctx, { goodId: first, archived: false })).ok).toBe(true);
    expect((await goodsForTill(ctx.tenantId)).map((each) => each.id)).toEqual([first]);
  });
});

describe("a change", () => {
  test("is kept, and a second one made from the old sight is refused", async () => {
    const goodId = await created({});
    const change = { ...bread, goodId, version: 1, name: "Хлеб ржаной" };
    expect((await updateGood(ctx, change)).ok).toBe(true);
    expect(await updateGood(ctx, { ...change, name: "Батон" })).toEqual({
      ok: false,
      error: { code: "catalog.changed_meanwhile" },
    });
    expect(await good(ctx.tenantId, goodId)).toMatchObject({ name: "Хлеб ржаной", version: 2 });
  });

  test("of a good with a rate that ended keeps that rate", async () => {
    const goodId = await created({});
    await look("UPDATE cabinet.good SET vat_kind = '12' WHERE id = $1", [goodId]);
    expect((await updateGood(ctx, { ...bread, vatKind: "12", goodId, version: 1, name: "Б" })).ok).toBe(true);
  });
});

test("a good of another organisation reads and changes as if it were not there", async () => {
  const goodId = await created({});
  const stranger = someone();
  expect(await good(stranger.tenantId, goodId)).toBe(null);
  expect(await updateGood(stranger, { ...bread, goodId, version: 1 })).toEqual({
    ok: false,
    error: { code: "not_found" },
  });
  expect(await archiveGood(stranger, { goodId, archived: true })).toEqual({ ok: false, error: { code: "not_found" } });
  expect(await good(ctx.tenantId, goodId)).toMatchObject({ archivedAt: null, version: 1 });
  expect(await good(ctx.tenantId, "crooked")).toBe(null);
});

test("the list is searched by every word, sorted, cut into pages and counted by tab", async () => {
  for (const [name, priceTiyn] of [
    ["Хлеб белый", 10_000n],
    ["Хлеб серый", 9_000n],
    ["Молоко", 50_000n],
  ] as const)
    await createGood(ctx, { ...bread, name, priceTiyn: tiyn(priceTiyn), barcode: null });
  const gone = await created({ name: "Старый хлеб" });
  await archiveGood(ctx, { goodId: gone, archived: true });
  const names = async (filter: Partial<GoodFilter>) =>
    (await goodList(ctx.tenantId, { ...list, ...filter })).rows.map((row) => row.name);
  expect(await names({ search: "хлеб СЕР" })).toEqual(["Хлеб серый"]);
  expect(await names({ sort: "price", descending: true })).toEqual(["Молоко", "Хлеб белый", "Хлеб серый"]);
  expect(await names({ pageRows: 2, page: 2 })).toEqual(["Хлеб серый"]);
  expect(await names({ pageRows: 2, page: 99 })).toEqual(["Хлеб серый"]);
  expect(await names({ tab: "archived" })).toEqual(["Старый хлеб"]);
  expect((await goodList(ctx.tenantId, list)).counts).toEqual({ offered: 3, archived: 1 });
  expect(await goodExport(ctx.tenantId, { ...list, search: "хлеб", pageRows: 1 })).toHaveLength(2);
});

describe("the form of a good", () => {
  const typed = { name: "Хлеб", unitCode: "796", vatKind: "16", pricing: "fixed", price: "1 250,5" };
  const refusals = (form: Record<string, string>) => {
    const parsed = createGoodInput.safeParse({ ...typed, ...form });
    return parsed.success ? [] : parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]);
  };

  test("reads a price as people type it and fills in section 1", () => {
    expect(createGoodInput.parse(typed)).toMatchObject({ priceTiyn: 125_050n, sectionCode: "1", barcode: null });
    expect(createGoodInput.parse({ ...typed, pricing: "free", price: "" })).toMatchObject({ priceTiyn: null });
  });

  test("refuses at the field", () => {
    expect(refusals({ name: " " })).toEqual([["name", "field.required"]]);
    expect(refusals({ price: "" })).toEqual([["price", "field.required"]]);
    expect(refusals({ price: "0" })).toEqual([["price", "money.not_positive"]]);
    expect(refusals({ price: "дорого" })).toEqual([["price", "money.malformed"]]);
    expect(refusals({ barcode: "4870001234568" })).toEqual([["barcode", "catalog.barcode_check_digit"]]);
    expect(refusals({ vatKind: "18" })).toEqual([["vatKind", "field.required"]]);
  });
});

describe("goods from a file", () => {
  const csv = (lines: string) =>
    new TextEncoder().encode(`Название;Штрихкод;Ед. изм.;НДС;Цена;Группа;Код весов\n${lines}`);
  const read = async (lines: string, vatPayer = true) => {
    const answer = await readImport(ctx, { bytes: csv(lines), fileName: "goods.csv", vatPayer });
    if (!answer.ok) expect.unreachable(answer.error.code);
    return answer.value.importId;
  };

  test("are shown first, then written once: new, changed and untouched", async () => {
    const known = await created({});
    await created({ barcode: null, name: "Соль" });
    const importId = await read(
      [
        "Хлеб бородинский;4870001234560;шт;16;300;Хлеб;",
        "соль;;шт;16;250;;",
        "Казы;;кг;16%;7 900,50;Мясо;42",
        "Сүт;2000000000015;литр;без НДС;;Молоко;",
      ].join("\n"),
    );
    expect(await goodsForTill(ctx.tenantId)).toHaveLength(2);
    expect((await importPreview(ctx.tenantId, importId))?.counts).toEqual({ fresh: 2, changed: 2, same: 0, wrong: 0 });
    expect(await importPreview(id(), importId)).toBeNull();
    const both = await Promise.all([confirmImport(ctx, { importId }), confirmImport(ctx, { importId })]);
    expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { fresh: 2, changed: 2 } }]);
    expect(both.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { code: "catalog.import_nothing" } }]);
    const now = await goodsForTill(ctx.tenantId);
    expect(now).toHaveLength(4);
    expect(now.find((each) => each.id === known)).toMatchObject({ priceTiyn: 30_000n, groupName: "Хлеб" });
    expect(now.find(({ name }) => name === "Казы")).toMatchObject({
      ...{ unitCode: "116", vatKind: "16", priceTiyn: 790_050n, plu: "00042" },
    });
    expect(now.find(({ name }) => name === "Сүт")).toMatchObject({ vatKind: "none", priceTiyn: null });
    expect(await goodGroups(ctx.tenantId)).toEqual(["Молоко", "Мясо", "Хлеб"]);
    const again = await read("Хлеб бородинский;4870001234560;шт;16;300;Хлеб;");
    expect((await importPreview(ctx.tenantId, again))?.counts).toEqual({ fresh: 0, changed: 0, same: 1, wrong: 0 });
  });

  test("a row with faults names each of them and is left out", async () => {
    const importId = await read(
      [
        ";4870001234561;ящик;17;-5;;123456",
        "Хлеб;4870001234560;шт;16;12,345;;",
        "Хлеб;4870001234560;шт;16;100;;",
        "Булка;4870001234560;шт;16;100;;",
      ].join("\n"),
    );
    const preview = await importPreview(ctx.tenantId, importId);
    expect(preview?.counts).toEqual({ fresh: 1, changed: 0, same: 0, wrong: 3 });
    expect(preview?.wrong).toEqual([
      {
        ...{ line: 2, name: "" },
        faults: [
          { column: "name", code: "field.required" },
          { column: "barcode", code: "catalog.barcode_check_digit" },
          { column: "unit", code: "catalog.unit_unknown" },
          { column: "vat", code: "catalog.vat_unknown" },
          { column: "price", code: expect.stringMatching(/^money\./) },
          { column: "plu", code: "catalog.plu_malformed" },
        ],
      },
      { line: 3, name: "Хлеб", faults: [{ column: "price", code: "money.malformed" }] },
      { line: 5, name: "Булка", faults: [{ column: "barcode", code: "catalog.import_twice" }] },
    ]);
  });

  test("without a column of names, or of nothing, change nothing", async () => {
    const bytes = new TextEncoder().encode("Колонка;Цена\nХлеб;1\n");
    expect(await readImport(ctx, { bytes, fileName: "x.csv", vatPayer: true })).toEqual({
      ok: false,
      error: { code: "catalog.import_columns" },
    });
    expect(await confirmImport(ctx, { importId: id() })).toEqual({
      ok: false,
      error: { code: "catalog.import_nothing" },
    });
  });

  test("as many as are allowed are written in one go", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `Товар ${index};;шт;16;${index + 1};;`).join("\n");
    const importId = await read(lines);
    expect(await confirmImport(ctx, { importId })).toEqual({ ok: true, value: { fresh: 20_000, changed: 0 } });
  }, 60_000);
});

test("a code of the scales means one good", async () => {
  await created({ barcode: null, name: "Казы", ...{ plu: "00042" } });
  expect(await createGood(ctx, { ...bread, plu: "00042" })).toEqual({
    ok: false,
    error: { code: "catalog.plu_taken", name: "Казы" },
  });
});
