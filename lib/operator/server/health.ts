import { createServer } from "node:http";
import { errorFacts, type Loopback, listenOnLoopback, log } from "@/lib/config";
import { link } from "@/lib/db";

/** Answers 200 while the process can reach its book, 503 while it cannot. */
export async function startHealth(port: number): Promise<Loopback> {
  const server = createServer(async (_, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { "content-type": "text/plain", "cache-control": "no-store" }).end(text);
    try {
      await link("system").pool.query("SELECT 1");
      answer(200, "ok\n");
    } catch (thrown) {
      log("warn", "operator.database_away", errorFacts(thrown));
      answer(503, "database\n");
    }
  });
  return listenOnLoopback(server, port);
}
