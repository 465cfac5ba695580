import { expect } from "vitest";
import { encodeFrame, encodeRequest } from "@/lib/cpcr";
import type { Chance } from "../simulators/chance";
import { type Answer, sendRaw, ticket } from "./cpcr";
import type { GivenRegister } from "./operator";

/** What a broken or hostile register may send: bytes changed, cut, repeated or drawn anew, in the header or after it. */
export function mutated(frame: Uint8Array, chance: Chance): Uint8Array {
  let bytes = Buffer.from(frame);
  for (let changes = chance.between(1, 6); changes > 0; changes--) {
    const at = chance.below(bytes.length);
    switch (chance.below(6)) {
      case 0:
        bytes[at] = chance.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
        break;
      case 2:
        bytes = bytes.subarray(0, Math.max(1, at));
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + chance.below(40)), bytes.subarray(at)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes, Buffer.from(Array.from({ length: chance.below(64) }, () => chance.below(256)))]);
        break;
      default:
        // A length in the header that is not true.
        if (bytes.length >= 8) bytes.writeUInt32LE(chance.pick([0, 17, 18, bytes.length, 65_536, 0xffff_ffff]), 4);
    }
  }
  return bytes;
}

/** Sends so many mutated receipts of a register, a few at a time; every connection ends by itself. */
export async function fuzzOperator(
  port: number,
  register: GivenRegister,
  howMany: number,
  chance: Chance,
): Promise<number> {
  const good = encodeFrame({
    ...{ version: 203, deviceId: register.id, token: register.token, requestNumber: 1 },
    body: encodeRequest(ticket(register), 203),
  });
  let answered = 0;
  const AT_ONCE = 8;
  for (let sent = 0; sent < howMany; sent += AT_ONCE) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, howMany - sent) }, () => sendRaw(port, mutated(good, chance))),
    );
    answered += answers.filter(({ length }) => length > 0).length;
  }
  return answered;
}

/** Memory of this process in megabytes, after what can be given back was given back. */
export function memoryMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
}

/** Damage to an answer that shows in itself: what a register must notice. The token's four bytes are not among them. */
export const DAMAGES: Readonly<Record<string, (answer: Buffer) => Uint8Array>> = {
  "no message of the protocol": (answer) => Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n"), answer]),
  "another protocol": (answer) => set(answer, 0, 0xa3),
  "an unknown version": (answer) => set(answer, 2, 0x01),
  "a size below the header": (answer) => size(answer, 17),
  "a size beyond all bounds": (answer) => size(answer, 0xffff_ffff),
  "a size of the header alone": (answer) => size(answer, 18),
  "a size of one byte less": (answer) => size(answer, answer.length - 1),
  "another register": (answer) => set(answer, 8, (answer[8] ?? 0) ^ 1),
  "another request": (answer) => set(answer, 16, (answer[16] ?? 0) ^ 1),
  "another command": (answer) => set(answer, 19, 5),
  "a wire type that is none": (answer) => set(answer, 18, 0x0f),
  "a length that runs over the end": (answer) => set(answer, 21, 0x7f),
  "rubbish for a body": (answer) => Buffer.concat([answer.subarray(0, 18), Buffer.alloc(answer.length - 18, 0xff)]),
};

function set(answer: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(answer);
  changed[at] = value;
  return changed;
}

function size(answer: Buffer, value: number): Buffer {
  const changed = Buffer.from(answer);
  changed.writeUInt32LE(value, 4);
  return changed;
}

export const expectOk = ({ response }: Answer): void => expect(response.result.result_code).toBe(0);
