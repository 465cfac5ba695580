import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ChildEnvironment } from "@/lib/supervisor/context";
import { runMigrations } from "@/lib/supervisor/migrations";
import { settlePorts } from "@/lib/supervisor/ports";
import { type DatabaseProxy, startDatabaseProxy } from "../simulators/database-proxy";
import { type OperatorProxy, startProxy } from "../simulators/operator-proxy";
import { testEnvironment } from "../support/environment";
import { KillDatabase } from "./database";
import { Part, type PartName } from "./part";

const NAMES: readonly PartName[] = ["operator", "worker-1", "worker-2", "web-1", "web-2"];

/** How long an exchange may take and a register without a link waits: scaled down, or as the product has them. */
export type Lengths = { readonly totalMs: number; readonly probeMs: number; readonly stopMs: number };
export const SCALED: Lengths = { totalMs: 1_000, probeMs: 300, stopMs: 8_000 };
export const TRUE: Lengths = { totalMs: 5_000, probeMs: 2_000, stopMs: 60_000 };

/** Everything that runs: the product's processes with faults between them. */
export class Stage {
  readonly parts: ReadonlyMap<PartName, Part>;
  lengths: Lengths = SCALED;

  private constructor(
    readonly folder: string,
    readonly database: KillDatabase,
    readonly wire: OperatorProxy,
    readonly line: DatabaseProxy,
    readonly ports: ReadonlyMap<string, number>,
    env: ChildEnvironment,
  ) {
    const own = (name: PartName): Readonly<Record<string, string>> => ({
      ...{ WEB_PORT: `${ports.get(name) ?? ""}`, WORKER_HEALTH_PORT: `${ports.get(name) ?? ""}` },
      WEB_ORIGIN: this.originOf(name === "web-2" ? "web-2" : "web-1"),
      NEXTAUTH_URL: this.originOf(name === "web-2" ? "web-2" : "web-1"),
    });
    this.parts = new Map(
      NAMES.map((name) => {
        const file = join(process.cwd(), ".build", `${name.replace(/-\d$/, "")}.mjs`);
        const logFile = join(folder, `${name}.log`);
        return [name, new Part({ name, file, env: { ...env, ...own(name) }, logFile })];
      }),
    );
  }

  /** Starts the database, makes its schema, and starts nothing else yet. */
  static async set(folder: string, note: (text: string) => void): Promise<Stage> {
    mkdirSync(folder, { recursive: true });
    const wanted = ["database", "OPERATOR_PORT", "OPERATOR_HEALTH_PORT", ...NAMES, "mailbox", "ncalayer"];
    const ports = await settlePorts(wanted.map((setting) => ({ setting, port: 0, host: "127.0.0.1" })));
    const at = (name: string): number => ports.get(name) ?? 0;
    note("database");
    const database = await KillDatabase.start(folder, at("database"));
    const wire = await startProxy(at("OPERATOR_PORT"));
    const line = await startDatabaseProxy(() => at("database"));
    const throughProxy = new URL(database.url);
    throughProxy.port = String(line.port);
    const { PATH = "", HOME = "" } = process.env;
    const env: ChildEnvironment = {
      ...{ ...testEnvironment, PATH, HOME, NODE_ENV: "production", LOG_LEVEL: "info", DATA_DIR: folder },
      ...{ DATABASE_URL: throughProxy.href, OFD_PORT: String(wire.port), NEXT_TELEMETRY_DISABLED: "1" },
      ...{ OPERATOR_PORT: String(at("OPERATOR_PORT")), OPERATOR_HEALTH_PORT: String(at("OPERATOR_HEALTH_PORT")) },
      ...{ MAILBOX_SMTP_PORT: String(at("mailbox")), NCALAYER_DEMO_PORT: String(at("ncalayer")) },
    };
    const file = join(process.cwd(), ".build", "migrate.mjs");
    if (!existsSync(file)) throw new Error("the bundles are built first");
    await runMigrations({ file, env: { ...env, DATABASE_URL: database.url }, logDir: folder, note });
    // Our own work on the database goes past the proxy, with the keys that the processes have.
    Object.assign(process.env, env, { DATABASE_URL: database.url, LOG_LEVEL: "error" });
    return new Stage(folder, database, wire, line, ports, env);
  }

  part(name: PartName): Part {
    const part = this.parts.get(name);
    if (!part) throw new Error(`there is no ${name}`);
    return part;
  }

  originOf = (name: PartName): string => `http://127.0.0.1:${this.ports.get(name) ?? 0}`;
  origins = (): readonly string[] => [this.originOf("web-1"), this.originOf("web-2")];

  settings(): Readonly<Record<string, string>> {
    const { totalMs, probeMs } = this.lengths;
    return { TRANSMISSION_TOTAL_MS: String(totalMs), TRANSMISSION_PROBE_MS: String(probeMs) };
  }

  /** Ends and starts a process, with more settings if wanted. */
  async restart(name: PartName, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const part = this.part(name);
    await part.kill();
    await part.start({ ...this.settings(), ...more });
  }

  async startAll(lengths: Lengths): Promise<void> {
    this.lengths = lengths;
    for (const name of NAMES) await this.restart(name);
  }

  /** Takes every fault away and makes everything run. */
  async heal(): Promise<void> {
    this.wire.drawFaults(null);
    this.wire.letGo();
    this.line.loseCommitAnswers(0);
    for (const part of this.parts.values()) part.signal("SIGCONT");
    for (const part of this.parts.values()) if (part.isArmed) await part.kill();
    await Promise.all(
      [...this.parts.values()].filter((part) => !part.isAlive).map((part) => part.start(this.settings())),
    );
  }

  /** Waits until nothing is out, queued or leased at any register; answers how long it took, null when it did not come to rest. */
  async drained(withinMs: number): Promise<number | null> {
    const since = performance.now();
    while (performance.now() - since < withinMs) {
      const [row] = await this.database.ask<{ busy: string }>(
        `SELECT count(*) AS busy FROM cabinet.fiscal_register r JOIN cabinet.transmission_queue q USING (tenant_id, register_id)
         WHERE r.sent_number < r.last_number OR r.pending_seal_id IS NOT NULL OR r.offline_since IS NOT NULL
           OR q.lease_until > cabinet.fiscal_now()`,
      );
      if (row?.busy === "0") return performance.now() - since;
      await pause(100);
    }
    return null;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.parts.values()].map((part) => part.stop()));
    await this.wire.stop();
    await this.line.stop();
    await this.database.stop();
  }
}
