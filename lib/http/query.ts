import "server-only";
import type { Realm } from "@/lib/auth";
import { type ActionCtx, contextOf } from "./context";
import { requestFacts } from "./request";
import { type Need, requireSession } from "./session";

/** For pages: reads something for whoever is signed in and may see it. Others are led away as `requireSession` does. */
export async function query<T>(
  { realm, can }: { readonly realm: Realm; readonly can?: Need },
  run: (ctx: ActionCtx) => Promise<T>,
): Promise<T> {
  const session = await requireSession(realm, can);
  return run(await contextOf<Realm>(session, await requestFacts()));
}
