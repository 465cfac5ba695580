import { type Ctx, SYSTEM_ACTOR } from "@/lib/audit";
import type { Result } from "@/lib/kernel";
import { decideReceipt } from "../core/decide-receipt";
import { SHIFT_TOO_LONG_CODE } from "../core/reactions";
import type { FiscalError } from "../error";
import type { IssueReceipt } from "../input";
import type { DocumentStatus } from "../store/port";
import { closeShift } from "./close-shift";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

/** Sells, or buys. What it answers is a done sale unless the operator refused it. */
export const issueReceipt =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerId, key, ...wish }: IssueReceipt): Promise<Result<DocumentStatus, FiscalError>> => {
    const issued = await issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "receipt", ...wish },
      evenIfBlocked: false,
      decide: (situation, who, { vatPayer }, supplies) =>
        decideReceipt(situation, wish, who, { vatPayer, ...deps.rulesAt(situation.now) }, supplies),
    });
    if (issued.ok && issued.value.refusal?.code === SHIFT_TOO_LONG_CODE) {
      // The operator holds the shift to be too long although our clock did not: closing is the way on.
      const system: Ctx = { ...ctx, actor: SYSTEM_ACTOR };
      await closeShift(deps)(system, { registerId, key: `too-long:${issued.value.document.id}` });
    }
    return issued;
  };
