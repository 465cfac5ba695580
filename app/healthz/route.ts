export const dynamic = "force-dynamic";

/** The process lives and answers; says nothing about the database. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
}
