import type { IncomingMessage, Server } from "node:http";
import { invariant } from "@/lib/kernel";

/** A small HTTP server of a process of its own. */
export type Loopback = { readonly port: number; stop(): Promise<void> };

/** Lets a server listen on this machine alone. Port 0 asks the system for a free one. Stopping hangs up on whoever is there. */
export async function listenOnLoopback(server: Server, port: number): Promise<Loopback> {
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");
  return {
    port: address.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** The body of a request; null when it is longer than it may be. */
export async function bodyWithin(request: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > bytesMax) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
