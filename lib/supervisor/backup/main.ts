import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import pg from "pg";
import { type BootContext, Refusal } from "../context";
import { withClient } from "../database";
import { runMigrations } from "../migrations";
import { refuseSecondKeeper } from "../presence";
import { replaceSecrets, writePrivate } from "../secrets";
import { type Workplace, withDatabase } from "../with-database";
import type { Head } from "./format";
import { inspect, load } from "./load";
import { markForReconciliation } from "./reconcile";
import { save } from "./save";

/** What of the data folder belongs to a backup besides the database. Production brings its own secrets and has no demo authority. */
const FILES = ["secrets.json", "eds-authority"];

/** The command of `npm run backup -- [file]` and `npm run restore -- file`. */
export async function main(boot: BootContext): Promise<number> {
  const [named] = boot.argv;
  return boot.command === "backup" ? backup(boot, named) : restore(boot, named);
}

async function backup(boot: BootContext, named: string | undefined): Promise<number> {
  return withDatabase(boot, async ({ settings: { dataDir, env }, url }) => {
    const now = new Date();
    const target = resolve(named ?? join(dataDir, "backups", `tiyn-${stampOf(now)}.backup`));
    if (existsSync(target)) throw new Refusal(`${target} exists already: name another file.`);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const half = `${target}.half`;
    const files = env.APP_MODE === "demo" ? FILES : [];
    await boot.screen.step("Backup", async (note) => {
      const rows = await save({ url, dataDir, files, target: half, now, note });
      renameSync(half, target);
      return `${rows} rows, ${(statSync(target).size / 1_048_576).toFixed(1)} MB`;
    });
    boot.screen.say(`  ${target}`);
    if (files.length > 0)
      boot.screen.say("  It holds the secrets of this installation: keep it where nobody else reads it.");
    return 0;
  });
}

const stampOf = (at: Date): string => at.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);

async function restore(boot: BootContext, named: string | undefined): Promise<number> {
  if (!named) throw new Refusal("Name the backup: npm run restore -- file");
  const file = resolve(named);
  if (!existsSync(file)) throw new Refusal(`${file} does not exist.`);
  const content = await boot.screen.step("Reading the backup", () => inspect(file));
  checkRelease(boot.root, content.head);
  checkFiles([...content.files.keys()]);
  return withDatabase(boot, async (place) => {
    refuseSecondKeeper(place.settings.dataDir);
    const target = place.settings.givenDatabase ? await emptyGiven(place.url) : await newDatabase(place.url);
    await fill(boot, { ...place, url: target }, file, content.head);
    const stamp = stampOf(new Date());
    if (!place.settings.givenDatabase) await swap(boot, place.url, target, stamp);
    putFiles(boot, place, content.files, stamp);
    boot.screen.say(`✓ Restored: ${content.rows} rows as of ${content.head.madeAt}`);
    return 0;
  });
}

/** A backup goes into exactly the tables it came from: this release must know the migrations it was made with. */
function checkRelease(root: string, { migrations }: Head): void {
  for (const { name, checksum } of migrations) {
    const script = join(root, "prisma", "migrations", name, "migration.sql");
    const ours = existsSync(script) ? createHash("sha256").update(readFileSync(script)).digest("hex") : undefined;
    if (ours !== checksum)
      throw new Refusal(
        `The backup was made by another release: this one ${ours ? "changed" : "does not know"} migration ${name}.`,
      );
  }
}

function checkFiles(files: readonly string[]): void {
  const odd = files.find((file) => normalize(file) !== file || !FILES.includes(file.split("/")[0] ?? ""));
  if (odd !== undefined) throw new Refusal(`The backup wants to write ${odd}, which does not belong to one.`);
}

/** Tables without anybody in them are what a restore that failed half-way leaves: they may be filled. */
async function emptyGiven(url: string): Promise<string> {
  const taken = await withClient(url, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('common.audit_entry') IS NOT NULL AS there",
    );
    if (!rows[0]?.there) return false;
    await client.query("SET ROLE tiyn_owner");
    const found = await client.query("SELECT FROM common.audit_entry UNION ALL SELECT FROM common.account LIMIT 1");
    return found.rows.length > 0;
  });
  if (taken)
    throw new Refusal("The database of DATABASE_URL is in use already: a backup is restored into an empty one.");
  return url;
}

async function newDatabase(url: string): Promise<string> {
  const name = `tiyn_restoring_${process.pid}`;
  await withClient(addressOf(url, "postgres"), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
  });
  return addressOf(url, name);
}

function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** Migrations of the backup's time, its rows, then what this release adds. */
async function fill(boot: BootContext, place: Workplace, file: string, { migrations }: Head): Promise<void> {
  const { screen, root } = boot;
  const env = { ...place.env, DATABASE_URL: place.url };
  const run = { file: join(root, ".build", "migrate.mjs"), env, logDir: place.logDir };
  const last = migrations.at(-1)?.name ?? "";
  await screen.step(
    "Tables of the backup",
    async (note) => (await runMigrations({ ...run, args: ["--up-to", last], note })).done,
  );
  await screen.step("Rows", (note) => load({ url: place.url, file, note }));
  await screen.step(
    "Tables of this release",
    async (note) => (await runMigrations({ ...run, args: ["--restored"], note })).done,
  );
  const marked = await markForReconciliation(place.url);
  if (marked > 0) screen.say(`  ${marked} registers ask their data operator what it has of them before they sell`);
}

/** Both renames or none; the database that was there stays under another name. */
async function swap(boot: BootContext, url: string, filled: string, stamp: string): Promise<void> {
  const [current, fresh] = [url, filled].map((address) => pg.escapeIdentifier(new URL(address).pathname.slice(1)));
  const aside = `tiyn_before_${stamp.replace("-", "_")}`;
  await withClient(addressOf(url, "postgres"), async (client) => {
    await client.query(
      `BEGIN; ALTER DATABASE ${current} RENAME TO ${aside}; ALTER DATABASE ${fresh} RENAME TO ${current}; COMMIT`,
    );
  });
  boot.screen.say(`  The database that was there is kept as ${aside}`);
}

function putFiles(boot: BootContext, { settings }: Workplace, files: ReadonlyMap<string, Buffer>, stamp: string): void {
  const { dataDir, env } = settings;
  if (env.APP_MODE === "production" || files.size === 0) return;
  if (existsSync(join(dataDir, "eds-authority")))
    renameSync(join(dataDir, "eds-authority"), join(dataDir, `eds-authority.before-${stamp}`));
  for (const [file, bytes] of files)
    if (file === "secrets.json") replaceSecrets(dataDir, bytes.toString("utf8"), stamp);
    else writePrivate(join(dataDir, file), bytes);
  boot.screen.say(`  The secrets and demo keys that were there are kept as *.before-${stamp}`);
}
