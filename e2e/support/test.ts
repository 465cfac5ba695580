import { test as base, type Page } from "@playwright/test";
import type pg from "pg";
import { type Presence, readPresence } from "../../lib/supervisor/presence";
import { withConnection } from "../../tests/support/server";
import { seriousFindings } from "./axe";
import { expect } from "./expect";

/** The running product, as every journey sees it. */
export type Running = {
  readonly presence: Presence;
  /** Where people go. */
  readonly origin: string;
  /** Reads the database, to assert on what is really there; nothing else. */
  look<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
};

function running(): Running {
  const presence = readPresence(process.env.TIYN_PRODUCT ?? "");
  const origin = presence?.addresses.Web;
  if (!presence || !origin)
    throw new Error("the product does not run: start journeys through e2e/playwright.config.ts");
  return {
    ...{ presence, origin },
    look: (sql, values = []) =>
      withConnection(presence.databaseUrl, async (client) => (await client.query(sql, [...values])).rows),
  };
}

/** The test of all journeys: knows the product, and fails on any script error or broken content policy of its pages. */
export const test = base.extend<{ product: Running; quietPages: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  product: async ({}, use) => use(running()),
  baseURL: async ({ product }, use) => use(product.origin),
  quietPages: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("weberror", (error) => complaints.push(String(error.error())));
      context.on("console", (message) => {
        if (/Content.Security.Policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      await use(undefined);
      expect(complaints, "pages run without script errors and within their content policy").toEqual([]);
    },
    { auto: true },
  ],
});

/** Fails on what shuts people out: findings of axe that are serious or worse. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
}

export { expect };
