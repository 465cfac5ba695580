import { setMaxListeners } from "node:events";
import type { Chance } from "./chance";
import type { Event, Timeline } from "./timeline";

/** The database did not answer: what was asked may have been done or not. */
export class DatabaseGone extends Error {
  override readonly name = "DatabaseGone";
}

/** How the store may fail a call. */
export type StoreMishap = "none" | "unreachable" | "answer_lost";

export type Weather = { storeMishap(): StoreMishap; storeMs(): number };

/**
 * A process of the product. All code in it waits for the timeline at its ports; a crash means that nothing waiting ever goes on,
 * a freeze that all of it goes on later. What it has already sent is beyond its reach.
 */
export class Process {
  readonly name: string;
  readonly #timeline: Timeline;
  readonly #weather: Weather;
  readonly #chance: Chance;
  /** Grows with each start: what waits in an earlier life waits for ever. */
  life = 0;
  isAlive = false;
  frozenUntil = 0;
  stopping = new AbortController();
  /** Dies at the port call that this counts down to. */
  #callsToLive = Number.POSITIVE_INFINITY;
  readonly #onDeath = new Set<() => void>();

  constructor(name: string, timeline: Timeline, chance: Chance, weather: Weather) {
    this.name = name;
    this.#timeline = timeline;
    this.#chance = chance;
    this.#weather = weather;
  }

  start(): void {
    this.life += 1;
    this.isAlive = true;
    this.frozenUntil = 0;
    this.#callsToLive = Number.POSITIVE_INFINITY;
    this.stopping = new AbortController();
    setMaxListeners(0, this.stopping.signal);
    this.#timeline.say(`${this.name} starts`);
  }

  crash(): void {
    if (!this.isAlive) return;
    this.#timeline.say(`${this.name} dies`);
    this.isAlive = false;
    const told = [...this.#onDeath];
    this.#onDeath.clear();
    for (const tell of told) tell();
  }

  /** Dies at one of its next waits, before or after what it waits for is done. */
  doom(calls: number): void {
    this.#callsToLive = calls;
  }

  freeze(ms: number): void {
    this.#timeline.say(`${this.name} is frozen for ${ms}`);
    this.frozenUntil = this.#timeline.now + ms;
  }

  /** Tells whoever is connected to it that it died. */
  onDeath(tell: () => void): () => void {
    this.#onDeath.add(tell);
    return () => this.#onDeath.delete(tell);
  }

  /** A call of the store or of another room: done at one moment, whole. */
  port<T>(label: string, work: () => T | Promise<T>): Promise<T> {
    const { life } = this;
    return new Promise<T>((resolve, reject) => {
      const fire = async (): Promise<void> => {
        if (this.life !== life || !this.isAlive) return;
        if (this.#deferred(fire)) return;
        const dies = this.#comesToDie();
        const mishap = this.#weather.storeMishap();
        if (dies && this.#chance.whether(0.5)) return this.crash();
        if (mishap === "unreachable") {
          this.#timeline.say(`${this.name} ${label}: no database`);
          return reject(new DatabaseGone(label));
        }
        let value: T;
        try {
          value = await work();
        } catch (error) {
          this.#timeline.say(`${this.name} ${label}: ${error instanceof Error ? error.message : "?"}`);
          return reject(error);
        }
        this.#timeline.say(`${this.name} ${label}${mishap === "answer_lost" ? ": answer lost" : ""}`);
        if (dies) return this.crash();
        if (mishap === "answer_lost") return reject(new DatabaseGone(label));
        resolve(value);
      };
      this.#timeline.after(this.#weather.storeMs(), fire);
    });
  }

  /** Calls back later, if this life still lasts then. What it answers takes the call back. */
  later(ms: number, call: () => void): () => void {
    const { life } = this;
    let planned: Event;
    const fire = () => {
      if (this.life !== life || !this.isAlive) return;
      const again = this.#deferred(fire);
      if (again) planned = again;
      else if (this.#comesToDie()) this.crash();
      else call();
    };
    planned = this.#timeline.after(ms, fire);
    return () => this.#timeline.cancel(planned);
  }

  #deferred(fire: () => void | Promise<void>): Event | null {
    const left = this.frozenUntil - this.#timeline.now;
    return left > 0 ? this.#timeline.after(left, fire) : null;
  }

  #comesToDie(): boolean {
    this.#callsToLive -= 1;
    return this.#callsToLive < 0;
  }
}
