import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { isRealm } from "@/lib/auth";
import { authOptions } from "./next-auth";
import { isSameOrigin } from "./same-origin";

type Context = { params: Promise<{ nextauth: string[] }> };

const nothing = (status: 403 | 404): Response =>
  new Response(null, { status, headers: { "cache-control": "no-store" } });

/**
 * next-auth for all realms in one handler: `/api/auth/<realm>/<action>`. The realm chooses cookies, provider and limits of the
 * request; a realm that we do not have is not found.
 */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const [realm, ...nextauth] = (await context.params).nextauth;
  if (!isRealm(realm)) return nothing(404);
  if (request.method === "POST" && !isSameOrigin(request.headers)) return nothing(403);
  // next-auth takes the request for one of the pages router unless its context has parameters, so they are always there.
  return NextAuth(request, { params: Promise.resolve({ nextauth }) }, authOptions(realm)) as Promise<Response>; // cast: its types know the pages router alone
}

export { handle as GET, handle as POST };
