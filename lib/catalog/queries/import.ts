import { withTenant } from "@/lib/db";
import { isId } from "@/lib/kernel";
import type { GoodFields } from "../core/good-fields";
import { type ImportFault, planImport } from "../core/import";
import type { ImportColumn } from "../core/import-words";
import type { Good } from "../store/good";
import { findImport, offeredGoods } from "../store/import";

/** As many lines of each sort are shown; the numbers count all. */
const SHOWN_MAX = 200;

export type ImportPreview = {
  readonly fileName: string;
  readonly columns: readonly ImportColumn[];
  readonly confirmed: boolean;
  readonly counts: { readonly fresh: number; readonly changed: number; readonly same: number; readonly wrong: number };
  readonly wrong: readonly { readonly line: number; readonly name: string; readonly faults: readonly ImportFault[] }[];
  readonly fresh: readonly GoodFields[];
  readonly changed: readonly { readonly before: Good; readonly after: GoodFields }[];
};

/** What an import would do, before anybody says yes. Null where this tenant has none under that id. */
export async function importPreview(tenantId: string, importId: string): Promise<ImportPreview | null> {
  if (!isId(importId)) return null;
  return withTenant(tenantId, async (tx) => {
    const read = await findImport(tx, tenantId, importId);
    if (!read) return null;
    const rows = read.lines.flatMap((line) => ("good" in line ? [line.good] : []));
    const wrong = read.lines.flatMap((line) => ("faults" in line ? [line] : []));
    const plan = planImport(rows, read.columns, await offeredGoods(tx, tenantId));
    return {
      ...{ fileName: read.fileName, columns: read.columns, confirmed: read.confirmedAt !== null },
      counts: { fresh: plan.fresh.length, changed: plan.changed.length, same: plan.same, wrong: wrong.length },
      wrong: wrong.slice(0, SHOWN_MAX),
      fresh: plan.fresh.slice(0, SHOWN_MAX),
      changed: plan.changed.slice(0, SHOWN_MAX),
    };
  });
}
