import { createServer } from "node:http";
import { type Loopback, listenOnLoopback } from "@/lib/config";

/** `/healthz` answers 200 while the process lives, `/readyz` while it can do its work. Port 0 asks the system for a free one. */
export async function startHealth(port: number, ready: () => Promise<boolean>): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    const fine = request.url !== "/readyz" || (await ready().catch(() => false)); // what fails is not ready
    response.writeHead(fine ? 200 : 503, { "content-type": "text/plain" }).end(fine ? "ok\n" : "not ready\n");
  });
  return listenOnLoopback(server, port);
}
