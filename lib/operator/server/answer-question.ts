import { signInWithPassword } from "@/lib/auth";
import { type CpcrResponse, ResultCode } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";
import { present } from "@/lib/kernel";
import { mayAsk } from "../core/decide-chain";
import { userOfAccount } from "../store/client";
import { type HeldRegister, lastDocument, noteSeen } from "../store/exchange";
import { newTicketAds } from "../store/ticket-ads";
import { checkSender } from "../wire/decide-document";
import { cashierTold, catalogueTold, currentState, pong, reportTaken } from "./answer";
import { askCatalogue } from "./catalogue";
import { type Answer, type Asked, refuse, stateRefusal } from "./commands";
import { registeredAs } from "./take-document";

/** Work that is not for the register's transaction: nobody waits for a password while a register is held. */
export type Later = { readonly later: () => Promise<Answer> };

/** Finds the user of the register's own client whose login and password these are. */
async function cashierOf(held: HeldRegister, login: string, password: string, address: string) {
  const signedIn = await signInWithPassword(
    { realm: "ofd", login, password },
    { address, userAgent: `register ${held.id}`, requestId: "" },
  );
  return signedIn.ok ? userOfAccount(held.tenantId, signedIn.value.accountId) : null;
}

async function report(asked: Asked): Promise<CpcrResponse | "protocol" | "report_absent"> {
  const { held, request } = asked;
  if (!request.report) return "protocol";
  if (!request.report.zx_report) return "report_absent";
  return reportTaken(held, request.service, request.report.report === "REPORT_Z" ? "z" : "x");
}

async function nomenclature(
  tx: Tx,
  asked: Asked,
): Promise<CpcrResponse | "protocol" | "nomenclature" | "barcode_unknown"> {
  const { held, request, version, policy } = asked;
  const { nomenclature: wanted, service } = request;
  if (!wanted) return "protocol";
  if (!wanted.barcode && wanted.current_version === undefined) return "nomenclature";
  const told = await askCatalogue(tx, wanted, version);
  if (told) return catalogueTold(held, service, told);
  if (version < 204 && policy.code18 === "barcode_unknown") return "barcode_unknown";
  const result = "NOMENCLATURE_RESULT_ELEMENT_NOT_FOUND_BY_BARCODE";
  return catalogueTold(held, service, { version: 0, result });
}

/** A question: books nothing and leaves the token as it is. */
export async function answerQuestion(tx: Tx, asked: Asked, address: string): Promise<Answer | Later> {
  const { held, frame, request, version, policy } = asked;
  const { chain } = held;
  // A report needs no token (ofd-protocol §2.4), only a register that has one; unless it was decided otherwise.
  const free = request.command === "COMMAND_REPORT" && !policy.demandReportToken;
  const allowed = free ? chain.issued !== null : mayAsk(chain, frame.token);
  if (!allowed) return refuse(asked, "token");
  await noteSeen(tx, held);
  const outOfService = stateRefusal(asked);
  if (outOfService) return refuse(asked, outOfService);
  if (policy.demandOfflinePeriod && !request.service?.offline_period) return refuse(asked, "offline_period");
  const answer = (body: CpcrResponse | Parameters<typeof refuse>[1]): Answer => {
    if (typeof body === "string" || "resultCode" in body) return refuse(asked, body);
    const token = present(chain.issued, "an admitted register has a token");
    return { body, token, resultCode: ResultCode.OK, refusal: null };
  };
  const ads = () => newTicketAds(tx, request.service?.ticket_ad_infos ?? []);
  switch (request.command) {
    case "COMMAND_INFO": {
      const last = policy.tellLastDocument ? await lastDocument(tx, held) : null;
      return answer(currentState(held, request.service, { last, ads: await ads() }));
    }
    case "COMMAND_REPORT": {
      // Its answer carries the token that no check guarded, so at least the register must be known by all its names.
      const sender = checkSender(request.service, registeredAs(held), { version, policy });
      return answer(sender ?? (await report(asked)));
    }
    case "COMMAND_NOMENCLATURE":
      return answer(await nomenclature(tx, asked));
    case "COMMAND_AUTH": {
      const { auth } = request;
      if (!auth) return refuse(asked, "protocol");
      const later = async () =>
        answer(cashierTold(held, request.service, await cashierOf(held, auth.login, auth.password, address)));
      return { later };
    }
    default:
      return answer(pong(held, request.service, await ads()));
  }
}
