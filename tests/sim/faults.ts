import { askInfo, sendXReport } from "@/lib/fiscal/ops/ask-info";
import { openShift } from "@/lib/fiscal/ops/open-shift";
import { takeXReport } from "@/lib/fiscal/ops/take-x-report";
import type { Job } from "./backend";
import type { Process } from "./process";
import type { World } from "./world";

const HOUR = 3_600_000;
const STOP_MS = 25_000;
const JUMPS = [HOUR, -HOUR, 25 * HOUR, -73 * HOUR, 1_000, -1_000] as const;

/** What happens to the product from outside: deaths, clocks, outages, people at the operator; and the jobs that it asked for. */
export class Faults {
  readonly #world: World;
  #isOver = false;
  #longLeft = 1;

  constructor(world: World) {
    this.#world = world;
    world.onJobs = async () => {
      for (const job of await world.backend.takeJobs()) this.#run(job);
    };
  }

  /** Perhaps something of the schedule's mix. */
  async strike(): Promise<void> {
    const { chance, mix, processes, operator, network, registers, webs } = this.#world;
    const register = chance.pick(registers);
    const web = chance.pick(webs);
    if (chance.whether(mix.crash)) this.#kill(chance.pick(processes));
    if (chance.whether(mix.freeze)) chance.pick(processes).freeze(chance.pick([2_000, 15_000, 60_000]));
    if (chance.whether(mix.stop)) this.#stop(chance.pick(processes));
    if (chance.whether(mix.clockJump)) await this.#world.setClock(chance.pick(JUMPS));
    if (chance.whether(mix.outage) && network.reach === "open") this.#outage();
    if (chance.whether(mix.tokenReset)) operator.resetToken(register.deviceId);
    if (chance.whether(mix.block)) this.#block(register.deviceId);
    if (web.isAlive && chance.whether(0.05))
      this.#quietly(web, "x-report", takeXReport(this.#world.depsOf(web))(this.#world.ctxOf(register), register));
    if (web.isAlive && chance.whether(0.02))
      this.#quietly(web, "open shift", openShift(this.#world.depsOf(web))(this.#world.ctxOf(register), register));
  }

  /** From now on the world is kind: everything runs, and nothing fails by itself. */
  end(): void {
    this.#isOver = true;
    this.#world.heal();
    for (const process of this.#world.processes) {
      process.frozenUntil = Math.min(process.frozenUntil, this.#world.timeline.now);
      process.doom(Number.POSITIVE_INFINITY);
      if (!process.isAlive) this.#world.start(process);
    }
  }

  #quietly(process: Process, what: string, work: Promise<unknown>): void {
    this.#world.timeline.say(`${process.name}: ${what}`);
    work.catch((error: unknown) => this.#world.unexpected(what, error));
  }

  /** Dies at one of its next waits and comes back, soon or late. */
  #kill(process: Process): void {
    const { chance, timeline } = this.#world;
    if (!process.isAlive) return;
    const { life } = process;
    process.doom(chance.between(0, 30));
    const back = () => {
      if (process.life !== life) return;
      process.crash();
      this.#world.start(process);
    };
    timeline.after(1_000 + chance.span(chance.pick([5_000, 600_000])), back);
  }

  /** Asked to stop: what runs may end within its time. */
  #stop(process: Process): void {
    const { timeline } = this.#world;
    if (!process.isAlive) return;
    const { life } = process;
    timeline.say(`${process.name} is asked to stop`);
    process.stopping.abort();
    timeline.after(STOP_MS, () => {
      if (process.life !== life) return;
      process.crash();
      this.#world.start(process);
    });
  }

  #outage(): void {
    const { chance, timeline, network, mix } = this.#world;
    const isLong = mix.longOutages && this.#longLeft > 0;
    if (isLong) this.#longLeft -= 1;
    const ms = isLong ? chance.between(20, 90) * HOUR : chance.span(chance.pick([20_000, 600_000, 2 * HOUR]));
    network.reach = chance.pick(["refuses", "silent"]);
    timeline.say(`the operator ${network.reach} for ${ms}`);
    timeline.after(ms, () => {
      network.reach = "open";
    });
  }

  #block(deviceId: number): void {
    const { chance, timeline, operator } = this.#world;
    const book = operator.bookOf(deviceId);
    book.blocked = chance.pick([15, 15, 1]);
    timeline.say(`operator: ${deviceId} is blocked with ${book.blocked}`);
    timeline.after(chance.span(HOUR), () => {
      book.blocked = null;
    });
  }

  /** A job runs on some process until it succeeds. */
  #run(job: Job): void {
    const { timeline, chance, processes } = this.#world;
    const process = chance.pick(processes);
    const again = () => {
      timeline.after(this.#isOver ? 5_000 : chance.span(60_000), () => this.#run(job));
    };
    if (!process.isAlive || process.stopping.signal.aborted) {
      again();
      return;
    }
    const deps = this.#world.depsOf(process);
    const where = job.payload as { tenantId: string; registerId: string }; // cast: what the ops enqueue
    const forget = process.onDeath(again);
    const asked =
      job.identifier === "fiscal.ask_info"
        ? askInfo(deps)(where)
        : sendXReport(deps)(where, job.payload.report as Parameters<ReturnType<typeof sendXReport>>[1]); // cast: so enqueued
    asked.then(
      (told) => {
        timeline.say(`${process.name} ${job.identifier}: ${told}`);
        forget();
        if (told === "unanswered") again();
      },
      (error: unknown) => {
        forget();
        this.#world.unexpected(job.identifier, error);
        again();
      },
    );
  }
}
