import { Faults } from "./faults";
import { closingWish, receiptWish } from "./orders";
import { People } from "./people";
import { type Order, Tills } from "./tills";
import type { SimRegister, World } from "./world";

const STEPS = 60;
const LOOK_MS = 5_000;
/** Longer than this nothing may take after faults end, people's own work apart. */
const PATIENCE_MS = 3 * 3_600_000;

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

async function isQuiet(world: World): Promise<boolean> {
  for (const { registerId } of world.registers) {
    const { state, blocks } = await world.backend.tablesOf(registerId);
    if (state.lastNumber > state.sentNumber || blocks.length > 0) return false;
  }
  return true;
}

/** The course of a schedule: sixty steps with faults, then calm until everything has come to rest, or should have. */
export class Course {
  readonly tills: Tills;
  isOver = false;
  readonly #world: World;
  readonly #people: People;
  readonly #faults: Faults;
  readonly #proof: Proof;
  #calmSince = 0;

  constructor(world: World) {
    this.#world = world;
    this.tills = new Tills(world);
    this.#people = new People(world);
    this.#faults = new Faults(world);
    this.#proof = new Proof(world, this.tills);
    world.timeline.after(0, () => this.#step(STEPS));
  }

  async #step(left: number): Promise<void> {
    const { chance, mix, registers, timeline } = this.#world;
    if (left === 0) {
      this.#calm();
      return;
    }
    await this.#faults.strike();
    this.tills.act(chance.pick(registers));
    if (chance.whether(0.3)) await this.#people.visit(chance.pick(registers), false);
    const gap = chance.whether(mix.rush) ? chance.span(1_500) : chance.span(mix.lullMs);
    timeline.after(gap, () => this.#step(left - 1));
  }

  #calm(): void {
    const { timeline } = this.#world;
    this.#calmSince = timeline.now;
    timeline.say("calm");
    this.#faults.end();
    this.tills.askAgain();
    timeline.after(LOOK_MS, () => this.#look());
  }

  async #look(): Promise<void> {
    const { registers, timeline } = this.#world;
    for (const register of registers) {
      this.#people.reopen(register);
      await this.#people.visit(register, true);
    }
    const quiet = (await isQuiet(this.#world)) && this.tills.unresolved === 0;
    this.isOver = quiet && this.#proof.isGiven;
    if (this.isOver) return;
    if (quiet) this.#proof.goOn();
    if (this.#isLate) {
      await giveUp(this.#world, this.tills);
      this.isOver = true;
    } else timeline.after(LOOK_MS, () => this.#look());
  }

  /** L1: so long after faults ended, people acted or proof was asked for, everything is at rest. */
  get #isLate(): boolean {
    const { timeline, mix } = this.#world;
    // 120 s and the reconnect interval of 60 s; where a schedule probes more rarely, as much longer. A probe may meet a shut
    // breaker, the next one a breaker that lets another register try.
    const bound = Math.max(120_000 + 60_000, mix.probeMs * 2.9);
    const since = Math.max(this.#calmSince, this.#people.lastActAt, this.#proof.since);
    return timeline.now - since > bound || timeline.now - this.#calmSince > PATIENCE_MS;
  }
}
