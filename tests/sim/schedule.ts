import { newRegister } from "@/lib/fiscal/core/register";
import { MemoryStore } from "../support/memory-store";
import { audit } from "./auditor/audit";
import { Witness } from "./auditor/witness";
import { type Backend, memoryBackend } from "./backend";
import { Chance } from "./chance";
import { Course } from "./course";
import { drawMix } from "./mix";
import { Timeline, Trace } from "./timeline";
import { closeToken, World, type WrapStore } from "./world";

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
};

/** The world of a schedule before its first event: registers enrolled, processes started. */
async function open(seed: number, options: Options, witness: Witness): Promise<World> {
  const chance = new Chance(seed);
  const mix = drawMix(chance);
  const timeline = new Timeline(new Trace(options.trace ?? false));
  timeline.say(`seed ${seed} ${JSON.stringify(mix)}`);
  const world = new World(timeline, chance, mix, {
    wrap: options.wrap ?? ((store) => store),
    idBase: `${(seed >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000`,
    onSent: (bytes) => witness.sent(bytes),
  });
  const { fiscalNow } = world;
  world.backend =
    options.makeBackend?.(fiscalNow) ??
    memoryBackend(options.makeStore?.(fiscalNow) ?? new MemoryStore(fiscalNow), () => fiscalNow().getTime());
  await enrollAll(world);
  witness.watch(world);
  for (const process of world.processes) world.start(process);
  return world;
}

/** Runs one schedule from its seed: faults first, then calm, then the audit. */
export async function runSchedule(seed: number, options: Options = {}): Promise<Outcome> {
  const witness = new Witness();
  const world = await open(seed, options, witness);
  const { timeline, registers } = world;
  const course = new Course(world);
  let events = 0;
  while (!course.isOver) {
    events += 1;
    if (events <= EVENTS_MAX && (await timeline.step())) continue;
    world.faults.push(events > EVENTS_MAX ? "the schedule never ends" : "nothing happens any more");
    break;
  }
  const faults = [...world.faults, ...(await audit(world, course.tills, witness))];
  for (const fault of faults) timeline.say(`! ${fault}`);
  let documents = 0;
  for (const { registerId } of registers) documents += (await world.backend.tablesOf(registerId)).documents.length;
  for (const process of world.processes) {
    process.stopping.abort();
    process.crash();
  }
  return {
    ...{ seed, faults, traceHash: timeline.trace.hash, lines: timeline.trace.lines },
    ...{ virtualMs: timeline.now, registers: registers.length, events, documents },
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
