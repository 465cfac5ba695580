import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";

const ROOT = process.cwd();
const CRUISER = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
const run = promisify(execFile);

/** Builds a small house of the named files and answers which rules it breaks, by the project's own settings. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const house = mkdtempSync(join(tmpdir(), "tiyn-rules-"));
  const paths = { compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } } };
  for (const [file, text] of Object.entries({ ...files, "tsconfig.json": JSON.stringify(paths) })) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
  const args = [CRUISER, "--config", join(ROOT, ".dependency-cruiser.cjs"), "--output-type", "json", "lib"];
  const { stdout } = await run(process.execPath, args, { cwd: house, encoding: "utf8" }).finally(() =>
    rmSync(house, { recursive: true, force: true }),
  );
  const answer = JSON.parse(stdout);
  const violations: { rule: { name: string } }[] = answer.summary.violations;
  return [...new Set(violations.map(({ rule }) => rule.name))];
}

test.concurrent("one-door: a room's inner file is not imported from another room", async ({ expect }) => {
  expect(
    await brokenRules({
      "lib/billing/store/ledger.ts": "export const entries = 1;",
      "lib/orgs/ops/charge.ts": 'import { entries } from "@/lib/billing/store/ledger";\nexport const n = entries;',
    }),
  ).toEqual(["one-door"]);
});

test.concurrent("one-door: the door, the forms, the core and types of anything are free", async ({ expect }) => {
  expect(
    await brokenRules({
      "lib/billing/index.ts": "export const door = 1;",
      "lib/billing/input.ts": "export const form = 1;",
      "lib/billing/core/sum.ts": "export const sum = 1;",
      "lib/billing/store/ledger.ts": "export type Entry = { id: string };",
      "lib/orgs/ops/charge.ts": [
        'import { door } from "@/lib/billing";',
        'import { form } from "@/lib/billing/input";',
        'import { sum } from "@/lib/billing/core/sum";',
        'import type { Entry } from "@/lib/billing/store/ledger";',
        "export const used: [number, Entry?] = [door + form + sum];",
      ].join("\n"),
    }),
  ).toEqual([]);
});

test.concurrent("core-is-pure: a core imports no room but the floor", async ({ expect }) => {
  expect(
    await brokenRules({
      "lib/kernel/index.ts": "export const floor = 1;",
      "lib/config/index.ts": "export const env = () => 1;",
      "lib/fiscal/core/total.ts":
        'import { env } from "@/lib/config";\nimport { floor } from "@/lib/kernel";\nexport const n = env() + floor;',
    }),
  ).toEqual(["core-is-pure"]);
});

test.concurrent("core-is-pure: a core imports nothing of Node", async ({ expect }) => {
  expect(
    await brokenRules({ "lib/fiscal/core/sign.ts": 'import { createHash } from "node:crypto";\ncreateHash("md5");' }),
  ).toEqual(["core-is-pure"]);
});

test.concurrent("prisma-in-stores: the generated client is not imported by an op", async ({ expect }) => {
  const files = {
    "lib/db/generated/client.ts": "export const PrismaClient = 1;",
    "lib/db/index.ts": 'export { PrismaClient } from "./generated/client";',
  };
  const use = 'import { PrismaClient } from "@/lib/db/generated/client";\nexport const n = PrismaClient;';
  expect(await brokenRules({ ...files, "lib/orgs/ops/register.ts": use })).toContain("prisma-in-stores");
  expect(await brokenRules({ ...files, "lib/orgs/store/orgs.ts": use })).not.toContain("prisma-in-stores");
});

test.concurrent("operator-apart: the operator and the fiscalizer do not import each other, types included", async ({
  expect,
}) => {
  const door = "export type Shift = 1;\nexport const shift = 1;";
  expect(
    await brokenRules({
      "lib/fiscal/index.ts": door,
      "lib/operator/ops/book.ts": 'import { shift } from "@/lib/fiscal";\nexport const n = shift;',
    }),
  ).toEqual(["operator-apart"]);
  expect(
    await brokenRules({
      "lib/operator/index.ts": door,
      "lib/fiscal/ops/send.ts": 'import type { Shift } from "@/lib/operator";\nexport const n: Shift = 1;',
    }),
  ).toContain("operator-apart");
});

test.concurrent("room-order: a room does not import a room above it", async ({ expect }) => {
  expect(
    await brokenRules({
      "lib/registers/index.ts": "export const register = 1;",
      "lib/billing/ops/charge.ts": 'import { register } from "@/lib/registers";\nexport const n = register;',
    }),
  ).toEqual(["room-order"]);
});
