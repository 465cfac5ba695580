import type { Ears, Line } from "@/lib/fiscal/ofd/client";
import type { Chance } from "./chance";
import type { Mix } from "./mix";
import type { Process } from "./process";
import type { Timeline } from "./timeline";

type Rates = Pick<Mix, "wireMs" | "loss" | "duplicate" | "delay" | "garbage" | "cut" | "swap">;
export type Reach = "open" | "refuses" | "silent";
type Peer = { hear(bytes: Uint8Array): Uint8Array | null };

const DELAY_MOST_MS = 10_000;
/** A process's end of a connection: gone with the life in which it was made. */
type End = { isClosed: boolean; readonly life: number };

/** Bytes after which an answer may end. */
const cuts = (length: number): readonly number[] => [0, 1, 17, 18, 19, length >> 1, length - 1, length];

const numberOf = (frame: Uint8Array): number => new DataView(frame.buffer, frame.byteOffset).getUint16(16, true);

/** The way between the processes and the operator. Bytes that were sent travel on, whatever becomes of their sender. */
export class Network {
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #peer: Peer;
  readonly #onSent: (sender: string, bytes: Uint8Array) => void;
  #rates: Rates;
  /** Whether the operator can be reached at all. */
  reach: Reach = "open";
  /** Answers that were given, to be delivered where they do not belong. */
  readonly #answers: Uint8Array[] = [];

  constructor(
    timeline: Timeline,
    chance: Chance,
    rates: Rates,
    peer: Peer,
    onSent: (sender: string, bytes: Uint8Array) => void,
  ) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#rates = rates;
    this.#peer = peer;
    this.#onSent = onSent;
  }

  /** From now on bytes arrive soon, once and whole. */
  heal(): void {
    this.reach = "open";
    this.#rates = { wireMs: 5, loss: 0, duplicate: 0, delay: 0, garbage: 0, cut: 0, swap: 0 };
  }

  lineOf(process: Process): Line {
    return {
      now: () => this.#timeline.now,
      later: (ms, call) => process.later(ms, call),
      connect: (_host, _port, ears) => this.#connect(process, ears),
    };
  }

  #connect(process: Process, ears: Ears) {
    const end: End = { isClosed: false, life: process.life };
    const reach = this.reach;
    if (reach === "refuses") this.#tell(process, end, () => ears.ended("ECONNREFUSED"));
    if (reach === "open" && !this.#chance.whether(this.#rates.loss / 3)) this.#tell(process, end, () => ears.opened());
    return {
      send: (bytes: Uint8Array, gone?: () => void) => {
        this.#onSent(process.name, bytes);
        gone?.();
        this.#up(process, end, ears, bytes);
      },
      close: () => {
        end.isClosed = true;
      },
    };
  }

  /** Something reaches a process, if its end of the connection is still open then. */
  #tell(process: Process, end: End, call: () => void): void {
    if (process.life !== end.life) return;
    process.later(this.#travel(), () => {
      if (!end.isClosed) call();
    });
  }

  #travel(): number {
    const late = this.#chance.whether(this.#rates.delay) ? this.#chance.next() * DELAY_MOST_MS : 0;
    return 1 + this.#chance.span(this.#rates.wireMs) + late;
  }

  #up(process: Process, end: End, ears: Ears, bytes: Uint8Array): void {
    const chance = this.#chance;
    if (chance.whether(this.#rates.loss)) return;
    if (chance.whether(this.#rates.cut)) {
      this.#tell(process, end, () => ears.ended("ECONNRESET"));
      return;
    }
    this.#timeline.after(this.#travel(), () => {
      if (this.reach !== "open") return;
      const sent = chance.whether(this.#rates.garbage) ? this.#garbled(bytes) : bytes;
      const answer = this.#peer.hear(sent);
      if (!answer) {
        this.#tell(process, end, () => ears.ended("closed"));
        return;
      }
      this.#answers.push(answer);
      this.#down(process, end, ears, answer);
    });
    if (chance.whether(this.#rates.duplicate))
      this.#timeline.after(this.#travel() + chance.span(20_000), () => {
        if (this.reach === "open") this.#peer.hear(bytes);
      });
  }

  #down(process: Process, end: End, ears: Ears, whole: Uint8Array): void {
    const chance = this.#chance;
    if (chance.whether(this.#rates.loss)) return;
    let answer = whole;
    if (chance.whether(this.#rates.swap)) answer = this.#swapped(whole);
    if (chance.whether(this.#rates.garbage)) answer = this.#garbled(answer);
    if (chance.whether(this.#rates.duplicate / 4)) answer = Buffer.concat([answer, answer]);
    const isCut = chance.whether(this.#rates.cut);
    const length = isCut ? chance.pick(cuts(answer.length)) : answer.length;
    const first = chance.whether(0.2) ? chance.between(0, length) : length;
    this.#tell(process, end, () => {
      if (first > 0) ears.received(answer.subarray(0, first));
      if (end.isClosed) return;
      if (first < length) ears.received(answer.subarray(first, length));
      if (isCut && !end.isClosed) ears.ended("ECONNRESET");
    });
  }

  /** An answer of before, of this register or of another; or this one with another register's id or request number. */
  #swapped(answer: Uint8Array): Uint8Array {
    const chance = this.#chance;
    const other = chance.pick(this.#answers);
    // The same question's answer cannot be another's: every exchange has a connection of its own.
    if (chance.whether(0.5) && numberOf(other) !== numberOf(answer)) return other;
    const changed = Uint8Array.from(answer);
    const view = new DataView(changed.buffer);
    if (chance.whether(0.5)) view.setUint32(8, view.getUint32(8, true) + 1, true);
    else view.setUint16(16, (view.getUint16(16, true) + chance.pick([1, 65_535])) % 65_536, true);
    return changed;
  }

  /** Bytes that are no message: another beginning, a wrong length, or noise. */
  #garbled(bytes: Uint8Array): Uint8Array {
    const chance = this.#chance;
    const noise = Uint8Array.from(bytes);
    const kind = chance.between(0, 2);
    if (kind === 0) noise[0] = chance.between(0, 255) ^ 0xa2 || 1;
    if (kind === 1) new DataView(noise.buffer).setUint32(4, chance.pick([0, 17, 6_000_000, 4_294_967_295]), true);
    if (kind === 2) for (let index = 0; index < noise.length; index++) noise[index] = chance.between(0, 255);
    if (kind !== 1 && noise[0] === 0xa2) noise[0] = 0;
    return noise;
  }
}
