import { createHash } from "node:crypto";
import type { Clock } from "@/lib/kernel";
import { certificateOfKey, type DemoAuthority } from "./authority";
import { DEMO_KEY_PASSWORD, type DemoKey } from "./folder";
import { busyAnswer, cancelledAnswer, failedAnswer, fits, type SignCall, signedAnswer } from "./protocol";
import { stampOf } from "./services";
import { signCms } from "./sign";
import type { KeyAlgorithm, SigningKey } from "./signing-key";

/** A call that waits for a person. */
export type Waiting = {
  readonly id: string;
  /** Who asks, as the browser says. */
  readonly origin: string | null;
  readonly call: SignCall;
};

/** A key as the window shows it. */
export type KeyView = Omit<DemoKey, "certificate" | "encryptedKey" | "revokedAt"> & {
  /** As the national authority names the files it hands out. */
  readonly file: string;
};

const keyViewOf = ({ certificate: _, encryptedKey: __, revokedAt: ___, ...view }: DemoKey): KeyView => ({
  ...view,
  file: `${view.purpose === "auth" ? "AUTH_" : ""}${FILE_NAMES[view.algorithm]}_${view.id}.p12`,
});

const FILE_NAMES: Readonly<Record<KeyAlgorithm, string>> = { rsa: "RSA256", gost2015: "GOST512", gost2004: "GOSTKNCA" };

/** What a window shows: who asks for what, if anybody does, and the keys that may be chosen. */
export type View = {
  readonly waiting: {
    readonly id: string;
    readonly origin: string | null;
    readonly items: readonly { readonly sha256: string; readonly size: number; readonly words: string | null }[];
  } | null;
  readonly keys: readonly KeyView[];
};

/** What a person does: choose a key, cancel; or what happens: failure, the connection ends, no answer ever. */
export type Decision = { readonly keyId: string } | "cancel" | "fail" | "vanish" | "silence" | "ask";

/** Algorithms in which the authority makes keys for visitors: those that people get today, and those of older keys in use. */
export const NEW_KEYS = ["gost2015", "rsa"] as const;

/** What a visitor of the demo may have the program do wrong with the next call, to see what the page says then. */
export const FAULTS = ["cancel", "fail", "delay", "vanish", "silence", "old"] as const;
export type Fault = (typeof FAULTS)[number];

const isDecision = (fault: Fault): fault is "cancel" | "fail" | "vanish" =>
  fault === "cancel" || fault === "fail" || fault === "vanish";

/** How long a slow program keeps a finished signature. */
const DELAY_MS = 15_000;

/** Tests decide in place of a person, at once or later. */
export type Robot = (waiting: Waiting) => Decision | Promise<Decision>;

type Ticket = Waiting & { readonly answer: (frame: string) => void; readonly hangUp: () => void };

export type Watcher = (view: View) => void;

export type SignOutcome = "signed" | "wrong_password" | "gone";

/**
 * Brings calls and people together. A page and its window share a channel, a random word that the page made up; calls of
 * programs that name none meet windows that name none. Nothing is signed unless a person confirms it in a window.
 */
export class Desk {
  readonly #tickets = new Map<string, Ticket>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  #robot: Robot | null = null;
  #fault: Fault | null = null;
  #calls = 0;

  constructor(
    readonly authority: DemoAuthority,
    readonly clock: Clock,
  ) {}

  setRobot(robot: Robot | null): void {
    this.#robot = robot;
  }

  /** Tells the program what to do wrong, once: with the call that waits on this channel where it can, else with the next. */
  misbehave(channel: string, fault: Fault): void {
    const ticket = this.#tickets.get(channel);
    if (ticket && isDecision(fault)) this.#obey(channel, ticket, fault);
    else this.#fault = fault;
  }

  /** Whether this very fault was asked for; then it is over with it. */
  isTold(fault: Fault): boolean {
    if (this.#fault !== fault) return false;
    this.#fault = null;
    return true;
  }

  /** How many calls came so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Takes a call; one at a time on each channel. */
  take(channel: string, ticket: Ticket): void {
    if (this.#tickets.has(channel)) {
      ticket.answer(busyAnswer(ticket.call));
      return;
    }
    this.#calls += 1;
    this.#tickets.set(channel, this.isTold("delay") ? { ...ticket, answer: later(ticket.answer) } : ticket);
    const fault = this.#fault;
    if (fault && isDecision(fault)) {
      this.#fault = null;
      this.#obey(channel, ticket, fault);
      return;
    }
    if (!this.#robot) {
      this.#tell(channel);
      return;
    }
    Promise.resolve(this.#robot(ticket)).then(
      (decision) => this.#obey(channel, ticket, decision),
      (thrown: unknown) => this.#finish(channel, failedAnswer(ticket.call, String(thrown))),
    );
  }

  #obey(channel: string, ticket: Ticket, decision: Decision): void {
    if (this.#tickets.get(channel)?.id !== ticket.id) return;
    if (decision === "ask") this.#tell(channel);
    else if (decision === "cancel") this.cancel(channel, ticket.id);
    else if (decision === "fail") this.#finish(channel, failedAnswer(ticket.call, "the key could not be used"));
    else if (decision === "vanish") ticket.hangUp();
    else if (decision !== "silence") this.#sign(channel, ticket, decision.keyId);
  }

  /** The page is gone: nobody waits any more. */
  drop(channel: string, id: string): void {
    if (this.#tickets.get(channel)?.id !== id) return;
    this.#tickets.delete(channel);
    this.#tell(channel);
  }

  cancel(channel: string, id: string): void {
    const ticket = this.#tickets.get(channel);
    if (ticket?.id === id) this.#finish(channel, cancelledAnswer(ticket.call));
  }

  /** Signs with a key when its password is right and it is one that the page may be offered. */
  sign(channel: string, id: string, keyId: string, password: string): SignOutcome {
    const ticket = this.#tickets.get(channel);
    const key = this.authority.key(keyId);
    if (ticket?.id !== id || !key || !fits(key, ticket.call)) return "gone";
    const opened = this.authority.open(key, password);
    if (!opened) return "wrong_password";
    this.#finish(channel, this.#answerOf(ticket, key, opened));
    return "signed";
  }

  #sign(channel: string, ticket: Ticket, keyId: string): void {
    const key = this.authority.key(keyId);
    const opened = key && this.authority.open(key, DEMO_KEY_PASSWORD);
    const answer =
      key && opened ? this.#answerOf(ticket, key, opened) : failedAnswer(ticket.call, `there is no key ${keyId}`);
    this.#finish(channel, answer);
  }

  #answerOf(ticket: Ticket, key: DemoKey, opened: SigningKey): string {
    const { items, attached, stamped } = ticket.call;
    const at = this.clock.now();
    // The national authority stamps with RSA whatever the signer's own algorithm.
    const stamp = stamped ? stampOf(this.authority.issuers("rsa").tsa, at) : undefined;
    const order = { key: opened, certificate: certificateOfKey(key), attached, at, stamp };
    return signedAnswer(
      ticket.call,
      items.map((content) => signCms({ ...order, content })),
    );
  }

  /** Shows a window what waits on its channel, now and whenever that changes; answers how to stop. */
  watch(channel: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(channel) ?? new Set();
    watchers.add(watcher);
    this.#watchers.set(channel, watchers);
    watcher(this.view(channel));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(channel);
    };
  }

  isWatched(channel: string): boolean {
    return this.#watchers.has(channel);
  }

  view(channel: string): View {
    const ticket = this.#tickets.get(channel);
    const keys = this.authority.keys().filter((key) => !ticket || fits(key, ticket.call));
    const items = (ticket?.call.items ?? []).map((item) => ({
      sha256: createHash("sha256").update(item).digest("hex"),
      size: item.length,
      words: wordsOf(item),
    }));
    return { waiting: ticket ? { id: ticket.id, origin: ticket.origin, items } : null, keys: keys.map(keyViewOf) };
  }

  /** There is a new key: every open window may offer it. */
  tellAll(): void {
    for (const channel of this.#watchers.keys()) this.#tell(channel);
  }

  #tell(channel: string): void {
    const watchers = this.#watchers.get(channel);
    if (!watchers) return;
    const view = this.view(channel);
    for (const watcher of watchers) watcher(view);
  }

  #finish(channel: string, frame: string): void {
    const ticket = this.#tickets.get(channel);
    this.#tickets.delete(channel);
    ticket?.answer(frame);
    this.#tell(channel);
  }
}

/** An answer that is held back for a while. */
const later = (answer: Ticket["answer"]): Ticket["answer"] => {
  return (frame) => void setTimeout(() => answer(frame), DELAY_MS).unref();
};

/** What a challenge says about itself, so that a person sees that it is no document. */
function wordsOf(item: Uint8Array): string | null {
  if (item.length > 2_000 || item[0] !== 0x7b) return null;
  try {
    const { words, type } = JSON.parse(Buffer.from(item).toString("utf8"));
    return typeof type === "string" && typeof words === "string" ? words.slice(0, 300) : null;
  } catch {
    return null; // not a challenge: a document is shown by its hash
  }
}
