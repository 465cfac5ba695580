import { createServer } from "node:http";
import { invariant } from "@/lib/kernel";

const LINE_BYTES_MAX = 1_000;

/**
 * Takes the same lines over HTTP, for tests that drive the stand: `curl -d 'next lose-answer' http://127.0.0.1:7779`. Listens on
 * the loopback alone, and refuses what a browser would send from another page.
 */
export async function startAdmin(
  port: number,
  execute: (line: string) => Promise<string>,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
    if (request.method !== "POST" || request.headers.origin !== undefined) return answer(405, "POST one line");
    const pieces: Buffer[] = [];
    for await (const piece of request) {
      pieces.push(piece);
      if (pieces.reduce((sum, { length }) => sum + length, 0) > LINE_BYTES_MAX) return answer(413, "one line");
    }
    const said = await execute(Buffer.concat(pieces).toString("utf8")).catch((thrown: unknown) => String(thrown));
    answer(200, said);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");
  return {
    port: address.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
