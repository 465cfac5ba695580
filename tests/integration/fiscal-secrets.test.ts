import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askInfo } from "@/lib/fiscal/ops/ask-info";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { takeNewToken } from "@/lib/fiscal/ops/take-new-token";
import { issueToken } from "@/lib/operator/ops/issue-token";
import { decryptOfdToken, encryptOfdToken } from "@/lib/registers";
import { save } from "@/lib/supervisor/backup/save";
import { look } from "../support/db";
import { bread, dispatch, givenShop, hurry, type Shop, sell, testDeps } from "../support/fiscal";
import { blockAtOperator, startOperator, type TestOperator, unblockAtOperator } from "../support/operator";

// No token of an operator stands in a log line or in a dump, and a row copied to another register is worthless.

let operator: TestOperator;
const folder = mkdtempSync(join(tmpdir(), "tiyn-secrets-"));
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(async () => {
  await operator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A token in every dress in which it could lie about: digits, digits as bytes, the wire's four bytes either way round. */
function dresses(token: number): string[] {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(token);
  const little = word.toString("hex");
  const big = Buffer.from(word).reverse().toString("hex");
  const digits = token.toString();
  return [digits, Buffer.from(digits).toString("hex"), Buffer.from(digits).toString("base64").slice(0, 9), little, big];
}

const found = (text: string, tokens: readonly number[]): number[] =>
  tokens.filter((token) => dresses(token).some((dress) => text.includes(dress)));

test("through sales, holds, silence and a token typed anew no token reaches a log line or a dump", async () => {
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  const complain = process.stderr.write.bind(process.stderr);
  const heard = (piece: unknown): boolean => {
    lines.push(String(piece));
    return true;
  };
  Object.assign(process.stdout, { write: heard });
  Object.assign(process.stderr, { write: heard });
  const shop = await givenShop(() => operator.port);
  const tokens = new Set<number>([shop.atOperator.token]);
  try {
    const loud: Shop = { ...shop, deps: { ...shop.deps, log: (...said) => void lines.push(JSON.stringify(said)) } };
    const hasty: Shop = { ...loud, deps: { ...testDeps(() => operator.port, { totalMs: 400 }), log: loud.deps.log } };
    await sell(loud);
    await askInfo(loud.deps)(shop);
    for (const code of [9, 13]) {
      operator.failNext({ kind: "refuse", code });
      await sell(await givenShop(() => operator.port).then((other) => ({ ...other, deps: loud.deps })));
    }
    operator.setFault({ kind: "lose_answer" });
    await sell(hasty);
    operator.setFault(null);
    const client = { ...shop.ctx, tenantId: shop.atOperator.tenantId };
    const fresh = await issueToken(client, { registerId: shop.atOperator.id });
    if (!fresh.ok) throw new Error("the portal gives a token");
    tokens.add(Number(fresh.value.token));
    await takeNewToken(loud.deps)(shop.ctx, { registerId: shop.registerId, ofdToken: fresh.value.token.toString() });
    await hurry();
    await dispatch(loud.deps);
    await blockAtOperator(shop.atOperator.id, "нет оплаты");
    await issueReceipt(loud.deps)(shop.ctx, bread(shop));
    await unblockAtOperator(shop.atOperator.id);
    await hurry();
    await dispatch(loud.deps);
  } finally {
    Object.assign(process.stdout, { write });
    Object.assign(process.stderr, { write: complain });
  }
  for (const { frame } of operator.seen) tokens.add(frame.token);
  const canaries = [...tokens];
  expect(canaries.length).toBeGreaterThan(3);
  expect(lines.length).toBeGreaterThan(3);
  expect(found(lines.join("\n"), canaries)).toEqual([]);

  const target = join(folder, "dump.backup");
  const url = process.env.DATABASE_URL ?? "";
  await save({ url, dataDir: folder, files: [], target, now: new Date(), note: () => undefined });
  const dump = gunzipSync(readFileSync(target)).toString("utf8");
  expect(dump).toContain(shop.registerId);
  expect(found(dump, canaries)).toEqual([]);
  // The search itself finds what is there.
  expect(found(`${dump} ${canaries[0]}`, canaries)).toEqual([canaries[0]]);
});

test("a token opens for its own register alone, whoever copies the row", async () => {
  const [one, other] = [await givenShop(() => operator.port), await givenShop(() => operator.port)];
  await sell(one);
  await sell(other);
  await look(
    `UPDATE cabinet.fiscal_register SET version = version + 1,
       token_cipher = (SELECT token_cipher FROM cabinet.fiscal_register WHERE register_id = $2) WHERE register_id = $1`,
    [one.registerId, other.registerId],
  );
  const asked = operator.seen.length;
  await expect(issueReceipt(one.deps)(one.ctx, bread(one))).rejects.toThrow();
  expect(operator.seen).toHaveLength(asked);

  const cipher = encryptOfdToken(one.tenantId, one.registerId, "123456789");
  expect(decryptOfdToken(one.tenantId, one.registerId, cipher)).toBe("123456789");
  expect(() => decryptOfdToken(one.tenantId, other.registerId, cipher)).toThrow();
  expect(() => decryptOfdToken(other.tenantId, one.registerId, cipher)).toThrow();
});
