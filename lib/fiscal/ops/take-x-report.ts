import type { Ctx } from "@/lib/audit";
import { err, limits, ok, type Result } from "@/lib/kernel";
import { fiscalNow, joinsQueue } from "../core/accept";
import type { PaperHead } from "../core/document";
import { toJson } from "../core/json";
import { makeReport, type Report } from "../core/report";
import { canReport } from "../core/shift";
import type { FiscalError } from "../error";
import type { RegisterChoice } from "../input";
import type { FiscalDeps } from "./deps";
import { admit, readRegister, withAds } from "./issue";

export type XReport = { readonly report: Report; readonly head: PaperHead; readonly cashierName: string };

/**
 * Computes an X-report here: takes no number, moves no counter. The operator gets it as REPORT afterwards, and only while there is
 * a link and nothing waits.
 */
export const takeXReport =
  (deps: FiscalDeps) =>
  async (ctx: Ctx, { registerId }: RegisterChoice): Promise<Result<XReport, FiscalError>> => {
    for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
      const admitted = await admit(deps, ctx, registerId);
      if (!admitted.ok) return admitted;
      const reading = await readRegister(deps, ctx.tenantId, registerId, admitted.value);
      const { head } = admitted.value;
      if (!reading || !head) return err({ code: "fiscal.shift_not_open" });
      const { situation } = reading;
      const shift = canReport(situation.state);
      if (!shift.ok) return shift;
      const report = makeReport("x", shift.value, situation.state.counters, fiscalNow(situation));
      const payload = { tenantId: ctx.tenantId, registerId, report: toJson(report) };
      const written = await deps.store.commit(ctx.tenantId, registerId, {
        version: situation.version,
        next: situation.state,
        audit: [
          {
            ...{ actor: ctx.actor, act: "fiscal.x_report", subject: `register:${registerId}` },
            ...{ facts: { shift: report.shiftNumber }, requestId: ctx.requestId },
          },
        ],
        jobs: joinsQueue(situation.state)
          ? []
          : [{ identifier: "fiscal.send_x_report", payload, key: `fiscal.send_x_report:${registerId}` }],
        due: { do: "keep" },
      });
      if (written.outcome === "done") return ok({ report, head: withAds(head, situation), cashierName: ctx.actorName });
    }
    return err({ code: "fiscal.busy" });
  };
