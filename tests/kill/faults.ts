import { setTimeout as pause } from "node:timers/promises";
import { FAILPOINTS } from "@/lib/fiscal/failpoint";
import type { Chance } from "../simulators/chance";
import type { Fault } from "../simulators/operator-proxy";
import type { PartName } from "./part";
import type { Stage } from "./stage";

/** One way to break the product while it sells. */
export type KillFault = {
  readonly name: string;
  /** Runs before anybody sells: what must be in place. */
  readonly prepare?: (stage: Stage, chance: Chance) => Promise<void>;
  /** Runs while the tills sell. */
  readonly strike: (stage: Stage, chance: Chance) => Promise<void>;
};

/** How long a process that is to die at a point may take to get there. */
const TO_POINT_MS = 6_000;

const one = (chance: Chance, kind: "web" | "worker"): PartName => chance.pick([`${kind}-1`, `${kind}-2`] as const);

const within = (work: Promise<unknown>, ms: number): Promise<unknown> => Promise.race([work, pause(ms)]);

const webAt = (point: string): KillFault => {
  let victim: PartName = "web-1";
  return {
    name: `web dies at ${point}`,
    async prepare(stage, chance) {
      victim = one(chance, "web");
      await stage.restart(victim, { FAILPOINTS: point });
    },
    strike: async (stage) => void (await within(stage.part(victim).gone(), TO_POINT_MS)),
  };
};

/** The queue grows while the operator is away; then whoever takes it dies at the point. Both workers are armed: one is first. */
const workerAt = (point: string): KillFault => ({
  name: `worker dies at ${point}`,
  async prepare(stage) {
    await Promise.all((["worker-1", "worker-2"] as const).map((name) => stage.restart(name, { FAILPOINTS: point })));
  },
  async strike(stage, chance) {
    stage.wire.setFault({ kind: "unreachable" });
    await pause(chance.between(1_200, 2_000));
    stage.wire.setFault(null);
    const workers = [stage.part("worker-1"), stage.part("worker-2")];
    await within(Promise.race(workers.map((worker) => worker.gone())), TO_POINT_MS);
  },
});

const kill = (what: string, choose: (chance: Chance) => readonly PartName[]): KillFault => ({
  name: `SIGKILL ${what}`,
  async strike(stage, chance) {
    for (const name of choose(chance)) {
      await stage.part(name).kill();
      await pause(chance.between(0, 300));
    }
    await pause(chance.between(200, 1_000));
  },
});

export const stopped = (what: "web" | "worker" | "operator"): KillFault => ({
  name: `SIGSTOP ${what}`,
  async strike(stage, chance) {
    const part = stage.part(what === "operator" ? "operator" : one(chance, what));
    part.signal("SIGSTOP");
    await pause(stage.lengths.stopMs);
    part.signal("SIGCONT");
    await pause(500);
  },
});

const brokenOff = (signal: "SIGQUIT" | "SIGKILL"): KillFault => ({
  name: signal === "SIGQUIT" ? "PostgreSQL stops at once" : "PostgreSQL's postmaster is killed",
  async strike(stage, chance) {
    await stage.database.breakOff(signal);
    await pause(chance.between(0, 1_500));
    await stage.database.startAgain();
  },
});

const backend = (how: "killed" | "ended"): KillFault => ({
  name: `one backend is ${how}`,
  async strike(stage, chance) {
    for (let again = 0; again < chance.between(1, 3); again++) {
      const rows = await stage.database
        .ask<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'tiyn %' ORDER BY query_start DESC LIMIT 6",
        )
        .catch(() => []);
      if (rows.length > 0) {
        const { pid } = chance.pick(rows);
        if (how === "ended") await stage.database.ask("SELECT pg_terminate_backend($1)", [pid]).catch(() => []);
        else process.kill(pid, "SIGKILL");
      }
      await pause(chance.between(200, 800));
    }
  },
});

const lostCommits: KillFault = {
  name: "commit answers are lost",
  async strike(stage, chance) {
    for (let again = 0; again < 3; again++) {
      stage.line.loseCommitAnswers(chance.between(1, 2));
      await pause(chance.between(200, 700));
    }
  },
};

const wire = (name: string, draw: (chance: Chance) => Fault | null): KillFault => ({
  name: `wire: ${name}`,
  async strike(stage, chance) {
    stage.wire.drawFaults(() => (chance.happens(60) ? draw(chance) : null));
    await pause(chance.between(1_500, 3_000));
    stage.wire.drawFaults(null);
    stage.wire.letGo();
  },
});

/** Turns over a few bits anywhere in an answer. */
const flipped = (chance: Chance) => (answer: Uint8Array) => {
  const changed = new Uint8Array(answer);
  for (let flips = chance.between(1, 8); flips > 0; flips--) {
    const at = chance.below(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8));
  }
  return changed;
};

const PLACES = [0, 1, 17, 18, 19, "half", "all but one"] as const;

const WIRE_FAULTS: readonly KillFault[] = [
  wire("reset", () => ({ kind: "unreachable" })),
  wire("the answer is cut", (chance) => ({ kind: "cut", at: chance.pick(PLACES) })),
  wire("the message is cut", (chance) => ({ kind: "cut_message", at: chance.pick(PLACES) })),
  wire("black hole", () => ({ kind: "swallow" })),
  wire("held and late", (chance) =>
    chance.happens(50) ? { kind: "hold" } : { kind: "delay", ms: chance.between(100, 2_000) },
  ),
  wire("doubled", () => ({ kind: "double" })),
  wire("swapped", () => ({ kind: "swap" })),
  wire("in slices", (chance) => ({ kind: "slice", at: chance.between(1, 60) })),
  wire("the answer before", () => ({ kind: "previous" })),
  wire("header corrupted", (chance) => ({
    kind: "change",
    // Past the token: a changed token looks like any other, and there is no checksum (ofd-protocol §1).
    change: (answer) => {
      const head = flipped(chance)(answer.subarray(0, 12));
      return Buffer.concat([head, answer.subarray(12)]);
    },
  })),
];

/** Every cell; runs go through them again and again in an order of chance. */
export const FAULTS: readonly KillFault[] = [
  ...FAILPOINTS.map(webAt),
  // A worker accepts nothing, so the first point is not on its way.
  ...FAILPOINTS.filter((point) => point !== "accept.committed").map(workerAt),
  kill("web", (chance) => [one(chance, "web")]),
  kill("both web", () => ["web-1", "web-2"]),
  kill("worker", (chance) => [one(chance, "worker")]),
  kill("operator", () => ["operator"]),
  kill("operator, then web and worker", (chance) => ["operator", one(chance, "web"), one(chance, "worker")]),
  ...[stopped("web"), stopped("worker"), stopped("operator")],
  ...[brokenOff("SIGQUIT"), brokenOff("SIGKILL"), backend("killed"), backend("ended")],
  ...[lostCommits, lostCommits, ...WIRE_FAULTS],
];
