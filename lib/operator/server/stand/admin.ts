import { createServer } from "node:http";
import { bodyWithin, type Loopback, listenOnLoopback } from "@/lib/config";

const LINE_BYTES_MAX = 1_000;

/**
 * Takes the same lines over HTTP, for tests that drive the stand: `curl -d 'next lose-answer' http://127.0.0.1:7779`. Listens on
 * the loopback alone, and refuses what a browser would send from another page.
 */
export async function startAdmin(port: number, execute: (line: string) => Promise<string>): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
    if (request.method !== "POST" || request.headers.origin !== undefined) return answer(405, "POST one line");
    const body = await bodyWithin(request, LINE_BYTES_MAX);
    if (!body) return answer(413, "one line");
    const said = await execute(body.toString("utf8")).catch((thrown: unknown) => String(thrown));
    answer(200, said);
  });
  return listenOnLoopback(server, port);
}
