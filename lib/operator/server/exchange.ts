import { errorFacts, log } from "@/lib/config";
import {
  type Command,
  type CpcrRequest,
  type CpcrVersion,
  decodeRequest,
  encodeFrame,
  encodeResponse,
  type Frame,
  isCpcrVersion,
  spokenVersion,
} from "@/lib/cpcr";
import { type Tx, withSystem } from "@/lib/db";
import { DEFAULT_POLICY, type Policy } from "../core/policy";
import { type RefusalReason, refusal } from "../core/refusal";
import { holdRegister, noteRefusal, seeRegister } from "../store/exchange";
import { refused } from "./answer";
import { answerQuestion, type Later } from "./answer-question";
import { type Answer, commandOf, isKnown, isServed, numberOf, refuse } from "./commands";
import { takeAtOnce, takeDocument } from "./take-document";

const PAYLOADS: Readonly<Partial<Record<Command, "ticket" | "money_placement" | "close_shift">>> = {
  COMMAND_TICKET: "ticket",
  COMMAND_MONEY_PLACEMENT: "money_placement",
  COMMAND_CLOSE_SHIFT: "close_shift",
};

export type Surroundings = {
  readonly policy?: Policy;
  /** Where the peer speaks from. */
  readonly address?: string;
};

type Said = { readonly frame: Frame; readonly version: CpcrVersion; readonly surroundings: Surroundings };

/** In the order of ofd-protocol §2.4: register, version and body, command; then token, state and the message itself. */
async function exchange(tx: Tx, { frame, version, surroundings }: Said): Promise<Answer | Later> {
  const { policy = DEFAULT_POLICY, address = "127.0.0.1" } = surroundings;
  const held = await holdRegister(tx, frame.deviceId);
  const read = decodeRequest(frame.body, version);
  const request = read.ok ? read.value : { command: commandOf(frame.body) };
  if (!held) return nobody(frame, "unknown_register");
  const asked = { frame, version, request, held, policy };
  const note = async (answer: Answer): Promise<Answer> => {
    const { refusal: why } = answer;
    const command = numberOf(request.command);
    if (why)
      await noteRefusal(tx, held, {
        version: frame.version,
        command,
        requestNumber: frame.requestNumber,
        refusal: why,
      });
    return answer;
  };
  const no = (reason: RefusalReason) => note(refuse(asked, reason));
  if (!read.ok || !isCpcrVersion(frame.version)) return no("protocol");
  if (!isKnown(request.command)) return no("command");
  if (!isServed(request.command)) return no("not_supported");
  if (!PAYLOADS[request.command]) {
    const answer = await answerQuestion(tx, asked, address);
    return "later" in answer ? answer : note(answer);
  }
  return isDocument(read.value) ? note(await takeDocument(tx, asked)) : no("protocol");
}

/** Exactly the block that the command names: another one beside it would leave open which was meant. */
function isDocument(request: CpcrRequest): boolean {
  const payload = typeof request.command === "string" ? PAYLOADS[request.command] : undefined;
  const blocks = (["ticket", "money_placement", "close_shift"] as const).filter((name) => request[name]);
  return blocks.length === 1 && blocks[0] === payload;
}

/** What most messages are, a document that is just taken, in two statements; null for anything else, and nothing is written. */
async function atOnce({ frame, version, surroundings }: Said): Promise<Answer | null> {
  const { policy = DEFAULT_POLICY } = surroundings;
  const read = isCpcrVersion(frame.version) ? decodeRequest(frame.body, version) : null;
  if (!read?.ok || !isDocument(read.value)) return null;
  const held = await seeRegister(frame.deviceId);
  return held && takeAtOnce({ frame, version, request: read.value, held, policy });
}

/** A refusal to somebody whom no register of ours stands for. */
function nobody(frame: Frame, reason: RefusalReason): Answer {
  const why = refusal(reason);
  const body = refused(commandOf(frame.body), why, null);
  return { body, token: frame.token, resultCode: why.resultCode, refusal: why };
}

/**
 * Answers one message. Whatever was booked is committed before the answer exists, and what could not be committed is answered with
 * 254, so a register never hears of a document that is not in the book and never has one counted twice.
 */
export async function answerFrame(frame: Frame, surroundings: Surroundings = {}): Promise<Uint8Array> {
  const { version, deviceId, requestNumber } = frame;
  const startedAt = performance.now();
  const spoken = spokenVersion(version);
  const said = { frame, version: spoken, surroundings };
  const answer = await atOnce(said)
    .then((taken) => taken ?? withSystem((tx) => exchange(tx, said)))
    .then((heard) => ("later" in heard ? heard.later() : heard))
    .catch((thrown: unknown): Answer => {
      log("error", "operator.exchange_failed", { deviceId, requestNumber, ...errorFacts(thrown) });
      return nobody(frame, "unavailable");
    });
  const tookMs = Math.round(performance.now() - startedAt);
  log("info", "operator.exchange", { deviceId, requestNumber, resultCode: answer.resultCode, tookMs });
  const body = answer.body instanceof Uint8Array ? answer.body : encodeResponse(answer.body, spoken);
  return encodeFrame({ version, deviceId, token: answer.token, requestNumber, body });
}
