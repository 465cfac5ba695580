import {
  type Command,
  decodeHeader,
  decodeRequest,
  encodeFrame,
  encodeResponse,
  type Frame,
  HEADER_BYTES,
  spokenVersion,
} from "@/lib/cpcr";
import { invariant } from "@/lib/kernel";
import { DEFAULT_POLICY, type Policy } from "../../core/policy";
import { commandOf } from "../commands";
import { answerFrame } from "../exchange";
import type { Answerer } from "../tcp";
import { type Fault, spoil } from "./faults";
import { showAnswer, showRequest } from "./show";

/** What the stand is set to; lines typed at it change it. */
export type Stand = {
  policy: Policy;
  /** Met by every message until healed. */
  always: Fault | null;
  /** Met by the next messages, one each. */
  readonly next: Fault[];
  /** Commands that are refused, with what code. */
  readonly rejected: Map<Command, number>;
  isBrief: boolean;
};

export const newStand = (isBrief: boolean): Stand => ({
  ...{ policy: DEFAULT_POLICY, always: null, next: [], rejected: new Map(), isBrief },
});

function read(frame: Frame) {
  const version = spokenVersion(frame.version);
  const request = decodeRequest(frame.body, version);
  return { version, command: request.ok ? request.value.command : commandOf(frame.body) };
}

/** An answer that the operator never gave. */
function refusal(frame: Frame, code: number): Uint8Array {
  const { version, command } = read(frame);
  const result = { result_code: code, result_text: "stand" };
  return encodeFrame({ ...frame, body: encodeResponse({ command, result }, version) });
}

function faultOf(stand: Stand, frame: Frame): Fault | null {
  const { command } = read(frame);
  const rejected = typeof command === "string" ? stand.rejected.get(command) : undefined;
  if (rejected !== undefined) return { kind: "refuse", code: rejected };
  return stand.next.shift() ?? stand.always;
}

/** Answers as the operator does, spoils what it is told to spoil, and shows both sides of every exchange. */
export const standAnswerer = (stand: Stand, say: (text: string) => void): Answerer =>
  async function* (frame, from) {
    const fault = faultOf(stand, frame);
    const label = fault ? Object.values(fault).join(" ") : "";
    say(showRequest(frame, stand.isBrief));
    if (fault?.kind === "unreachable") {
      say(`← nothing  [${label}]`);
      yield null;
      return;
    }
    const answer =
      fault?.kind === "refuse"
        ? refusal(frame, fault.code)
        : await answerFrame(frame, { ...from, policy: stand.policy });
    const header = decodeHeader(answer);
    invariant(header.ok, "an answer of ours has a header");
    say(showAnswer({ ...header.value, body: answer.subarray(HEADER_BYTES) }, label, stand.isBrief));
    yield* spoil(answer, fault);
  };
