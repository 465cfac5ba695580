import { type NextRequest, NextResponse } from "next/server";
import { env, systemClock, systemRandomness } from "@/lib/config";
import { contentSecurityPolicy, fixedHeaders } from "@/lib/http/headers";
import { newId } from "@/lib/kernel";

// Gives every request its number and every answer its headers. Nothing about access is decided here: whoever gets around this file
// (that has happened to Next more than once) meets the same checks in the page, action or route itself.

const DEVELOPMENT = process.env.NODE_ENV === "development";
/** Written into this file when it is built; see next.config. */
const ROUTE_HANDLERS = new RegExp(process.env.ROUTE_HANDLERS ?? "^$");
const NONCE_BYTES = 16;

export function proxy(request: NextRequest): NextResponse {
  const settings = env();
  const nonce = Buffer.from(systemRandomness.bytes(NONCE_BYTES)).toString("base64");
  const policy = contentSecurityPolicy(nonce, settings, DEVELOPMENT);
  const requestId = newId(systemClock, systemRandomness);

  const onwards = new Headers(request.headers);
  onwards.set("x-nonce", nonce);
  onwards.set("content-security-policy", policy);
  onwards.set("x-request-id", requestId);
  onwards.set("x-path", request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers: onwards } });
  if (!ROUTE_HANDLERS.test(request.nextUrl.pathname)) response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(fixedHeaders(settings))) response.headers.set(name, value);
  return response;
}

export const config = {
  // Built files carry no data and are the same for everybody; their headers stand in next.config.
  matcher: "/((?!_next/static/|_next/image).*)",
};
