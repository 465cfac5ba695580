import type { Ctx } from "@/lib/audit";
import type { Result } from "@/lib/kernel";
import { decideCloseShift } from "../core/decide-close-shift";
import type { FiscalError } from "../error";
import type { CloseShift } from "../input";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

/** Closes the shift with a Z-report: also one that is too long, and on a register that may not sell. */
export const closeShift =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key }: CloseShift): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "close_shift" },
      evenIfBlocked: true,
      decide: (situation, who, _facts, supplies) => decideCloseShift(situation, who, supplies),
    });
