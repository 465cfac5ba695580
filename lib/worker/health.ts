import { createServer } from "node:http";
import { invariant } from "@/lib/kernel";

/** Answers 200 while the process lives. Port 0 asks the system for a free one. */
export async function startHealth(port: number): Promise<{ port: number }> {
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("ok\n"));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");
  return { port: address.port };
}
