import type { Command, CpcrRequest, CpcrResponse, CpcrVersion, Frame, Open } from "@/lib/cpcr";
import type { Policy } from "../core/policy";
import { type Refusal, type RefusalReason, refusal } from "../core/refusal";
import type { HeldRegister } from "../store/exchange";
import { refused } from "./answer";

/** Numbers of the commands that are answered, and of those that are known but not served. Any other is unknown. */
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
  COMMAND_QR_GENERATE: 100,
  COMMAND_QR_GET_STATUS: 101,
};
const UNSERVED: readonly Command[] = ["COMMAND_CANCEL_TICKET", "COMMAND_QR_GENERATE", "COMMAND_QR_GET_STATUS"];

export const isKnown = (command: Open<Command>): command is Command =>
  typeof command === "string" && command in COMMANDS;
export const isServed = (command: Command): boolean => !UNSERVED.includes(command);

/** A command's number on the wire. */
export const numberOf = (command: Open<Command>): number =>
  typeof command === "number" ? command : (COMMANDS[command] ?? 0);

/** The command of a body that could not be read whole, so that even a refusal repeats it. */
export function commandOf(body: Uint8Array): Open<Command> {
  const [tag, value] = body;
  return tag === 0x08 && value !== undefined && value < 0x80 ? value : "COMMAND_SYSTEM";
}

/** A message whose register is known and held. */
export type Asked = {
  readonly frame: Frame;
  readonly version: CpcrVersion;
  readonly request: CpcrRequest;
  readonly held: HeldRegister;
  readonly policy: Policy;
};

/** What goes back: a body, and the token of its header. A replay repeats the bytes it was given first. */
export type Answer = {
  readonly body: CpcrResponse | Uint8Array;
  readonly token: number;
  readonly resultCode: number;
  readonly refusal: Refusal | null;
};

/** A refusal repeats the request's token. */
export function refuse(asked: Asked, reason: RefusalReason | Refusal): Answer {
  const { frame, request, held, version } = asked;
  const why = typeof reason === "string" ? refusal(reason, version) : reason;
  return { body: refused(request.command, why, held), token: frame.token, resultCode: why.resultCode, refusal: why };
}

/** Why a register that is not in service hears so; null for one that is. */
export function stateRefusal({ held, version }: Asked): Refusal | null {
  if (held.status === "active") return null;
  if (held.status === "deregistered") return refusal("deregistered", version);
  const byCause = { unpaid: "unpaid", token: "token_expired", disconnected: "disconnected" } as const;
  const { blockCause: cause } = held;
  const reason = cause === "unpaid" || cause === "token" || cause === "disconnected" ? byCause[cause] : "blocked";
  return refusal(reason, version);
}
