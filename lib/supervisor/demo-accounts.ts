import pg from "pg";
import { connectionOf } from "@/lib/db";

/** An account that everybody may sign in with: which password, where. */
export type DemoAccount = {
  readonly who: string;
  readonly realm: string;
  readonly login: string;
  readonly password: string;
};

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOf("owner"));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Remembers that these accounts are the demo's, so that production can refuse them by name. */
export async function rememberDemoAccounts(accounts: readonly DemoAccount[]): Promise<void> {
  await asOwner(async (client) => {
    for (const { realm, login } of accounts)
      await client.query("INSERT INTO common.demo_account VALUES ($1, lower($2), now()) ON CONFLICT DO NOTHING", [
        realm,
        login,
      ]);
  });
}

/** The logins of the demo's accounts in this database. */
export async function demoAccounts(): Promise<string[]> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ login: string }>("SELECT DISTINCT login FROM common.demo_account ORDER BY 1");
    return rows.map(({ login }) => login);
  });
}
