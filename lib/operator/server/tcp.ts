import { createServer, type Socket } from "node:net";
import { errorFacts, log } from "@/lib/config";
import { FrameReader } from "@/lib/cpcr";
import { invariant } from "@/lib/kernel";
import { answerFrame } from "./exchange";

export type TcpOptions = {
  readonly host: string;
  /** 0 asks the system for a free one. */
  readonly port: number;
  /** How long one peer may stay, whatever it does: a slow one must not keep a place for ever. */
  readonly totalMs?: number;
  /** How long a peer may say nothing. */
  readonly idleMs?: number;
  readonly connectionsMax?: number;
};

export type TcpServer = {
  readonly port: number;
  /** Takes nobody new, lets exchanges in hand finish, then lets go of everybody. */
  stop(): Promise<void>;
};

const TOTAL_MS = 30_000;
const IDLE_MS = 10_000;
const CONNECTIONS_MAX = 512;
/** How long exchanges in hand may take once the end was asked for. */
const DRAIN_MS = 5_000;

type Peer = { readonly socket: Socket; served: Promise<void>; answering: boolean };

/** Answers the messages of one peer, one after the other, and reads no further while one is being answered. */
async function serve(peer: Peer, isStopping: () => boolean): Promise<void> {
  const { socket } = peer;
  const reader = new FrameReader();
  for await (const chunk of socket) {
    reader.push(chunk as Uint8Array); // cast: the socket has no encoding, so pieces are bytes
    for (;;) {
      const next = reader.next();
      if (!next.ok) {
        // Without a readable header there is nobody to answer: neither register nor request number is known.
        log("warn", "operator.not_a_message", { reason: next.error.code });
        socket.destroy();
        return;
      }
      if (!next.value) break;
      peer.answering = true;
      const answer = await answerFrame(next.value);
      peer.answering = false;
      if (socket.destroyed) return;
      socket.write(answer);
      if (isStopping()) {
        socket.end();
        return;
      }
    }
  }
  socket.end();
}

/** Listens for registers. */
export async function startTcp(options: TcpOptions): Promise<TcpServer> {
  const { totalMs = TOTAL_MS, idleMs = IDLE_MS, connectionsMax = CONNECTIONS_MAX } = options;
  const peers = new Set<Peer>();
  let stopping = false;

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const peer: Peer = { socket, served: Promise.resolve(), answering: false };
    peers.add(peer);
    const deadline = setTimeout(() => socket.destroy(), totalMs);
    // A peer that waits for us is not idle.
    socket.setTimeout(idleMs, () => peer.answering || socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      clearTimeout(deadline);
      peers.delete(peer);
    });
    peer.served = serve(peer, () => stopping).catch((thrown: unknown) => {
      // A peer that went away in the middle is its own affair; anything else is ours.
      if (!socket.destroyed) log("error", "operator.peer_failed", errorFacts(thrown));
      socket.destroy();
    });
  });
  server.maxConnections = connectionsMax;
  server.on("drop", () => log("warn", "operator.too_many_peers", { connectionsMax }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, options.host, resolve);
  });
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "a listening server has an address");

  return {
    port: address.port,
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const busy = [...peers].filter(({ answering }) => answering);
      for (const { socket, answering } of peers) if (!answering) socket.destroy();
      const drained = Promise.allSettled(busy.map(({ served }) => served));
      const late = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS).unref());
      await Promise.race([drained, late]);
      for (const { socket } of peers) socket.destroySoon();
      await closed;
    },
  };
}
