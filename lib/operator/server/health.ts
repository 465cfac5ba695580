import { createServer } from "node:http";
import { errorFacts, log } from "@/lib/config";
import { link } from "@/lib/db";
import { invariant } from "@/lib/kernel";

/** Answers 200 while the process can reach its book, 503 while it cannot. */
export async function startHealth(port: number): Promise<{ readonly port: number; stop(): Promise<void> }> {
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
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");
  return {
    port: address.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
