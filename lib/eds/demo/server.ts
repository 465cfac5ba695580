import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { errorFacts, log } from "@/lib/config";
import { type Clock, newId, type Randomness } from "@/lib/kernel";
import type { DemoAuthority } from "./authority";
import { Desk, type Fault, type Robot } from "./desk";
import { respond } from "./pages";
import { GREETING, hear } from "./protocol";
import type { ServiceState } from "./services";

export type StandInOptions = {
  readonly port: number;
  readonly authority: DemoAuthority;
  /** Origins whose pages may ask, beside pages of this machine. */
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly randomness: Randomness;
};

export type StandIn = {
  readonly port: number;
  /** For the page: `ws://127.0.0.1:port/`. */
  readonly url: string;
  /** For the person: the small window. */
  readonly windowUrl: string;
  readonly origin: string;
  readonly authority: DemoAuthority;
  /** For tests: decides in place of a person; null gives the choice back. */
  setRobot(robot: Robot | null): void;
  /** Tells the program what to do wrong with the next call. */
  misbehave(fault: Fault): void;
  /** For tests: how revocation lists are served. */
  setLists(state: ServiceState): void;
  /** For tests: how questions about single certificates are answered. */
  setOcsp(state: ServiceState): void;
  /** How many calls for signatures came. */
  calls(): number;
  stop(): Promise<void>;
};

const MESSAGE_BYTES_MAX = 24 * 1024 * 1024;
/** A window that reloads is away for a moment; one that stays away was closed, which is a refusal. */
const CLOSED_AFTER_MS = 1_500;

/** Starts the stand-in for NCALayer: its socket, its small window and the authority's revocation lists, on one port. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const desk = new Desk(options.authority, options.clock);
  const key = randomBytes(24).toString("base64url");
  const state: { lists: ServiceState; ocsp: ServiceState } = { lists: "fresh", ocsp: "fresh" };
  const server = createServer((request, response) => {
    respond({ request, response, desk, key, state, windowGone }).catch((thrown: unknown) => {
      log("error", "ncalayer.request_failed", errorFacts(thrown));
      response.destroy();
    });
  });
  const port = await listen(server, options.port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (!mayAsk(request, options.origins, port))
      return socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (page) => serve(page, request));
  });

  function serve(page: WebSocket, request: IncomingMessage): void {
    const channel = channelOf(request);
    const mine = new Set<string>();
    const isOld = desk.isTold("old");
    if (!desk.isTold("silence")) page.send(GREETING);
    page.on("error", () => page.terminate());
    page.on("message", (data, isBinary) => {
      const heard = isBinary ? null : hear(data.toString(), isOld);
      if (!heard) return page.close(1003);
      if ("answer" in heard) return page.send(heard.answer);
      const id = newId(options.clock, options.randomness);
      mine.add(id);
      const answer = (frame: string) => page.readyState === page.OPEN && page.send(frame);
      desk.take(channel, {
        id,
        origin: request.headers.origin ?? null,
        call: heard.sign,
        answer,
        hangUp: () => page.terminate(),
      });
    });
    page.on("close", () => {
      for (const id of mine) desk.drop(channel, id);
    });
  }

  /** Closing the window refuses what it showed. */
  function windowGone(channel: string, shownId: string | null): void {
    if (!shownId) return;
    setTimeout(() => {
      if (!desk.isWatched(channel)) desk.cancel(channel, shownId);
    }, CLOSED_AFTER_MS).unref();
  }

  const origin = `http://127.0.0.1:${port}`;
  return {
    ...{ port, origin, url: `ws://127.0.0.1:${port}/`, windowUrl: `${origin}/window`, authority: options.authority },
    setRobot: (robot) => desk.setRobot(robot),
    misbehave: (fault) => desk.misbehave("", fault),
    setLists: (lists) => {
      state.lists = lists;
    },
    setOcsp: (ocsp) => {
      state.ocsp = ocsp;
    },
    calls: () => desk.calls,
    async stop() {
      for (const page of sockets.clients) page.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)); // cast: a TCP server
  });
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Pages of the portal and of this machine may ask, and programs, which send no origin. Others do not even get in. */
function mayAsk(request: IncomingMessage, origins: readonly string[], port: number): boolean {
  const { origin, host } = request.headers;
  const addressed = host === `127.0.0.1:${port}` || host === `localhost:${port}`;
  return addressed && (origin === undefined || LOOPBACK.test(origin) || origins.includes(origin));
}

/** The word that joins a page with its window. */
function channelOf(request: IncomingMessage): string {
  const channel = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("channel") ?? "";
  return /^[A-Za-z0-9_-]{0,64}$/.test(channel) ? channel : "";
}
