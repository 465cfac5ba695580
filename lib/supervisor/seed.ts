import { seedStaff } from "@/lib/operator";
import { seedDemo } from "@/lib/orgs";
import type { DemoAccount } from "./demo-accounts";

/** Fills the demo with what a visitor needs to begin with. Safe to run at every start. Answers the accounts to sign in with. */
export const seed = async (): Promise<readonly DemoAccount[]> => [...(await seedDemo()), ...(await seedStaff())];
