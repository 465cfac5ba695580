import { newRegister } from "@/lib/fiscal/core/register";
import { MemoryStore } from "../support/memory-store";
import { audit } from "./auditor/audit";
import { Witness } from "./auditor/witness";
import { type Backend, memoryBackend } from "./backend";
import { Chance } from "./chance";
import { Faults } from "./faults";
import { drawMix } from "./mix";
import { closingWish, receiptWish } from "./orders";
import { People } from "./people";
import { type Order, Tills } from "./tills";
import { Timeline, Trace } from "./timeline";
import { closeToken, type SimRegister, World, type WrapStore } from "./world";

const STEPS = 60;
const LOOK_MS = 5_000;
/** Longer than this nothing may take after faults end, people's own work apart. */
const PATIENCE_MS = 3 * 3_600_000;
/** A schedule that plans without end is broken itself. */
const EVENTS_MAX = 400_000;

export type Outcome = {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly traceHash: string;
  readonly lines: readonly string[];
  readonly virtualMs: number;
  readonly registers: number;
  readonly events: number;
  readonly documents: number;
};

export type Options = {
  readonly trace?: boolean;
  readonly wrap?: WrapStore;
  readonly makeStore?: (now: () => Date) => MemoryStore;
  readonly makeBackend?: (now: () => Date) => Backend;
  /** Begins every id of this schedule: four groups of hex digits. */
  readonly idBase?: string;
};

/** Proof at the very end that every register works: its shift is closed and one more sale is accepted. */
class Proof {
  since = 0;
  readonly #world: World;
  readonly #tills: Tills;
  readonly #sales = new Map<SimRegister, Order>();
  readonly #closed = new Set<SimRegister>();

  constructor(world: World, tills: Tills) {
    this.#world = world;
    this.#tills = tills;
  }

  get isGiven(): boolean {
    return this.#world.registers.every(
      (register) => this.#sales.get(register)?.tries.at(-1)?.status?.outcome === "accepted",
    );
  }

  goOn(): void {
    if (this.since === 0) this.since = this.#world.timeline.now;
    for (const register of this.#world.registers) {
      const before = this.#sales.get(register);
      if (before?.isRunning || before?.tries.at(-1)?.status?.outcome === "accepted") continue;
      if (!this.#closed.has(register)) this.#tills.want(register, closingWish);
      else this.#sales.set(register, this.#tills.want(register, receiptWish(this.#world.chance, "sale")));
      this.#closed.add(register);
    }
  }
}

/** Says what did not come to rest. */
async function giveUp(world: World, tills: Tills): Promise<void> {
  for (const { index, registerId } of world.registers) {
    const { state, queue, blocks } = await world.backend.tablesOf(registerId);
    const unsent = state.lastNumber - state.sentNumber;
    if (unsent > 0 || blocks.length > 0)
      world.faults.push(
        `L1 register ${index} is not quiet: ${unsent} unsent, blocks ${blocks.join()}, pending ${state.wire.pending?.code}, due ${queue.dueAt}`,
      );
  }
  if (tills.unresolved > 0) world.faults.push(`L2 ${tills.unresolved} orders are never resolved`);
  if (world.faults.length === 0) world.faults.push("L2 a register does not sell any more");
}

/** Runs one schedule from its seed: faults first, then calm, then the audit. */
export async function runSchedule(seed: number, options: Options = {}): Promise<Outcome> {
  const chance = new Chance(seed);
  const mix = drawMix(chance);
  const timeline = new Timeline(new Trace(options.trace ?? false));
  timeline.say(`seed ${seed} ${JSON.stringify(mix)}`);
  const witness = new Witness();
  const idBase = options.idBase ?? `${(seed >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000`;
  const about = {
    wrap: options.wrap ?? ((store) => store),
    idBase,
    onSent: (bytes: Uint8Array) => witness.sent(bytes),
  };
  const world = new World(timeline, chance, mix, about);
  const { fiscalNow } = world;
  world.backend =
    options.makeBackend?.(fiscalNow) ??
    memoryBackend(options.makeStore?.(fiscalNow) ?? new MemoryStore(fiscalNow), () => fiscalNow().getTime());
  await enrollAll(world);
  witness.watch(world);
  for (const process of world.processes) world.start(process);
  const tills = new Tills(world);
  const people = new People(world);
  const faults = new Faults(world);
  const proof = new Proof(world, tills);
  let events = 0;
  let phase: "faults" | "calm" | "over" = "faults";
  let calmSince = 0;

  const step = (left: number): void => {
    if (left === 0) {
      calm();
      return;
    }
    faults.strike();
    tills.act(chance.pick(world.registers));
    if (chance.whether(0.3)) void people.visit(chance.pick(world.registers), false);
    const gap = chance.whether(mix.rush) ? chance.span(1_500) : chance.span(mix.lullMs);
    timeline.after(gap, () => step(left - 1));
  };
  const calm = (): void => {
    phase = "calm";
    calmSince = timeline.now;
    timeline.say("calm");
    faults.end();
    tills.askAgain();
    timeline.after(LOOK_MS, () => look());
  };
  const look = async (): Promise<void> => {
    for (const register of world.registers) {
      people.reopen(register);
      await people.visit(register, true);
    }
    const since = Math.max(calmSince, people.lastActAt);
    // A probe may meet a shut breaker, open for nobody yet, and wait for the next one.
    const bound = 120_000 + 60_000 + mix.probeMs * 1.7;
    const quiet = (await isQuiet(world)) && tills.unresolved === 0;
    if (quiet && proof.isGiven) phase = "over";
    else if (quiet) proof.goOn();
    if (timeline.now - Math.max(since, proof.since) > bound || timeline.now - calmSince > PATIENCE_MS) {
      await giveUp(world, tills);
      phase = "over";
    } else if (phase !== "over") timeline.after(LOOK_MS, () => look());
  };

  timeline.after(0, () => step(STEPS));
  while ((phase as string) !== "over") {
    events += 1;
    if (events > EVENTS_MAX) world.faults.push("the schedule never ends");
    if (events > EVENTS_MAX || !(await timeline.step())) break;
  }
  if ((phase as string) !== "over" && events <= EVENTS_MAX) world.faults.push("nothing happens any more");
  const found = [...world.faults, ...(await audit(world, tills, witness))];
  for (const fault of found) timeline.say(`! ${fault}`);
  let documents = 0;
  for (const { registerId } of world.registers)
    documents += (await world.backend.tablesOf(registerId)).documents.length;
  for (const process of world.processes) {
    process.stopping.abort();
    process.crash();
  }
  return {
    ...{ seed, faults: found, traceHash: timeline.trace.hash, lines: timeline.trace.lines },
    ...{ virtualMs: timeline.now, registers: world.registers.length, events, documents },
  };
}

async function enrollAll(world: World): Promise<void> {
  const { mix, operator } = world;
  for (let index = 0; index < Number(mix.registers); index++) {
    const [tenantId, registerId] = [world.newId(), world.newId()];
    const deviceId = 200_001 + index;
    world.registers.push({ index, tenantId, registerId, deviceId });
    const first = newRegister(closeToken(registerId, operator.register(deviceId)));
    const wire = { ...first.wire, requestNumber: mix.firstRequestNumber };
    await world.backend.store.enroll(tenantId, registerId, { ...first, wire });
  }
}

async function isQuiet(world: World): Promise<boolean> {
  for (const { registerId } of world.registers) {
    const { state, blocks } = await world.backend.tablesOf(registerId);
    if (state.lastNumber > state.sentNumber || blocks.length > 0) return false;
  }
  return true;
}
