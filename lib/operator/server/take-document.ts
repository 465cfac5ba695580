import { env, systemRandomness } from "@/lib/config";
import { type CpcrResponse, encodeResponse, ResultCode } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";
import { present } from "@/lib/kernel";
import { decideDocument } from "../core/decide-chain";
import type { Refusal } from "../core/refusal";
import {
  type Booking,
  bookAtOnce,
  bookDocument,
  findParent,
  type HeldRegister,
  noteOfflineNumber,
  noteSeen,
  rememberRefusal,
} from "../store/exchange";
import { drawToken } from "../store/token";
import { type Accepted, decideBooking, type Parent, type Registered } from "../wire/decide-document";
import { reportOf } from "../wire/report";
import { checksumOf, placementTaken, shiftClosed, ticketTaken } from "./answer";
import { type Answer, type Asked, numberOf, refuse, stateRefusal } from "./commands";

/** How a register is written down here. */
export const registeredAs = (held: HeldRegister): Registered => ({
  id: held.id,
  registrationNumber: held.registrationNumber,
  factoryNumber: held.factoryNumber,
  xin: held.client.xin,
});

/** What a booked document is answered with. */
function answerTo({ held, request }: Asked, accepted: Accepted, sign: string | null): CpcrResponse {
  const { service } = request;
  if (accepted.kind === "deposit" || accepted.kind === "withdrawal") return placementTaken(held, service);
  if (accepted.kind === "z_report") {
    const checksum = checksumOf({ id: held.id, book: accepted.book });
    return shiftClosed(held, service, reportOf(accepted.book, accepted.dateTime, checksum));
  }
  return ticketTaken(held, service, {
    sign: present(sign, "a receipt has a sign"),
    totalTiyn: accepted.totalTiyn,
    at: accepted.dateTime,
    checkBase: env().OFD_CHECK_BASE,
  });
}

/** The same answer once more, under the token that is issued now. */
async function replay(tx: Tx, { held, request }: Asked, issued: number): Promise<Answer> {
  const { lastResult: resultCode, lastDocumentId, lastAnswer } = held;
  // The buyer of a receipt whose answer was lost holds an autonomous number, told only now.
  const number = request.ticket?.offline_ticket_number;
  if (number && lastDocumentId && resultCode === ResultCode.OK)
    await noteOfflineNumber(tx, held, lastDocumentId, number);
  await noteSeen(tx, held);
  const body = present(lastAnswer, "what was answered was kept");
  return { body, token: issued, resultCode, refusal: null };
}

/** A refused document: counted nowhere; whether its repetition hears the same is the policy's. */
async function refuseDocument(tx: Tx, asked: Asked, why: Refusal, command: number): Promise<Answer> {
  const { held, frame, version, policy } = asked;
  const answer = refuse(asked, why);
  if (policy.refusals === "forgotten") {
    await noteSeen(tx, held);
    return answer;
  }
  const { token: requestToken, requestNumber } = frame;
  const newToken =
    policy.refusals === "rotating"
      ? drawToken(systemRandomness, [requestToken, held.chain.last?.token ?? null])
      : requestToken;
  const bytes = encodeResponse(answer.body as CpcrResponse, version); // cast: a refusal is made here, never a replay
  await rememberRefusal(tx, held, {
    ...{ version, command, requestNumber, refusal: why, requestToken, newToken, answer: bytes },
  });
  return { ...answer, body: bytes, token: newToken };
}

async function parentOf(tx: Tx, { held, request }: Asked): Promise<Parent | null> {
  const named = request.ticket?.parent_ticket;
  if (!named) return null;
  const { parent_ticket_number: number, kgd_kkm_id: registrationNumber, parent_ticket_is_offline: offline } = named;
  return findParent(tx, held, { number, registrationNumber, offline });
}

/** What is written of a document that may be booked. */
function bookingOf(asked: Asked, accepted: Accepted): Booking {
  const { held, frame, request, version } = asked;
  const { token: requestToken, requestNumber, body: wireBody } = frame;
  const newToken = drawToken(systemRandomness, [requestToken, held.chain.last?.token ?? null]);
  return {
    ...{ accepted, requestNumber, command: numberOf(request.command), requestToken, newToken, body: request, wireBody },
    answer: (sign) => encodeResponse(answerTo(asked, accepted, sign), version),
  };
}

const decide = ({ held, request, version, policy }: Asked, parent: Parent | null) =>
  decideBooking(request, held.book, { registered: registeredAs(held), parent, rules: { version, policy } });

const booked = (body: Uint8Array, { newToken }: Booking): Answer => ({
  ...{ body, token: newToken, resultCode: ResultCode.OK, refusal: null },
});

/** A document: rows a to f of the protocol's table, each leaving the state that the table names. */
export async function takeDocument(tx: Tx, asked: Asked): Promise<Answer> {
  const { held, frame, request } = asked;
  const { token, requestNumber } = frame;
  const command = numberOf(request.command);
  const verdict = decideDocument(held.chain, { token, requestNumber, command });
  if (verdict.kind === "refuse") return refuse(asked, verdict.refusal);
  const issued = present(held.chain.issued, "a register whose token was right has one");
  if (verdict.kind === "replay") return replay(tx, asked, issued);
  const outOfService = stateRefusal(asked);
  if (outOfService) return refuse(asked, outOfService);
  const decided = decide(asked, await parentOf(tx, asked));
  if (!decided.ok) return refuseDocument(tx, asked, decided.error, command);
  const booking = bookingOf(asked, decided.value);
  return booked(await bookDocument(tx, held, booking), booking);
}

/**
 * The next document of a register in service, decided without holding the register and booked in one statement. Null, and nothing is
 * written: it is something else, it names another receipt, it would be refused, or somebody was quicker. Then it goes the long way.
 */
export async function takeAtOnce(asked: Asked): Promise<Answer | null> {
  const { held, frame, request } = asked;
  const command = numberOf(request.command);
  const verdict = decideDocument(held.chain, { token: frame.token, requestNumber: frame.requestNumber, command });
  if (verdict.kind !== "next" || stateRefusal(asked) || request.ticket?.parent_ticket) return null;
  const decided = decide(asked, null);
  if (!decided.ok) return null;
  const booking = bookingOf(asked, decided.value);
  const body = await bookAtOnce(held, booking);
  return body && booked(body, booking);
}
