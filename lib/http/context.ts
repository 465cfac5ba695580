import "server-only";
import type { Ctx } from "@/lib/audit";
import type { Realm, Session } from "@/lib/auth";
import type { Locale } from "@/lib/i18n";
import { requestLocale } from "@/lib/i18n/server";
import type { RequestFacts } from "./request";

/** Where an action or route belongs; null is the street, open to anybody. */
export type Area = Realm | null;

/** What `run` gets first: who acts, for whom, in which language. On the street the tenant is empty and the session null. */
export type ActionCtx<A extends Area = Realm> = Ctx & {
  readonly session: A extends Realm ? Session : null;
  readonly locale: Locale;
  readonly from: RequestFacts;
};

/** Builds the context of a checked session, or of a visitor. */
export async function contextOf<A extends Area>(session: Session | null, from: RequestFacts): Promise<ActionCtx<A>> {
  return {
    tenantId: session?.tenantId ?? "",
    actor: session ? { kind: "account", id: session.accountId } : { kind: "visitor", id: null },
    actorName: session?.name ?? "",
    requestId: from.requestId,
    locale: await requestLocale(),
    from,
    session: session as ActionCtx<A>["session"], // cast: the caller checked it against the area
  };
}
