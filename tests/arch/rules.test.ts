import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";

const ROOT = process.cwd();
const CRUISER = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Builds a small house of the named files and answers which rules it breaks, by the project's own settings. */
function brokenRules(files: Record<string, string>): string[] {
  const house = mkdtempSync(join(tmpdir(), "tiyn-rules-"));
  folders.push(house);
  const paths = { compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } } };
  for (const [file, text] of Object.entries({ ...files, "tsconfig.json": JSON.stringify(paths) })) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
  const args = [CRUISER, "--config", join(ROOT, ".dependency-cruiser.cjs"), "--output-type", "json", "lib"];
  const answer = JSON.parse(execFileSync(process.execPath, args, { cwd: house, encoding: "utf8" }));
  const violations: { rule: { name: string } }[] = answer.summary.violations;
  return [...new Set(violations.map(({ rule }) => rule.name))];
}

test("one-door: a room's inner file is not imported from another room", () => {
  expect(
    brokenRules({
      "lib/billing/store/ledger.ts": "export const entries = 1;",
      "lib/orgs/ops/charge.ts": 'import { entries } from "@/lib/billing/store/ledger";\nexport const n = entries;',
    }),
  ).toEqual(["one-door"]);
});

test("one-door: the door, the forms, the core and types of anything are free", () => {
  expect(
    brokenRules({
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

test("core-is-pure: a core imports no room but the floor", () => {
  expect(
    brokenRules({
      "lib/kernel/index.ts": "export const floor = 1;",
      "lib/config/index.ts": "export const env = () => 1;",
      "lib/fiscal/core/total.ts":
        'import { env } from "@/lib/config";\nimport { floor } from "@/lib/kernel";\nexport const n = env() + floor;',
    }),
  ).toEqual(["core-is-pure"]);
});

test("core-is-pure: a core imports nothing of Node", () => {
  expect(
    brokenRules({ "lib/fiscal/core/sign.ts": 'import { createHash } from "node:crypto";\ncreateHash("md5");' }),
  ).toEqual(["core-is-pure"]);
});

test("prisma-in-stores: the generated client is not imported by an op", () => {
  const files = {
    "lib/db/generated/client.ts": "export const PrismaClient = 1;",
    "lib/db/index.ts": 'export { PrismaClient } from "./generated/client";',
  };
  const use = 'import { PrismaClient } from "@/lib/db/generated/client";\nexport const n = PrismaClient;';
  expect(brokenRules({ ...files, "lib/orgs/ops/register.ts": use })).toContain("prisma-in-stores");
  expect(brokenRules({ ...files, "lib/orgs/store/orgs.ts": use })).not.toContain("prisma-in-stores");
});

test("operator-apart: the operator and the fiscalizer do not import each other, types included", () => {
  const door = "export type Shift = 1;\nexport const shift = 1;";
  expect(
    brokenRules({
      "lib/fiscal/index.ts": door,
      "lib/operator/ops/book.ts": 'import { shift } from "@/lib/fiscal";\nexport const n = shift;',
    }),
  ).toEqual(["operator-apart"]);
  expect(
    brokenRules({
      "lib/operator/index.ts": door,
      "lib/fiscal/ops/send.ts": 'import type { Shift } from "@/lib/operator";\nexport const n: Shift = 1;',
    }),
  ).toContain("operator-apart");
});

test("room-order: a room does not import a room above it", () => {
  expect(
    brokenRules({
      "lib/registers/index.ts": "export const register = 1;",
      "lib/billing/ops/charge.ts": 'import { register } from "@/lib/registers";\nexport const n = register;',
    }),
  ).toEqual(["room-order"]);
});
