import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { env, errorFacts, log } from "@/lib/config";
import { ADDRESS_HEADER, clientAddress } from "@/lib/http/address";

// The web process: Next's own server, started in this very process (its command line would put another one in between, which
// outlives a killed parent), plus the three things Next does not do: it tells the keeper when it answers, it ends when the keeper
// is gone, and it notes whose address a request has before anybody can read what the client says about that.

const { WEB_HOST, WEB_PORT, TRUSTED_PROXIES } = env();
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");

subscribe("http.server.request.start", (message) => {
  const { headers, socket } = (message as { request: IncomingMessage }).request; // cast: what this channel carries
  const forwarded = headers["x-forwarded-for"];
  headers[ADDRESS_HEADER] = clientAddress(socket.remoteAddress, forwarded?.toString(), TRUSTED_PROXIES);
});

process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.argv = [process.execPath, next, "start", "-p", String(WEB_PORT), "-H", WEB_HOST];

// "Every address" is one to listen on, not one to ask at.
const host = WEB_HOST === "0.0.0.0" || WEB_HOST === "::" ? "127.0.0.1" : WEB_HOST;

async function tellWhenReady(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://${host}:${WEB_PORT}/readyz`).catch(() => undefined); // not listening yet
    if (answer?.ok) break;
    await pause(50);
  }
  process.send?.({ ready: true, port: WEB_PORT });
  log("info", "web.ready", { port: WEB_PORT });
}

await import(pathToFileURL(next).href);
tellWhenReady().catch((thrown: unknown) => {
  log("error", "web.not_ready", errorFacts(thrown));
  process.exit(1);
});
