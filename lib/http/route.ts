import "server-only";
import { unstable_rethrow } from "next/navigation";
import { type NextRequest, NextResponse } from "next/server";
import { errorFacts, log, systemClock } from "@/lib/config";
import { type Coded, limits, type Result } from "@/lib/kernel";
import { type ActionCtx, type Area, contextOf } from "./context";
import { type HouseError, outcomeOf } from "./error-map";
import { lockPath, passwordPath, signInPath } from "./paths";
import { factsOf, REQUEST_ID_HEADER, type RequestFacts } from "./request";
import { isSameOrigin } from "./same-origin";
import { currentSession, mayDo, type Need } from "./session";
import { showRefusal } from "./show-refusal";

type RouteParams = Readonly<Record<string, string | readonly string[] | undefined>>;

type RouteOptions<A extends Area> = {
  readonly realm: A;
  readonly can?: Need;
  readonly bodyBytesMax?: number;
  /** A refusal answers as JSON with the status of its code. */
  readonly run: (
    ctx: ActionCtx<A>,
    request: NextRequest,
    params: RouteParams,
  ) => Promise<Response | Result<Response, HouseError>>;
};

const READS = ["GET", "HEAD"];

const POLICY_HEADER = "content-security-policy";
/** For whatever a handler sends without saying more: data, never a page. */
const NOTHING_ALLOWED = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** A person who follows a link sees a page; a program gets a status. */
const isNavigation = (request: NextRequest): boolean =>
  request.method === "GET" && (request.headers.get("accept") ?? "").includes("text/html");

function refusal(error: Coded, from: RequestFacts): Response {
  const outcome = outcomeOf(error.code);
  const shown = showRefusal(error, outcome.status === 500 ? from.requestId : undefined);
  return NextResponse.json(
    { error: shown },
    { status: outcome.status, headers: { "cache-control": "no-store", "x-content-type-options": "nosniff" } },
  );
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

/**
 * Makes a route handler: asks who calls and whether a change comes from a page of ours before anything is read, maps refusals by
 * the one table, and turns a bug into a 500 with the number of the request.
 */
export function route<A extends Area>(options: RouteOptions<A>) {
  return async (
    request: NextRequest,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    const started = systemClock.now().getTime();
    const from = factsOf(request.headers);
    const answer = async (): Promise<Response> => {
      if (!READS.includes(request.method) && !isSameOrigin(request.headers))
        return refusal({ code: "forbidden" }, from);
      if (Number(request.headers.get("content-length") ?? 0) > (options.bodyBytesMax ?? limits.requestBodyBytes))
        return refusal({ code: "too_large" }, from);
      const session = options.realm === null ? null : await currentSession(options.realm);
      if (options.realm !== null) {
        const path = request.nextUrl.pathname + request.nextUrl.search;
        if (!session)
          return isNavigation(request)
            ? seeOther(signInPath(options.realm, path))
            : refusal({ code: "signed_out" }, from);
        if (session.mustChangePassword && options.can !== "any")
          return isNavigation(request)
            ? seeOther(passwordPath(options.realm))
            : refusal({ code: "auth.must_change_password" }, from);
        if (session.locked && options.can !== "any")
          return isNavigation(request) ? seeOther(lockPath(path)) : refusal({ code: "auth.locked" }, from);
        if (!mayDo(session, options.can)) return refusal({ code: "not_found" }, from);
      }
      const result = await options.run(await contextOf<A>(session, from), request, await context.params);
      if (result instanceof Response) return result;
      return result.ok ? result.value : refusal(result.error, from);
    };
    let response: Response;
    let bug = {};
    try {
      response = await answer();
    } catch (thrown) {
      unstable_rethrow(thrown);
      bug = errorFacts(thrown);
      response = refusal({ code: "internal" }, from);
    }
    log(response.status >= 500 ? "error" : "info", "route", {
      method: request.method,
      path: request.nextUrl.pathname,
      realm: options.realm,
      status: response.status,
      ms: systemClock.now().getTime() - started,
      requestId: from.requestId,
      ...bug,
    });
    response.headers.set(REQUEST_ID_HEADER, from.requestId);
    if (!response.headers.has(POLICY_HEADER)) response.headers.set(POLICY_HEADER, NOTHING_ALLOWED);
    return response;
  };
}
