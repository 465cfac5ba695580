import type { Ctx } from "@/lib/audit";
import { err, type Result } from "@/lib/kernel";
import { decideReturn } from "../core/decide-return";
import type { FiscalError } from "../error";
import type { IssueReturn } from "../input";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

/** Takes a whole receipt of this register back. One receipt comes back once. */
export const issueReturn =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key, basisId }: IssueReturn): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "return", basisId },
      evenIfBlocked: false,
      // The receipt is read after the register, so a return made in between changes the register's version and is seen.
      async decide(situation, who, _facts, supplies) {
        const status = await deps.store.document(ctx.tenantId, registerId, basisId);
        if (!status) return err({ code: "fiscal.basis_not_found" });
        const returned = await deps.store.isReturned(ctx.tenantId, basisId);
        return decideReturn(situation, { ...status, returned }, who, supplies);
      },
    });
