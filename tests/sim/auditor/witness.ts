import { decodeHeader } from "@/lib/cpcr";
import type { SealRow } from "./tables";

/** A document's frame as it left a process. */
export type SeenFrame = {
  readonly deviceId: number;
  readonly token: number;
  readonly requestNumber: number;
  readonly body: Uint8Array;
};

type Stored = {
  readonly seals: Iterable<Pick<SealRow, "id" | "requestNumber" | "tokenCipher" | "body">>;
  readonly attempts: readonly { readonly sealId: string; readonly body: Uint8Array | null }[];
};

type Watched = {
  readonly registers: readonly { readonly registerId: string; readonly deviceId: number }[];
  readonly backend: { framesOf(registerId: string): Stored | null };
};

/** TICKET, CLOSE_SHIFT, MONEY_PLACEMENT: the first field of a body is its command. */
const DOCUMENTS = new Set([1, 2, 6]);

/** Sees what leaves the processes, at the moment when it leaves. */
export class Witness {
  /** Every frame that left, once. */
  readonly frames: SeenFrame[] = [];
  readonly #seen = new Set<string>();
  readonly faults: string[] = [];
  #world: Watched | null = null;

  watch(world: Watched): void {
    this.#world = world;
  }

  /** A frame of a document must be stored, byte for byte, before its first byte leaves. */
  sent(bytes: Uint8Array): void {
    const header = decodeHeader(bytes);
    if (!header.ok) return void this.faults.push("I9 a frame without a header left");
    // The same bytes again were looked at when they left first.
    const key = Buffer.from(bytes).toString("latin1");
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const body = bytes.subarray(18);
    if (body[0] !== 0x08) this.faults.push("I9 a frame without a command left");
    if (!DOCUMENTS.has(body[1] ?? 0)) return;
    const { deviceId, token, requestNumber } = header.value;
    this.frames.push({ deviceId, token, requestNumber, body });
    const register = this.#world?.registers.find((each) => each.deviceId === deviceId);
    const stored = register && this.#world?.backend.framesOf(register.registerId);
    if (!stored) return;
    for (const seal of stored.seals) {
      if (seal.requestNumber !== requestNumber || Number.parseInt(seal.tokenCipher.slice(0, 8), 16) !== token) continue;
      if (same(seal.body, body)) return;
      if (stored.attempts.some((each) => each.sealId === seal.id && each.body && same(each.body, body))) return;
    }
    this.faults.push(`I9 bytes of request ${requestNumber} left before they were stored`);
  }
}

export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
