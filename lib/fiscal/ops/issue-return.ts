import type { Ctx } from "@/lib/audit";
import { err, type Result } from "@/lib/kernel";
import { type BasisReceipt, decidePaperReturn, decideReturn } from "../core/decide-return";
import type { FiscalError } from "../error";
import type { IssuePaperReturn, IssueReturn } from "../input";
import type { BasisReading, DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

const receiptOf = ({ receipt, returns }: BasisReading): BasisReceipt | null => receipt && { ...receipt, returns };

/** The turn that a return of this basis takes. The basis is read anew in every try, after the register. */
const turnOf = ({ key, turn }: BasisReading) => ({ key, turn });

/**
 * Takes a receipt back, of this register or another of the organisation: lines of it, or all that is left. Two returns of one
 * receipt at once, on two registers, follow each other: the second is decided by what the first has left.
 */
export const issueReturn =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key, basisId, ...wish }: IssueReturn): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "return", basisId, ...wish },
      evenIfBlocked: false,
      async decide(situation, who, _facts, supplies) {
        const basis = await deps.store.basis(ctx.tenantId, { documentId: basisId });
        const receipt = receiptOf(basis);
        if (!receipt) return err({ code: "fiscal.basis_not_found" });
        const decided = decideReturn(situation, receipt, wish, who, supplies);
        return decided.ok ? { ...decided, value: { ...decided.value, basis: turnOf(basis) } } : decided;
      },
    });

/** Takes a receipt back that is typed in from its paper; if a register of the organisation made it, it is found and bound to. */
export const issuePaperReturn =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key, ...wish }: IssuePaperReturn): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "paper_return", ...wish },
      evenIfBlocked: false,
      async decide(situation, who, _facts, supplies) {
        const basis = await deps.store.basis(ctx.tenantId, wish.basis);
        const known = { receipt: receiptOf(basis), ours: basis.ours, returns: basis.returns };
        const decided = decidePaperReturn(situation, wish, known, who, deps.rulesAt(situation.now), supplies);
        return decided.ok ? { ...decided, value: { ...decided.value, basis: turnOf(basis) } } : decided;
      },
    });
