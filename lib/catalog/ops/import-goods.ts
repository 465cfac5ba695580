import { audit, type Ctx } from "@/lib/audit";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { unit, units, vatRates } from "@/lib/directory";
import { readTable } from "@/lib/files";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { type ImportRules, planImport, readHead, readLines } from "../core/import";
import { VAT_KINDS, vatCode } from "../core/vat";
import { catalogDeps } from "../deps";
import type { CatalogError } from "../errors";
import type { ConfirmImport } from "../input";
import { changeGoods, findImport, insertGoods, insertImport, offeredGoods, takeImport } from "../store/import";
import { settledByBarcode } from "./check-good";

/** Units by everything that a person may call them. */
function unitWords(): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { code, name, short } of units())
    for (const word of [...Object.values(name), ...Object.values(short)])
      for (const form of [word.toLowerCase(), word.toLowerCase().replace(/\.$/, "")])
        if (!words.has(form)) words.set(form, code);
  return words;
}

function rulesAt(now: Date, vatPayer: boolean): ImportRules {
  const offered = new Set(vatRates(now).map(({ code }) => code));
  const words = unitWords();
  return {
    unitOf: (text) =>
      words.get(text.replace(/\.$/, "")) ?? (/^\d{1,10}$/.test(text) ? (unit(text)?.code ?? null) : null),
    vatInForce: new Set(VAT_KINDS.filter((kind) => offered.has(vatCode(kind)))),
    vatDefault: vatPayer ? "16" : "none",
  };
}

/**
 * Reads goods from a file and keeps what was read until somebody says yes to it. Nothing is changed yet; lines with faults are kept
 * beside the good ones, to be shown.
 */
export async function readImport(
  ctx: Ctx,
  { bytes, fileName, vatPayer }: { bytes: Uint8Array; fileName: string; vatPayer: boolean },
  { clock, randomness } = catalogDeps,
): Promise<Result<{ readonly importId: string }, CatalogError>> {
  const table = await readTable(bytes);
  if (!table.ok) return table;
  const places = readHead(table.value[0] ?? []);
  if (!places.ok) return err({ code: "catalog.import_columns" });
  const now = clock.now();
  const lines = readLines(table.value, places.value, rulesAt(now, vatPayer));
  const importId = newId(clock, randomness);
  const createdBy = (ctx.actor.kind === "account" ? ctx.actor.id : null) ?? ctx.tenantId;
  const read = { id: importId, fileName: fileName.slice(0, 200), columns: [...places.value.keys()], lines, createdBy };
  await withTenant(ctx.tenantId, (tx) => insertImport(tx, ctx.tenantId, read, now));
  return ok({ importId });
}

export type Imported = { readonly fresh: number; readonly changed: number };

/** Writes what was read: all of it or nothing, once. Lines with faults are left out, as the person saw. */
export function confirmImport(
  ctx: Ctx,
  { importId }: ConfirmImport,
  { clock, randomness } = catalogDeps,
): Promise<Result<Imported, CatalogError>> {
  const { tenantId } = ctx;
  const write = () =>
    withTenant(tenantId, async (tx): Promise<Result<Imported, CatalogError>> => {
      const now = clock.now();
      const read = await findImport(tx, tenantId, importId);
      if (!read) return err({ code: "catalog.import_nothing" });
      if (!(await takeImport(tx, tenantId, importId, now))) return err({ code: "catalog.import_nothing" });
      const rows = read.lines.flatMap((line) => ("good" in line ? [line.good] : []));
      const plan = planImport(rows, read.columns, await offeredGoods(tx, tenantId));
      // Codes that change hands are given up before they are taken.
      await changeGoods(
        tx,
        tenantId,
        plan.changed.map(({ before, after }) => ({ id: before.id, row: after })),
        now,
      );
      await insertGoods(
        tx,
        tenantId,
        plan.fresh.map((row) => ({ id: newId(clock, randomness), row })),
        now,
      );
      const facts = { fresh: plan.fresh.length, changed: plan.changed.length, file: read.fileName };
      await audit(tx, { ...ctx, act: "catalog.goods_imported", subject: `good_import:${importId}`, facts });
      return ok({ fresh: plan.fresh.length, changed: plan.changed.length });
    });
  return settledByBarcode(write, isUniqueViolation);
}
