import type { Ctx } from "@/lib/audit";
import type { NomenclatureElement } from "@/lib/cpcr";
import { err, ok, type Result } from "@/lib/kernel";
import { type RegisterState, unsentCount } from "../core/register";
import type { FiscalError } from "../error";
import type { LookUpGood } from "../input";
import { catalogueRequest } from "../ofd/requests";
import { askBetween } from "./ask-between";
import type { FiscalDeps } from "./deps";

/** A good as the national catalogue names it. */
export type CatalogueGood = {
  readonly title: string;
  readonly titleKk: string | null;
  readonly barcode: string | null;
  readonly ntin: string | null;
  readonly unitCode: string | null;
  readonly marked: boolean;
};

const TITLE_MAX = 255;

function toGood({ title, title_kk, item }: NomenclatureElement): CatalogueGood {
  return {
    title: title.slice(0, TITLE_MAX),
    titleKk: title_kk?.slice(0, TITLE_MAX) || null,
    barcode: item?.barcode || null,
    ntin: item?.ntin || null,
    unitCode: item?.measure_unit_code || null,
    marked: item?.is_markedeac === true,
  };
}

/** A register with something to send is left alone. */
const isIdle = (state: RegisterState): boolean =>
  !state.wire.pending && unsentCount(state) === 0 && !state.offlineSince && !state.reconcile;

/** As many registers are tried before the catalogue counts as out of reach. */
const TRIED_MAX = 3;

/**
 * Looks a barcode or an НТИН up in the national catalogue of goods, which the data operator keeps (NOMENCLATURE). Books nothing; goes
 * through any register of the organisation that has nothing to send.
 */
export const lookUpGood =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerIds, code }: LookUpGood): Promise<Result<CatalogueGood, FiscalError>> => {
    for (const registerId of registerIds.slice(0, TRIED_MAX)) {
      const where = { tenantId: ctx.tenantId, registerId };
      const heard = await askBetween(deps, where, {
        command: "COMMAND_NOMENCLATURE",
        body: (identity) => catalogueRequest(code, identity),
        mayGo: isIdle,
      });
      if (typeof heard === "string") continue;
      const element = heard.code === 0 ? heard.nomenclature.find(({ type }) => type === "ITEM") : undefined;
      return element ? ok(toGood(element)) : err({ code: "fiscal.good_unknown" });
    }
    return err({ code: "fiscal.catalogue_unreachable" });
  };
