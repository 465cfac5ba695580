import { createServer, type Socket } from "node:net";
import { errorFacts, log } from "@/lib/config";
import { type Frame, FrameReader } from "@/lib/cpcr";
import { invariant } from "@/lib/kernel";
import type { Policy } from "../core/policy";
import { answerFrame, type Surroundings } from "./exchange";
import { TCP_LIMITS, type TcpLimits, turnstile } from "./limits";

/** What a message is answered with, piece by piece; null, or nothing at all, hangs up. */
export type Answerer = (frame: Frame, from: Surroundings) => AsyncIterable<Uint8Array | null>;

export type TcpOptions = Partial<TcpLimits> & {
  readonly host: string;
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly policy?: Policy;
  /** Another way to answer: the stand spoils what goes back. */
  readonly answer?: Answerer;
};

export type TcpServer = {
  readonly port: number;
  readonly connections: number;
  /** Takes nobody new, lets exchanges in hand finish, then lets go of everybody. */
  stop(): Promise<void>;
};

/** How long exchanges in hand may take once the end was asked for. */
const DRAIN_MS = 5_000;

/** Answers so many messages at once; writing an answer to a slow peer keeps no place. */
function answering(max: number): Answerer {
  const { pass } = turnstile(max);
  return async function* (frame, from) {
    yield await pass(() => answerFrame(frame, from));
  };
}

/** Everything that peers share. */
type House = {
  readonly limits: TcpLimits;
  readonly answer: Answerer;
  readonly policy: Policy | undefined;
  readonly perAddress: Map<string, number>;
  pendingBytes: number;
  isStopping: boolean;
};

/** One connection. */
class Peer {
  readonly socket: Socket;
  readonly address: string;
  readonly served: Promise<void>;
  isAnswering = false;
  readonly #house: House;
  readonly #reader: FrameReader;
  #deadline: NodeJS.Timeout | undefined;
  #pending = 0;

  constructor(socket: Socket, address: string, house: House) {
    this.socket = socket;
    this.address = address;
    this.#house = house;
    this.#reader = new FrameReader(house.limits.frameBytesMax);
    // A peer that waits for us is not idle; its deadline runs all the same.
    socket.setTimeout(house.limits.idleMs, () => this.isAnswering || socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      clearTimeout(this.#deadline);
      this.#note(0);
    });
    this.served = this.#serve().catch((thrown: unknown) => {
      // A peer that went away in the middle is its own affair; anything else is ours.
      if (!socket.destroyed) log("error", "operator.peer_failed", errorFacts(thrown));
      socket.destroy();
    });
  }

  /** Keeps the common sum of unfinished bytes. */
  #note(pending: number): void {
    this.#house.pendingBytes += pending - this.#pending;
    this.#pending = pending;
  }

  #cut(reason: string): void {
    log("warn", "operator.peer_cut", { reason });
    this.socket.destroy();
  }

  /** Answers the messages of one peer, one after the other, and reads no further while one is being answered. */
  async #serve(): Promise<void> {
    const { socket } = this;
    const house = this.#house;
    for await (const chunk of socket) {
      this.#deadline ??= setTimeout(() => this.#cut("message_too_slow"), house.limits.messageMs);
      this.#reader.push(chunk as Uint8Array); // cast: the socket has no encoding, so pieces are bytes
      for (;;) {
        const next = this.#reader.next();
        // Without a readable header there is nobody to answer: neither register nor request number is known.
        if (!next.ok) return this.#cut(next.error.code);
        this.#note(this.#reader.pendingBytes);
        if (!next.value) break;
        if (!(await this.#answer(next.value))) return void socket.destroy();
        clearTimeout(this.#deadline);
        this.#deadline = undefined;
        if (house.isStopping) return void socket.end();
      }
      if (house.pendingBytes > house.limits.pendingBytesMax) return this.#cut("too_much_unfinished");
    }
    socket.end();
  }

  /** Writes the answer and waits until the peer took it. False: there is none, or nobody takes it. */
  async #answer(frame: Frame): Promise<boolean> {
    const { socket } = this;
    const { answer, policy } = this.#house;
    this.isAnswering = true;
    let written = false;
    for await (const piece of answer(frame, { policy, address: this.address })) {
      if (piece === null) written = false;
      if (piece === null || socket.destroyed) break;
      await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
      written = true;
    }
    this.isAnswering = false;
    return written && !socket.destroyed;
  }
}

/** Counts a connection of an address; false where it has too many. */
function admit({ perAddress, limits }: House, address: string): boolean {
  const open = perAddress.get(address) ?? 0;
  if (open >= limits.connectionsPerAddressMax) return false;
  perAddress.set(address, open + 1);
  return true;
}

function release({ perAddress }: House, address: string): void {
  const left = (perAddress.get(address) ?? 1) - 1;
  if (left > 0) perAddress.set(address, left);
  else perAddress.delete(address);
}

/** Listens for registers. */
export async function startTcp(options: TcpOptions): Promise<TcpServer> {
  const { host, port, policy, answer, ...own } = options;
  const limits: TcpLimits = { ...TCP_LIMITS, ...own };
  const peers = new Set<Peer>();
  const house: House = {
    ...{ limits, policy, answer: answer ?? answering(limits.answersMax) },
    ...{ perAddress: new Map<string, number>(), pendingBytes: 0, isStopping: false },
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const address = socket.remoteAddress;
    if (address === undefined || !admit(house, address)) {
      log("warn", "operator.too_many_peers_of_an_address");
      socket.destroy();
      return;
    }
    const peer = new Peer(socket, address, house);
    peers.add(peer);
    socket.once("close", () => {
      release(house, address);
      peers.delete(peer);
    });
  });
  server.maxConnections = limits.connectionsMax;
  server.on("drop", () => log("warn", "operator.too_many_peers", { connectionsMax: limits.connectionsMax }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port, host, backlog: 1024 }, resolve);
  });
  const bound = server.address();
  invariant(typeof bound === "object" && bound !== null, "a listening server has an address");

  return {
    port: bound.port,
    get connections() {
      return peers.size;
    },
    async stop() {
      house.isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const busy = [...peers].filter(({ isAnswering }) => isAnswering);
      for (const { socket, isAnswering } of peers) if (!isAnswering) socket.destroy();
      const drained = Promise.allSettled(busy.map(({ served }) => served));
      const late = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS).unref());
      await Promise.race([drained, late]);
      for (const { socket } of peers) socket.destroySoon();
      await closed;
    },
  };
}
