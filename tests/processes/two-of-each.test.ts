import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FormVisitor } from "../support/form-visitor";
import { buildProduct, type Product, startProduct } from "../support/product";
import { withConnection } from "../support/server";

// Two web processes and two workers on one database: each with a keeper of its own, the second without a database server.

let one: Product;
let two: Product;

beforeAll(async () => {
  buildProduct();
  one = await startProduct();
  const { SESSION_SECRET, ENCRYPTION_KEY, PASSWORD_PEPPER } = JSON.parse(
    readFileSync(join(one.dataDir, "secrets.json"), "utf8"),
  );
  const env = { SESSION_SECRET, ENCRYPTION_KEY, PASSWORD_PEPPER, DATABASE_URL: one.presence().databaseUrl };
  two = await startProduct({ env });
}, 300_000);
afterAll(async () => {
  await two?.remove();
  await one?.remove();
}, 60_000);

const web = (product: Product): string => product.presence().addresses.Web ?? "";
const ask = async (sql: string): Promise<Record<string, unknown>[]> =>
  withConnection(one.presence().databaseUrl, async (client) => (await client.query(sql)).rows);

const ADMIN = { login: "admin@tiyn.example", password: "alma-tau-2026" };

test("whoever signs in at one web process is known to the other, and signed out at both at once", async () => {
  const visitor = new FormVisitor();
  expect((await visitor.open(`${web(one)}/admin/moderation`)).path).toBe("/sign-in");
  expect((await visitor.send(`${web(one)}/sign-in`, ADMIN)).path).toMatch(/^\/admin/);
  expect(await visitor.open(`${web(two)}/admin/moderation`)).toMatchObject({ status: 200, path: "/admin/moderation" });
  await ask("DELETE FROM common.session");
  for (const product of [one, two])
    expect((await visitor.open(`${web(product)}/admin/moderation`)).path).toBe("/sign-in");
});

test("wrong passwords count together, whichever web process hears them", async () => {
  const visitor = new FormVisitor();
  const guess = (product: Product) =>
    visitor.send(`${web(product)}/sign-in`, { login: "guessed@tiyn.example", password: "wrong-guess" });
  for (let n = 0; n < 10; n++) expect((await guess(n % 2 ? two : one)).text).toContain("Логин или пароль не подходят");
  for (const product of [one, two]) expect((await guess(product)).text).toContain("Слишком много попыток");
});

test("two workers share the queue: each job is done once, by one of them", { timeout: 120_000 }, async () => {
  const give = (from: number) =>
    ask(
      `SELECT queue.enqueue_job('billing.check_ledgers', '{}', 'two-of-each-' || n, NULL) FROM generate_series(${from}, ${from + 199}) n`,
    );
  const done = (product: Product): string[] =>
    [
      ...readFileSync(join(product.dataDir, "logs", "worker.log"), "utf8").matchAll(
        /Completed task (\d+) \(billing\.check_ledgers/g,
      ),
    ].map(([, id = ""]) => id);
  // A machine that is busy may let one of them do all of a batch before the other was heard of.
  let given = 0;
  do {
    await give(given);
    given += 200;
    // A job is over in the database a moment before its line is in the log.
    await expect.poll(() => done(one).length + done(two).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(given);
  } while ((done(one).length === 0 || done(two).length === 0) && given < 2_000);
  const [first, second] = [done(one), done(two)];
  expect(first.length).toBeGreaterThan(0);
  expect(second.length).toBeGreaterThan(0);
  expect(new Set([...first, ...second]).size).toBe(given);
  expect(first.length + second.length).toBe(given);
});

test("one of each may be killed: the other goes on with what was its own", { timeout: 60_000 }, async () => {
  for (const { name, pid } of one.presence().parts)
    if (name === "web" || name === "worker") process.kill(pid, "SIGKILL");
  await ask("SELECT queue.enqueue_job('billing.check_ledgers', '{}', 'after the kill', NULL)");
  await expect
    .poll(async () => (await ask("SELECT FROM graphile_worker._private_jobs")).length, { timeout: 30_000 })
    .toBe(0);
  expect((await fetch(`${web(two)}/readyz`)).ok).toBe(true);
});
