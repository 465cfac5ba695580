import { createServer } from "node:http";
import { invariant } from "@/lib/kernel";

export type Health = { readonly port: number; stop(): Promise<void> };

/** `/healthz` answers 200 while the process lives, `/readyz` while it can do its work. Port 0 asks the system for a free one. */
export async function startHealth(port: number, ready: () => Promise<boolean>): Promise<Health> {
  const server = createServer(async (request, response) => {
    const fine = request.url !== "/readyz" || (await ready().catch(() => false)); // what fails is not ready
    response.writeHead(fine ? 200 : 503, { "content-type": "text/plain" }).end(fine ? "ok\n" : "not ready\n");
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
