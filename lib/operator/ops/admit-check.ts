import { createHash } from "node:crypto";
import { call } from "@/lib/db";

/** Receipts are looked up by hand and by phone; nobody looks up more in a minute. */
const VISITS_MAX = 30;

/** Counts a visit of the public check page; false once an address asks too often. */
export const admitCheck = (address: string): Promise<boolean> =>
  call<boolean>("system", "operator.check_admitted", [createHash("sha256").update(address).digest(), VISITS_MAX]);
