import { readiness } from "@/lib/http/health";

export const dynamic = "force-dynamic";

/** Requests may be sent to this process. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
