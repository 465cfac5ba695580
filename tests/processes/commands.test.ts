import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProduct, environmentOf, type Product, startProduct } from "../support/product";
import { withConnection } from "../support/server";

// The commands of the one who runs the product, on a product that runs and on one that does not.

let product: Product;
beforeAll(async () => {
  buildProduct();
  product = await startProduct();
}, 300_000);
afterAll(() => product?.remove(), 60_000);

/** Runs a command of package.json's on the product's folder. */
async function command(
  name: string,
  args: readonly string[],
  input = "",
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["lib/supervisor/boot.mjs", name, ...args], {
    env: environmentOf(product.dataDir),
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
  ]);
  return { code, said: `${out}${err}` };
}

const ask = async (sql: string): Promise<unknown[]> =>
  withConnection(product.presence().databaseUrl, async (client) => (await client.query(sql)).rows);
const ADMINS = "SELECT login, name, kind FROM common.account WHERE login LIKE '%@company.kz' ORDER BY login";

test("admin:create makes an administrator, with an entry in the audit log", async () => {
  const made = await command(
    "admin:create",
    ["--login", "Ivan@company.kz", "--name", "Иван Ли", "--password-stdin"],
    "tau-alma-77-kok\n",
  );
  expect(made).toEqual({
    code: 0,
    said: expect.stringMatching(/✓ Administrator Ivan@company\.kz may sign in at http/),
  });
  expect(await ask(ADMINS)).toEqual([{ login: "ivan@company.kz", name: "Иван Ли", kind: "admin" }]);
  expect(await ask("SELECT act FROM common.audit_entry WHERE act = 'auth.admin_created'")).toHaveLength(1);
});

test.each([
  [
    "a login that is there",
    ["--login", "ivan@company.kz", "--name", "Иван"],
    "tau-alma-77-kok",
    "This login exists already.",
  ],
  ["a short password", ["--login", "b@company.kz", "--name", "Б"], "short", "too short: at least 8"],
  ["a password tried first", ["--login", "b@company.kz", "--name", "Б"], "qwerty123456", "among those tried first"],
  ["a login that is no address", ["--login", "ivan", "--name", "Иван"], "tau-alma-77-kok", "must be an e-mail address"],
])("admin:create refuses %s in one line and makes nobody", async (_, args, password, line) => {
  const refused = await command("admin:create", [...args, "--password-stdin"], password);
  expect(refused.code).toBe(1);
  expect(refused.said).toMatch(new RegExp(`^✗ [^\\n]*${line}[^\\n]*\\n$`));
  expect(await ask(ADMINS)).toHaveLength(1);
});

test("admin:create without a terminal says how to be called", async () => {
  expect((await command("admin:create", [])).said).toMatch(
    /^✗ There is no terminal to ask at: npm run admin:create -- --login/,
  );
});

test("a backup of the running product brings it back as it was; what was there stays aside", {
  timeout: 120_000,
}, async () => {
  const file = join(product.dataDir, "saved.backup");
  expect(await command("backup", [file])).toEqual({ code: 0, said: expect.stringContaining(file) });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const secrets = JSON.parse(readFileSync(join(product.dataDir, "secrets.json"), "utf8"));
  const saved = await ask("SELECT login FROM common.account ORDER BY login");

  await command(
    "admin:create",
    ["--login", "later@company.kz", "--name", "Позже", "--password-stdin"],
    "tau-alma-77-kok",
  );
  expect((await command("restore", [file])).said).toMatch(/^✓ Reading the backup[^\n]*\n✗ Already running/);

  await product.stop();
  writeFileSync(
    join(product.dataDir, "secrets.json"),
    JSON.stringify({ ...secrets, ENCRYPTION_KEY: "b3RoZXI=".repeat(6) }),
  );
  const restored = await command("restore", [file]);
  expect(restored).toEqual({ code: 0, said: expect.stringMatching(/✓ Restored: \d+ rows/) });

  product = await startProduct({ dataDir: product.dataDir });
  expect(await ask("SELECT login FROM common.account ORDER BY login")).toEqual(saved);
  expect(JSON.parse(readFileSync(join(product.dataDir, "secrets.json"), "utf8"))).toEqual(secrets);
  expect(await ask("SELECT datname FROM pg_database WHERE datname LIKE 'tiyn_before_%'")).toHaveLength(1);
  expect((await fetch(`${product.presence().addresses.Web}/readyz`)).ok).toBe(true);
});

test("a damaged backup is refused and changes nothing", { timeout: 60_000 }, async () => {
  await product.stop();
  const file = join(product.dataDir, "saved.backup");
  const cut = join(product.dataDir, "cut.backup");
  writeFileSync(cut, readFileSync(file).subarray(0, -100));
  const before = readdirSync(product.dataDir).sort();
  expect(await command("restore", [cut])).toEqual({
    code: 1,
    said: expect.stringMatching(/✗ [^\n]*cut short or no backup/),
  });
  expect(readdirSync(product.dataDir).sort()).toEqual(before);
  product = await startProduct({ dataDir: product.dataDir });
});
