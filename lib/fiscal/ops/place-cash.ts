import type { Ctx } from "@/lib/audit";
import type { Result } from "@/lib/kernel";
import { decideCashPlacement } from "../core/decide-cash-placement";
import type { FiscalError } from "../error";
import type { PlaceCash } from "../input";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

/** Puts cash into the drawer or takes it out. Refuses rather than letting the drawer go negative. */
export const placeCash =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key, ...wish }: PlaceCash): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "placement", ...wish },
      evenIfBlocked: false,
      decide: (situation, who, _facts, supplies) => decideCashPlacement(situation, wish, who, supplies),
    });
