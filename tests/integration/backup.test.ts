import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import { newRegister } from "@/lib/fiscal/core/register";
import { sqlStore } from "@/lib/fiscal/store/sql-store";
import { enqueue } from "@/lib/jobs";
import { sequences, tablesInOrder } from "@/lib/supervisor/backup/catalogue";
import { inspect, load } from "@/lib/supervisor/backup/load";
import { markForReconciliation } from "@/lib/supervisor/backup/reconcile";
import { save } from "@/lib/supervisor/backup/save";
import { freshDatabase } from "../support/db";
import { givenShop as givenFiscalShop } from "../support/fiscal";
import { withConnection } from "../support/server";

const TENANT = "00000000-0000-7000-8000-00000000000a";
const folder = mkdtempSync(join(tmpdir(), "tiyn-backup-"));
const file = join(folder, "one.backup");
const url = (): string => process.env.DATABASE_URL ?? "";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  mkdirSync(join(folder, "eds-authority", "keys"), { recursive: true });
  writeFileSync(join(folder, "eds-authority", "keys", "a.json"), "{}");
  writeFileSync(join(folder, "secrets.json"), '{"ENCRYPTION_KEY":"x"}');
  await withTenant(TENANT, async (tx) => {
    for (const [n, facts] of [{ note: `"quoted" \\ (b,c) 'қ' ₸\n` }, { nothing: null }, {}].entries())
      await tx.$executeRaw`SELECT common.audit_write(gen_random_uuid(), ${n === 2 ? null : TENANT}::uuid, 'system', NULL, 'test.act',
        'a,"b"\\c', ${JSON.stringify(facts)}::jsonb, '')`;
    await tx.$executeRaw`INSERT INTO common.stored_file VALUES (${TENANT}::uuid, gen_random_uuid(), 'test', 'файл "1".pdf', 'application/pdf',
      4, sha256('\\x00ff5c22'), '\\x00ff5c22', now())`;
    await tx.$executeRaw`INSERT INTO cabinet.cashier VALUES (${TENANT}::uuid, gen_random_uuid(), 'aida', 'Аида', now(), NULL)`;
    await tx.$executeRaw`SELECT nextval('cabinet.factory_number_seq')`;
    await enqueue(
      tx,
      "test.job",
      { big: "9007199254740993", text: "қ" },
      { key: "k", runAt: new Date("2030-01-01T00:00:00Z") },
    );
  });
  await save({
    url: url(),
    dataDir: folder,
    files: ["secrets.json", "eds-authority", "absent"],
    target: file,
    now: new Date(),
    note: () => undefined,
  });
});

/** What a database holds, table by table, with its sequences and waiting jobs. */
async function contentOf(address: string): Promise<Record<string, unknown>> {
  return withConnection(address, async (client) => {
    const content: Record<string, unknown> = {};
    for (const { name } of await tablesInOrder(client))
      content[name] = (
        await client.query(`SELECT count(*)::int, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM ${name} t`)
      ).rows;
    for (const name of await sequences(client))
      content[name] = (await client.query(`SELECT last_value, is_called FROM ${name}`)).rows;
    content.jobs = (
      await client.query(`SELECT t.identifier, j.payload::text, j.run_at, j.key, j.max_attempts, j.priority
        FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id`)
    ).rows;
    return content;
  });
}

test("a restored database holds exactly what was saved: rows, sequences, waiting jobs", async () => {
  const other = await freshDatabase();
  await load({ url: other.url, file, note: () => undefined });
  const saved = await contentOf(url());
  expect(saved).toMatchObject({
    "common.audit_entry": [{ count: 3 }],
    "cabinet.cashier": [{ count: 1 }],
    jobs: [{ identifier: "test.job" }],
  });
  expect(await contentOf(other.url)).toEqual(saved);
  await other.drop();
});

test("triggers work again after a restore", async () => {
  const other = await freshDatabase();
  await load({ url: other.url, file, note: () => undefined });
  const off = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'";
  expect((await withConnection(other.url, (client) => client.query(off))).rows).toEqual([]);
  await other.drop();
});

test("the files of the data folder travel along, and the backup is for its owner alone", async () => {
  const { files, rows } = await inspect(file);
  expect([...files.keys()]).toEqual(["secrets.json", "eds-authority/keys/a.json"]);
  expect(files.get("secrets.json")?.toString()).toBe('{"ENCRYPTION_KEY":"x"}');
  expect(rows).toBeGreaterThanOrEqual(5);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a backup cut short, altered or of another kind is refused before anything is touched", async () => {
  const before = await contentOf(url());
  const whole = gunzipSync(readFileSync(file)).toString("utf8");
  const damaged: Record<string, Buffer> = {
    "cut.backup": readFileSync(file).subarray(0, -40),
    "short.backup": gzipSync(whole.split("\n").slice(0, -3).join("\n")),
    "altered.backup": gzipSync(whole.replace("Аида", "Аиша")),
    "other.backup": gzipSync("hello\n"),
  };
  for (const [name, bytes] of Object.entries(damaged)) {
    writeFileSync(join(folder, name), bytes);
    await expect(inspect(join(folder, name)), name).rejects.toThrow(/is cut short|was altered|is no backup/);
  }
  expect(await contentOf(url())).toEqual(before);
});

test("a load that fails half-way leaves the database as it was", async () => {
  const other = await freshDatabase();
  const before = await contentOf(other.url);
  const whole = gunzipSync(readFileSync(file)).toString("utf8");
  const lines = whole.split("\n").filter((line) => !line.startsWith('{"kind":"end"'));
  const broken = join(folder, "broken.backup");
  writeFileSync(
    broken,
    gzipSync([...lines.slice(0, -4), '{"kind":"table","table":"common.audit_entry","columns":["odd"]}', ""].join("\n")),
  );
  await expect(load({ url: other.url, file: broken, note: () => undefined })).rejects.toThrow(
    "does not fit this release",
  );
  expect(await contentOf(other.url)).toEqual(before);
  await other.drop();
});

test("a restore marks every register that worked, and takes leases and moments of the time before", async () => {
  const shop = await givenFiscalShop(() => 1);
  const { tenantId, registerId } = shop;
  await sqlStore.enroll(tenantId, registerId, newRegister("c0ffee"));
  await sqlStore.takeLease(tenantId, registerId, "somebody", 60_000);
  expect(await markForReconciliation(url())).toBe(1);
  const read = await sqlStore.read(tenantId, registerId);
  expect(read?.situation).toMatchObject({ version: 2, leased: false, state: { reconcile: true } });
  expect((await sqlStore.takeDue("worker", 60_000, 10)).map((lease) => lease.registerId)).toEqual([registerId]);
});
