/** Something that will happen. */
export type Event = { at: number; readonly order: number; fire: (() => void | Promise<void>) | null };

/** What happened, told as lines; kept only if somebody reads them, hashed always. */
export class Trace {
  readonly lines: string[] = [];
  readonly #kept: boolean;
  #high = 0xdead_beef;
  #low = 0x41c6_ce57;

  constructor(kept: boolean) {
    this.#kept = kept;
  }

  say(at: number, line: string): void {
    if (this.#kept) this.lines.push(`${clock(at)} ${line}`);
    this.#mix(at % 2_147_483_647);
    for (let index = 0; index < line.length; index++) this.#mix(line.charCodeAt(index));
  }

  get hash(): string {
    return (this.#high >>> 0).toString(16).padStart(8, "0") + (this.#low >>> 0).toString(16).padStart(8, "0");
  }

  #mix(value: number): void {
    this.#high = Math.imul(this.#high ^ value, 2_654_435_761);
    this.#low = Math.imul(this.#low ^ value, 1_597_334_677) ^ (this.#high >>> 13);
  }
}

const clock = (at: number): string => {
  const day = Math.floor(at / 86_400_000);
  return `${day}d ${new Date(at % 86_400_000).toISOString().slice(11, 23)}`;
};

/**
 * Lets everything that was just woken run until it waits for the timeline again: a tick that a promise asks for comes when no promise
 * has anything left to do, and costs no turn of the event loop.
 */
const quiet = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/**
 * Virtual time, in milliseconds from the beginning of a schedule. Events happen one at a time in the order of their moments;
 * between two of them all code that can run does run, so nothing else decides what comes next.
 */
export class Timeline {
  now = 0;
  readonly trace: Trace;
  readonly #heap: Event[] = [];
  #order = 0;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  /** Plans an event; what it answers can be given to `cancel`. */
  after(ms: number, fire: () => void | Promise<void>): Event {
    const event: Event = { at: this.now + Math.max(0, Math.round(ms)), order: this.#order++, fire };
    this.#push(event);
    return event;
  }

  cancel(event: Event): void {
    event.fire = null;
  }

  say(line: string): void {
    this.trace.say(this.now, line);
  }

  /** Lets the next event happen. False when nothing is planned any more. */
  async step(): Promise<boolean> {
    for (;;) {
      const event = this.#pop();
      if (!event) return false;
      const { fire } = event;
      if (!fire) continue;
      this.now = event.at;
      const running = fire();
      if (running) await running;
      await quiet();
      return true;
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(event, at(heap, parent))) break;
      heap[index] = at(heap, parent);
      index = parent;
    }
    heap[index] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(at(heap, child + 1), at(heap, child))) child += 1;
      if (!isBefore(at(heap, child), last)) break;
      heap[index] = at(heap, child);
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
const at = (heap: readonly Event[], index: number): Event => heap[index] as Event; // cast: within the heap
