import { decodeHeader, decodeRequest } from "@/lib/cpcr";
import type { SealRow } from "./tables";

/** A document's frame as it left a process. */
export type SeenFrame = {
  readonly deviceId: number;
  readonly token: number;
  readonly requestNumber: number;
  readonly body: Uint8Array;
};

type Watched = {
  readonly registers: readonly { readonly registerId: string; readonly deviceId: number }[];
  readonly backend: { tablesOf(registerId: string): unknown };
};

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
    const request = decodeRequest(body);
    if (!request.ok) return void this.faults.push("I9 a frame that cannot be read left");
    const { ticket, money_placement: cash, close_shift: close } = request.value;
    if (!ticket && !cash && !close) return;
    const { deviceId, token, requestNumber } = header.value;
    this.frames.push({ deviceId, token, requestNumber, body });
    const register = this.#world?.registers.find((each) => each.deviceId === deviceId);
    const tables = register && this.#world?.backend.tablesOf(register.registerId);
    if (!isStored(tables)) return;
    const seals = tables.seals.filter(
      (seal) => seal.requestNumber === requestNumber && Number.parseInt(seal.tokenCipher.slice(0, 8), 16) === token,
    );
    const stored = seals.some(
      (seal) =>
        same(seal.body, body) ||
        tables.attempts.some((each) => each.sealId === seal.id && each.body && same(each.body, body)),
    );
    if (!stored) this.faults.push(`I9 bytes of request ${requestNumber} left before they were stored`);
  }
}

type Stored = {
  readonly seals: readonly SealRow[];
  readonly attempts: readonly { readonly sealId: string; readonly body: Uint8Array | null }[];
};
/** In PostgreSQL the tables come later: there the frames are looked at in the end. */
const isStored = (tables: unknown): tables is Stored =>
  typeof tables === "object" && tables !== null && !(tables instanceof Promise) && "seals" in tables;

export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
