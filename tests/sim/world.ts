import { hash } from "node:crypto";
import type { Ctx } from "@/lib/audit";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { BREAKER, withBreakers } from "@/lib/fiscal/ofd/breaker";
import { wireOver } from "@/lib/fiscal/ofd/client";
import type { FiscalDeps, RegisterFacts } from "@/lib/fiscal/ops/deps";
import type { FiscalStore, Written } from "@/lib/fiscal/store/port";
import { makeTurns } from "@/lib/fiscal/turns";
import type { Backend } from "./backend";
import type { Chance } from "./chance";
import { inert } from "./inert";
import type { Mix } from "./mix";
import { Network } from "./network";
import { Operator } from "./operator";
import { DatabaseGone, Process, type Weather } from "./process";
import type { Event, Timeline } from "./timeline";

/** A call of the store when nothing is wrong, at most. */
const CALM_STORE_MS = 5;
/** When virtual time begins. */
const START = Date.UTC(2026, 10, 25, 3, 0, 0);

/** A register of the schedule. */
export type SimRegister = {
  readonly index: number;
  readonly tenantId: string;
  readonly registerId: string;
  readonly deviceId: number;
};

/** A dispatcher that waits for work. */
type Sleeper = { readonly earliest: number; readonly wake: () => void; planned: Event | null };

export type WrapStore = (store: FiscalStore) => FiscalStore;

/** Everything of one schedule: the processes of the product, the operator, the way between, the fiscal clock. */
export class World implements Weather {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly mix: Mix;
  readonly operator: Operator;
  readonly network: Network;
  readonly webs: Process[] = [];
  readonly workers: Process[] = [];
  readonly registers: SimRegister[] = [];
  /** What must not happen and was seen while it happened. */
  readonly faults: string[] = [];
  /** How far the database's clock is from steady time, ms. */
  clockOffset = 0;
  backend!: Backend;
  /** Jobs were enqueued. */
  onJobs: () => void | Promise<void> = () => undefined;
  #storeGone: number;
  #storeMs: number;
  readonly #deps = new Map<Process, { readonly life: number; readonly deps: FiscalDeps }>();
  readonly #sleepers = new Set<Sleeper>();
  readonly #wrap: WrapStore;
  readonly #idBase: string;
  #ids = 0;

  constructor(
    timeline: Timeline,
    chance: Chance,
    mix: Mix,
    about: { readonly wrap: WrapStore; readonly idBase: string; readonly onSent: (bytes: Uint8Array) => void },
  ) {
    this.timeline = timeline;
    this.chance = chance;
    this.mix = mix;
    this.#wrap = about.wrap;
    this.#idBase = about.idBase;
    this.#storeGone = mix.storeGone;
    this.#storeMs = mix.storeMs;
    this.operator = new Operator(chance, mix.policy, mix.refusal, (line) => timeline.say(line));
    this.network = new Network(timeline, chance, mix, this.operator, (_, bytes) => about.onSent(bytes));
    for (let index = 0; index < mix.webs; index++) this.webs.push(new Process(`web${index}`, timeline, chance, this));
    for (let index = 0; index < mix.workers; index++)
      this.workers.push(new Process(`worker${index}`, timeline, chance, this));
  }

  get processes(): readonly Process[] {
    return [...this.webs, ...this.workers];
  }

  /** The fiscal clock: the database's. */
  fiscalNow = (): Date => new Date(START + this.timeline.now + this.clockOffset);

  storeMishap() {
    if (!this.chance.whether(this.#storeGone)) return "none";
    return this.chance.whether(0.5) ? "unreachable" : "answer_lost";
  }

  storeMs(): number {
    return this.chance.span(this.#storeMs);
  }

  newId = (): string => {
    this.#ids += 1;
    return `${this.#idBase}-${this.#ids.toString(16).padStart(12, "0")}`;
  };

  /** Starts a process; a worker, or a web process where there is no worker, serves the queue. */
  start(process: Process): void {
    process.start();
    if (!this.workers.includes(process) && this.workers.length > 0) return;
    const { life } = process;
    const { done } = startDispatcher({ signal: process.stopping.signal, deps: this.#dispatching(process) });
    done.then(
      () => this.timeline.say(`${process.name} has stopped`),
      (error: unknown) => {
        if (process.life === life) this.faults.push(`the dispatcher ended: ${textOf(error)}`);
      },
    );
  }

  depsOf(process: Process): FiscalDeps {
    const known = this.#deps.get(process);
    if (known?.life === process.life) return known.deps;
    const deps = this.#makeDeps(process);
    this.#deps.set(process, { life: process.life, deps });
    return deps;
  }

  ctxOf(register: SimRegister): Ctx {
    const actor = { kind: "account", id: `00000000-0000-4000-8000-${"1".padStart(12, "0")}` } as const;
    return { tenantId: register.tenantId, actor, actorName: "Сейтова А. Б.", requestId: "sim" };
  }

  /** From now on nothing fails any more by itself. */
  heal(): void {
    this.#storeGone = 0;
    this.#storeMs = Math.min(this.#storeMs, CALM_STORE_MS);
    this.network.heal();
    this.operator.refusals = 0;
  }

  /** Whoever sleeps until there is work looks again at when that is. */
  async rouse(): Promise<void> {
    if (this.#sleepers.size === 0) return;
    const due = await this.backend.nextDueAt();
    const at = due === null ? Number.POSITIVE_INFINITY : due - START - this.clockOffset;
    for (const sleeper of this.#sleepers) {
      const wakeAt = Math.max(sleeper.earliest, at);
      if (sleeper.planned?.fire && sleeper.planned.at === Math.round(wakeAt)) continue;
      if (sleeper.planned) this.timeline.cancel(sleeper.planned);
      sleeper.planned = Number.isFinite(wakeAt) ? this.timeline.after(wakeAt - this.timeline.now, sleeper.wake) : null;
    }
  }

  /** The fiscal clock is set. */
  async setClock(byMs: number): Promise<void> {
    this.clockOffset += byMs;
    this.timeline.say(`the clock jumps by ${byMs}`);
    await this.rouse();
  }

  /** An exception inside the product that none of our mishaps explains. */
  unexpected(where: string, error: unknown): void {
    if (error instanceof DatabaseGone) return;
    this.faults.push(`${where} threw: ${textOf(error)}`);
  }

  #makeDeps(process: Process): FiscalDeps {
    const { chance, mix } = this;
    return {
      store: this.#storeOf(process),
      facts: (tenantId, registerId) => process.port("facts", () => this.#facts(tenantId, registerId)),
      wire: withBreakers(
        wireOver(this.network.lineOf(process), inert),
        { ...BREAKER, shutMs: mix.probeMs / 2 },
        () => this.timeline.now,
      ),
      tokens: {
        open: (_tenantId, registerId, cipher) => openToken(registerId, cipher),
        close: (_tenantId, registerId, token) => closeToken(registerId, token),
      },
      sha256: (text) => hash("sha256", text),
      newId: this.newId,
      rulesAt: () => ({
        vatKindsInForce: new Set(["none", "0", "5", "10", "16"] as const),
        unitCodes: new Set(["796"]),
      }),
      settings: { totalMs: 5_000, probeMs: mix.probeMs, offlineAdditions: mix.offlineAdditions },
      holder: `${process.name}/${process.life}`,
      failpoint: inert,
      inTurn: makeTurns(),
      pause: (ms) => new Promise((resolve) => void process.later(ms, resolve)),
      countdown: (ms) => {
        const end = this.timeline.now + ms;
        return () => end - this.timeline.now;
      },
      jittered: (ms) => Math.round(ms * (1 + 0.2 * chance.next())),
      log: (level, event, facts) => {
        this.timeline.say(`${process.name} logs ${event}`);
        if (level === "error") this.#heardError(event, facts);
      },
      signal: process.stopping.signal,
    };
  }

  #heardError(event: string, facts: Readonly<Record<string, unknown>>): void {
    const told = JSON.stringify(facts);
    if (event === "fiscal.dispatch_failed" && !told.includes('"DatabaseGone"'))
      this.faults.push(`the dispatcher failed: ${told}`);
    if (event === "fiscal.z_differs" || event === "fiscal.operator_knows_more") this.faults.push(`${event} ${told}`);
  }

  /** The same, except that looking at an empty queue costs nothing: the pause lasts until there is something to find. */
  #dispatching(process: Process): FiscalDeps {
    const deps = this.depsOf(process);
    const pause = (ms: number) =>
      new Promise<void>((resolve) => {
        const { life } = process;
        const end = () => {
          if (!this.#sleepers.delete(sleeper)) return;
          if (sleeper.planned) this.timeline.cancel(sleeper.planned);
          deps.signal.removeEventListener("abort", end);
          if (process.life === life) process.later(0, resolve);
        };
        const sleeper: Sleeper = { earliest: this.timeline.now + ms, wake: end, planned: null };
        this.#sleepers.add(sleeper);
        deps.signal.addEventListener("abort", end, { once: true });
        this.timeline.after(0, () => this.rouse());
      });
    return { ...deps, pause };
  }

  #storeOf(process: Process): FiscalStore {
    const calls = new Proxy(this.backend.store, {
      get: (store, name: keyof FiscalStore) => {
        const call = store[name].bind(store) as (...args: unknown[]) => Promise<unknown>; // cast: whichever it is
        return (...args: unknown[]) =>
          process.port(labelOf(name, args), async () => {
            const stranger = name === "commit" ? this.#strangerBefore(process, args) : null;
            const done = await call(...args);
            if (stranger && (done as Written).outcome === "done") {
              this.faults.push(stranger);
              this.timeline.say(`! ${stranger}`);
            } // cast: what commit answers
            if (MOVING.has(name)) await this.rouse();
            if (name === "commit" && asksForWork(args))
              this.timeline.after(this.chance.span(10_000), () => this.onJobs());
            return done;
          });
      },
    });
    return this.#wrap(calls);
  }

  /** I9: who lost the lease to another may write nothing under it. Says so, if the call that is about to be made is such a one. */
  #strangerBefore(process: Process, args: readonly unknown[]): string | null {
    const [, registerId, change] = args as Parameters<FiscalStore["commit"]>; // cast: those of commit
    if (!change.lease || change.lease.do === "take") return null;
    const holder = this.backend.holderOf(registerId);
    const mine = `${process.name}/${process.life}`;
    return holder === null || holder === mine ? null : `I9 ${mine} wrote under a lease that ${holder} holds`;
  }

  async #facts(tenantId: string, registerId: string): Promise<RegisterFacts | null> {
    const register = this.registers.find((each) => each.tenantId === tenantId && each.registerId === registerId);
    if (!register) return null;
    const blocks = (await this.backend.blocksOf(registerId)) as RegisterFacts["guard"]["blocks"]; // cast: stored causes
    const seller = { sellerName: "ТОО «Береке»", sellerXin: "180140000117", addressRu: "Алматы", addressKk: "Алматы" };
    const names = { registrationNumber: "600400131197", factoryNumber: "700000014" };
    return {
      guard: { status: "active", blocks, paidUntil: null },
      admitted: true,
      vatPayer: true,
      settings: { rounding: { what: "none", to: "ceil" }, withdrawOnClose: false },
      head: {
        ...{ ...seller, ...names, sellerIs: "company", vatCertificate: null, registerName: "Касса 1" },
        ...{ ofdRegisterId: `${register.deviceId}`, operatorTitle: "ОФД", checkBase: "https://ofd.kz" },
      },
      wire: {
        ...{ ...seller, ...names, host: "operator", port: 1, version: this.mix.wireVersion },
        ...{ deviceId: register.deviceId, operatorCode: 17 },
      },
      tokenCipher: null,
    };
  }
}

/** Calls after which something may be due. */
const MOVING = new Set<keyof FiscalStore>(["commit", "release", "takeDue", "takeLease"]);

const asksForWork = (args: readonly unknown[]): boolean =>
  ((args[2] as Parameters<FiscalStore["commit"]>[2]).jobs?.length ?? 0) > 0; // cast: the third of commit

function labelOf(name: keyof FiscalStore, args: readonly unknown[]): string {
  if (name !== "commit") return name;
  const change = args[2] as Parameters<FiscalStore["commit"]>[2]; // cast: the third of commit
  const parts = [change.document && `accept ${change.document.kind} ${change.document.number}`];
  if (change.seal) parts.push(`seal #${change.seal.requestNumber}`);
  if (change.attempt) parts.push("attempt");
  if (change.settlement) parts.push(`${change.settlement.kind} ${change.settlement.code ?? ""}`);
  return `commit v${change.version} ${parts.filter(Boolean).join(" + ")}`.trim();
}

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message} ${error.stack?.split("\n")[1]?.trim() ?? ""}` : `${error}`;

/** Stands for encryption: a token opens only with the register it was closed for. */
export const closeToken = (registerId: string, token: number): string =>
  token.toString(16).padStart(8, "0") + registerId.slice(-8);
export function openToken(registerId: string, cipher: string): number {
  if (cipher.slice(8) !== registerId.slice(-8)) throw new Error("a token of another register");
  return Number.parseInt(cipher.slice(0, 8), 16);
}
