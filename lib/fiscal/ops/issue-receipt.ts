import type { Ctx } from "@/lib/audit";
import { err, type Result } from "@/lib/kernel";
import { decideReceipt } from "../core/decide-receipt";
import type { FiscalError } from "../error";
import type { IssueReceipt } from "../input";
import { speaksOf } from "../ofd/report-message";
import type { DocumentStatus } from "../store/port";
import type { FiscalDeps } from "./deps";
import { issueDocument } from "./issue";

/** Sells, or buys. What it answers is a done sale unless the operator refused it. */
export const issueReceipt =
  (deps: FiscalDeps) =>
  (ctx: Ctx, { registerId, key, ...wish }: IssueReceipt): Promise<Result<DocumentStatus, FiscalError>> =>
    issueDocument(deps, ctx, {
      registerId,
      key,
      input: { act: "receipt", ...wish },
      evenIfBlocked: false,
      decide(situation, who, { vatPayer, settings, wire }, supplies) {
        if (wire && !wish.payments.every(({ type }) => speaksOf(wire.version, type)))
          return err({ code: "fiscal.payment_unknown" });
        const rules = { vatPayer, ...deps.rulesAt(situation.now) };
        return decideReceipt(
          situation,
          { ...wish, rounding: wish.rounding ?? settings.rounding },
          who,
          rules,
          supplies,
        );
      },
    });
