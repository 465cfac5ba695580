import type { Ctx } from "@/lib/audit";
import { decodeResponse, isCpcrVersion, type NomenclatureElement } from "@/lib/cpcr";
import { err, ok, type Result } from "@/lib/kernel";
import { unsentCount } from "../core/register";
import type { FiscalError } from "../error";
import type { LookUpGood } from "../input";
import { catalogueRequest } from "../ofd/requests";
import type { FiscalDeps } from "./deps";
import { leaseMs, letGo } from "./send";
import { answeredState, ask } from "./service-exchange";

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

type Heard = { readonly good: CatalogueGood | null } | "busy";

/** Asks through one register, between its frames; a register with something to send is left alone. */
async function askThrough(deps: FiscalDeps, tenantId: string, registerId: string, code: string): Promise<Heard> {
  const facts = await deps.facts(tenantId, registerId, null);
  if (!facts?.wire) return "busy";
  const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
  if (epoch === null) return "busy";
  const lease = { tenantId, registerId, epoch };
  const reading = await deps.store.read(tenantId, registerId);
  const state = reading?.situation.state;
  if (!reading || !state || state.wire.pending || unsentCount(state) > 0 || state.offlineSince || state.reconcile) {
    await deps.store.release(lease, reading?.situation.version ?? 0, 0);
    return "busy";
  }
  const body = catalogueRequest(code, facts.wire);
  const { totalMs } = deps.settings;
  const question = { command: "COMMAND_NOMENCLATURE" as const, body, tokenCipher: state.wire.tokenCipher, totalMs };
  const exchanged = await ask(deps, lease, reading.situation, facts.wire, question);
  if (!exchanged.answered) {
    await deps.store.release(lease, reading.situation.version, null);
    return "busy";
  }
  const { answer } = exchanged;
  const next = answeredState(deps, lease, state, answer);
  const written = await deps.store.commit(tenantId, registerId, {
    ...{
      version: reading.situation.version,
      next,
      lease: { do: "release", epoch } as const,
      due: { do: "keep" } as const,
    },
  });
  if (written.outcome === "lost") await letGo(deps, lease);
  const decoded = isCpcrVersion(facts.wire.version) ? decodeResponse(answer.body, facts.wire.version) : null;
  const element = decoded?.ok ? decoded.value.nomenclature?.elements?.find(({ type }) => type === "ITEM") : undefined;
  return { good: answer.code === 0 && element ? toGood(element) : null };
}

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
      const heard = await askThrough(deps, ctx.tenantId, registerId, code);
      if (heard !== "busy") return heard.good ? ok(heard.good) : err({ code: "fiscal.good_unknown" });
    }
    return err({ code: "fiscal.catalogue_unreachable" });
  };
