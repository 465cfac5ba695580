import { env, errorFacts, log, systemRandomness } from "@/lib/config";
import {
  type Command,
  CPCR_VERSIONS,
  type CpcrRequest,
  decodeRequest,
  encodeFrame,
  type Frame,
  type Open,
  ResultCode,
} from "@/lib/cpcr";
import { type Tx, withSystem } from "@/lib/db";
import { present } from "@/lib/kernel";
import { decideDocument, mayAsk } from "../core/decide-chain";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal";
import {
  bookDocument,
  findParent,
  type HeldRegister,
  holdRegister,
  lastDocument,
  noteOfflineNumber,
  noteSeen,
} from "../store/exchange";
import { drawToken } from "../store/token";
import { type Accepted, checkSender, decideBooking, type Registered } from "../wire/decide-document";
import { reportOf } from "../wire/report";
import {
  checksumOf,
  currentState,
  placementTaken,
  pong,
  refused,
  reportTaken,
  shiftClosed,
  ticketTaken,
} from "./answer";

/** Numbers of the commands that we know, by name. Those absent are unknown to us. */
const COMMANDS: Readonly<Partial<Record<Command, number>>> = {
  COMMAND_SYSTEM: 0,
  COMMAND_TICKET: 1,
  COMMAND_CLOSE_SHIFT: 2,
  COMMAND_REPORT: 3,
  COMMAND_NOMENCLATURE: 4,
  COMMAND_INFO: 5,
  COMMAND_MONEY_PLACEMENT: 6,
  COMMAND_CANCEL_TICKET: 7,
  COMMAND_AUTH: 8,
};

/** What goes back: a body, and the token of its header. */
type Answer = { readonly body: Uint8Array; readonly token: number; readonly resultCode: number };

const isKnown = (command: Open<Command>): command is Command => typeof command === "string" && command in COMMANDS;

/** The command of a body that could not be read whole, so that even a refusal repeats it. */
function commandOf(body: Uint8Array): Open<Command> {
  const [tag, value] = body;
  return tag === 0x08 && value !== undefined && value < 0x80 ? value : "COMMAND_SYSTEM";
}

const registered = (held: HeldRegister): Registered => ({
  id: held.id,
  registrationNumber: held.registrationNumber,
  factoryNumber: held.factoryNumber,
  xin: held.client.xin,
});

/** Writes what a booked document is answered with. */
function answerTo(held: HeldRegister, request: CpcrRequest, accepted: Accepted, sign: string | null): Uint8Array {
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

/** A document: rows a to f of the protocol's table, each leaving the state that the table names. */
async function takeDocument(tx: Tx, held: HeldRegister, frame: Frame, request: CpcrRequest): Promise<Answer> {
  const { token, requestNumber } = frame;
  const refuse = (why: Refusal): Answer => ({
    body: refused(request.command, why, held),
    token,
    resultCode: why.resultCode,
  });
  const command = COMMANDS[request.command as Command] ?? 0; // cast: the caller takes known commands only
  const verdict = decideDocument(held.chain, { token, requestNumber, command });
  if (verdict.kind === "refuse") return refuse(verdict.refusal);
  const issued = present(held.chain.issued, "a register whose token was right has one");
  if (verdict.kind === "replay") {
    // The buyer of a receipt whose answer was lost holds an autonomous number, told only now.
    const number = request.ticket?.offline_ticket_number;
    if (number !== undefined && held.lastDocumentId) await noteOfflineNumber(tx, held, held.lastDocumentId, number);
    await noteSeen(tx, held);
    return { body: present(held.lastAnswer, "what was booked was answered"), token: issued, resultCode: ResultCode.OK };
  }
  if (held.status !== "active") return refuse(stateRefusal(held));
  const named = request.ticket?.parent_ticket;
  const parent = named
    ? await findParent(tx, held, {
        number: named.parent_ticket_number,
        registrationNumber: named.kgd_kkm_id,
        offline: named.parent_ticket_is_offline,
      })
    : null;
  const decided = decideBooking(request, held.book, registered(held), parent);
  if (!decided.ok) {
    await noteSeen(tx, held);
    return refuse(decided.error);
  }
  const newToken = drawToken(systemRandomness, [issued, held.chain.last?.token ?? null]);
  const body = await bookDocument(tx, held, {
    ...{ accepted: decided.value, requestNumber, command, requestToken: token, newToken },
    ...{ body: request, wireBody: frame.body },
    answer: (sign) => answerTo(held, request, decided.value, sign),
  });
  return { body, token: newToken, resultCode: ResultCode.OK };
}

const stateRefusal = (held: HeldRegister): Refusal =>
  refusal(held.status === "deregistered" ? "deregistered" : "blocked");

/** A question: books nothing and leaves the token as it is. */
async function answerQuestion(tx: Tx, held: HeldRegister, frame: Frame, request: CpcrRequest): Promise<Answer> {
  const { chain } = held;
  const refuse = (reason: RefusalReason | Refusal): Answer => {
    const why = typeof reason === "string" ? refusal(reason) : reason;
    return { body: refused(request.command, why, held), token: frame.token, resultCode: why.resultCode };
  };
  // A report needs no token (ofd-protocol §2.4), only a register that has one.
  const allowed = request.command === "COMMAND_REPORT" ? chain.issued !== null : mayAsk(chain, frame.token);
  if (!allowed) return refuse("token");
  await noteSeen(tx, held);
  if (held.status !== "active") return refuse(stateRefusal(held));
  const sender = checkSender(request.service, registered(held));
  const answer = (body: Uint8Array): Answer => ({
    body,
    token: present(chain.issued, "an admitted register has a token"),
    resultCode: ResultCode.OK,
  });
  switch (request.command) {
    case "COMMAND_SYSTEM":
      return answer(pong(held, request.service));
    case "COMMAND_INFO":
      return answer(currentState(held, await lastDocument(tx, held)));
    case "COMMAND_REPORT":
      if (!request.report) return refuse("protocol");
      // Its answer carries the token that no check guarded, so at least the register must be known by all its names.
      if (sender) return refuse(sender);
      return answer(reportTaken(held, request.service, request.report.report === "REPORT_Z" ? "z" : "x"));
    default:
      return refuse("not_supported");
  }
}

const PAYLOADS: Readonly<Partial<Record<Command, "ticket" | "money_placement" | "close_shift">>> = {
  COMMAND_TICKET: "ticket",
  COMMAND_MONEY_PLACEMENT: "money_placement",
  COMMAND_CLOSE_SHIFT: "close_shift",
};

async function exchange(tx: Tx, frame: Frame): Promise<Answer> {
  const read = decodeRequest(frame.body);
  const command = read.ok ? read.value.command : commandOf(frame.body);
  const refuse = (reason: RefusalReason): Answer => {
    const why = refusal(reason);
    return { body: refused(command, why, null), token: frame.token, resultCode: why.resultCode };
  };
  const held = await holdRegister(tx, frame.deviceId);
  if (!held) return refuse("unknown_register");
  if (!read.ok || !CPCR_VERSIONS.some((version) => version === frame.version)) return refuse("protocol");
  const request = read.value;
  if (!isKnown(request.command)) return refuse("command");
  const payload = PAYLOADS[request.command];
  if (!payload) return answerQuestion(tx, held, frame, request);
  // Exactly the block that the command names: another one beside it would leave open which was meant.
  const others = (["ticket", "money_placement", "close_shift"] as const).filter((name) => name !== payload);
  if (!request[payload] || others.some((name) => request[name])) return refuse("protocol");
  return takeDocument(tx, held, frame, request);
}

/**
 * Answers one message. Whatever was booked is committed before the answer exists, and what could not be committed is answered with
 * 254, so a register never hears of a document that is not in the book and never has one counted twice.
 */
export async function answerFrame(frame: Frame): Promise<Uint8Array> {
  const { version, deviceId, token, requestNumber } = frame;
  const startedAt = performance.now();
  const answer = await withSystem((tx) => exchange(tx, frame)).catch((thrown: unknown): Answer => {
    log("error", "operator.exchange_failed", { deviceId, requestNumber, ...errorFacts(thrown) });
    const why = refusal("unavailable");
    return { body: refused(commandOf(frame.body), why, null), token, resultCode: why.resultCode };
  });
  const tookMs = Math.round(performance.now() - startedAt);
  log("info", "operator.exchange", { deviceId, requestNumber, resultCode: answer.resultCode, tookMs });
  return encodeFrame({ version, deviceId, token: answer.token, requestNumber, body: answer.body });
}
