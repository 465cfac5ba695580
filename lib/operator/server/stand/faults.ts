import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { HEADER_BYTES } from "@/lib/cpcr";

/** What the stand does to an exchange. */
export type Fault =
  /** Hangs up before the message is read: as if nobody were there. */
  | { readonly kind: "unreachable" }
  /** Books the message and hangs up instead of answering. */
  | { readonly kind: "lose-answer" }
  /** Books the message and answers so much later. */
  | { readonly kind: "hold"; readonly ms: number }
  /** Answers with this code without booking anything. */
  | { readonly kind: "refuse"; readonly code: number }
  /** Answers so many bytes at a time, with a pause between. */
  | { readonly kind: "slow"; readonly bytes: number; readonly ms: number }
  /** Answers with as many random bytes as the answer has. */
  | { readonly kind: "garbage" }
  /** Hangs up after so many bytes of the answer. */
  | { readonly kind: "cut"; readonly bytes: number }
  /** Answers under another token, another request number, or for another register. */
  | { readonly kind: "wrong-token" | "wrong-number" | "wrong-id" }
  /** Answers twice. */
  | { readonly kind: "double" };

const NUMBERS: Readonly<Record<Fault["kind"], readonly string[]>> = {
  unreachable: [],
  "lose-answer": [],
  hold: ["ms"],
  refuse: ["code"],
  slow: ["bytes", "ms"],
  garbage: [],
  cut: ["bytes"],
  "wrong-token": [],
  "wrong-number": [],
  "wrong-id": [],
  double: [],
};

/** How faults are written, one a line. */
export const FAULT_FORMS: readonly string[] = Object.entries(NUMBERS).map(([kind, names]) =>
  [kind, ...names.map((name) => `<${name}>`)].join(" "),
);

const isKind = (text: string | undefined): text is Fault["kind"] => text !== undefined && Object.hasOwn(NUMBERS, text);

/** Reads a fault as it is typed; null where it is none. */
export function parseFault([kind, ...rest]: readonly string[]): Fault | null {
  if (!isKind(kind)) return null;
  const names = NUMBERS[kind];
  const numbers = rest.map(Number);
  if (rest.length !== names.length || numbers.some((number) => !Number.isInteger(number) || number < 0)) return null;
  const entries = names.map((name, index) => [name, numbers[index]]);
  return { kind, ...Object.fromEntries(entries) } as Fault; // cast: the table names the numbers of each kind
}

/** Places of the header (ofd-protocol §1). */
const OFFSETS = { "wrong-id": 8, "wrong-token": 12, "wrong-number": 16 } as const;

function altered(answer: Uint8Array, offset: number): Uint8Array {
  const other = Uint8Array.from(answer);
  // One bit is enough, and a token of zero would be another fault.
  other[offset] = (other[offset] ?? 0) ^ 2;
  return other;
}

/** What really goes out for an answer, in pieces; null hangs up. */
export async function* spoil(answer: Uint8Array, fault: Fault | null): AsyncIterable<Uint8Array | null> {
  switch (fault?.kind) {
    case "unreachable":
    case "lose-answer":
      yield null;
      return;
    case "hold":
      await pause(fault.ms);
      yield answer;
      return;
    case "slow":
      for (let at = 0; at < answer.length; at += Math.max(1, fault.bytes)) {
        if (at > 0) await pause(fault.ms);
        yield answer.subarray(at, at + Math.max(1, fault.bytes));
      }
      return;
    case "garbage":
      yield randomBytes(Math.max(HEADER_BYTES, answer.length));
      return;
    case "cut":
      yield answer.subarray(0, fault.bytes);
      yield null;
      return;
    case "wrong-id":
    case "wrong-token":
    case "wrong-number":
      yield altered(answer, OFFSETS[fault.kind]);
      return;
    case "double":
      yield answer;
      yield answer;
      return;
    default:
      yield answer;
  }
}
