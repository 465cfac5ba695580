import { expect, test } from "vitest";
import { link, withTenant } from "@/lib/db";
import { givenShop } from "../support/fiscal";

test("many relations of one row, read in a transaction, reach the connection one after another", async () => {
  const warnings: string[] = [];
  process.on("warning", ({ message }) => warnings.push(message));
  const { tenantId } = await givenShop(() => 1);
  const found = await withTenant(tenantId, (tx) =>
    tx.register.findMany({
      include: { blocks: true, cards: true, cashiers: { include: { cashier: true } }, fiscal: true },
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(found).toHaveLength(1);
  expect(found[0]?.cashiers).toMatchObject([{ cashier: { name: "Сейтова А. Б." } }]);
  expect(warnings.filter((message) => message.includes("already executing"))).toEqual([]);
});

test("a statement that failed lets the next one through", async () => {
  const client = await link("app").pool.connect();
  const [bad, good] = await Promise.allSettled([client.query("SELECT nothing"), client.query("SELECT 1 AS one")]);
  client.release();
  expect(bad.status).toBe("rejected");
  expect(good).toMatchObject({ status: "fulfilled", value: { rows: [{ one: 1 }] } });
});
