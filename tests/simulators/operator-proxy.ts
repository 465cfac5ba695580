import { createConnection, createServer, type Socket } from "node:net";
import { type CpcrRequest, decodeRequest, encodeFrame, encodeResponse, type Frame, FrameReader } from "@/lib/cpcr";

/** After how many bytes of an answer something happens to it. */
export type Place = number | "half" | "all but one";

/** How the way to the operator may fail. */
export type Fault =
  /** Nobody answers the call: connections are torn down at once. */
  | { readonly kind: "unreachable" }
  /** The call is taken and nothing is ever read or answered. */
  | { readonly kind: "black_hole" }
  /** The operator gets the message and books it, the answer is lost. */
  | { readonly kind: "lose_answer" }
  /** The operator books, so many bytes of its answer come, then the connection is reset. */
  | { readonly kind: "cut"; readonly at: Place }
  /** So many bytes of the message reach the operator, then both connections are reset. */
  | { readonly kind: "cut_message"; readonly at: Place }
  /** The message is taken and never reaches the operator; no answer comes. */
  | { readonly kind: "swallow" }
  /** The operator is not asked; its answer would have been this code. */
  | { readonly kind: "refuse"; readonly code: number; readonly text?: string }
  /** The answer comes in pieces, so many bytes at a time, with a pause between them. */
  | { readonly kind: "fragment"; readonly bytes: number; readonly everyMs?: number }
  /** The answer comes in two pieces, parted at this byte. */
  | { readonly kind: "slice"; readonly at: number }
  /** The answer comes so much later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The answer waits until `letGo`. */
  | { readonly kind: "hold" }
  /** The answer comes twice, in one piece. */
  | { readonly kind: "double" }
  /** The answer comes changed. */
  | { readonly kind: "change"; readonly change: (answer: Uint8Array) => Uint8Array }
  /** The answer to the message before comes instead. */
  | { readonly kind: "previous" }
  /** The answer waits for another register's, and each gets the other's. */
  | { readonly kind: "swap" };

export type SeenMessage = {
  readonly frame: Frame;
  readonly request: CpcrRequest | null;
  readonly fault: Fault["kind"] | null;
  readonly at: number;
};

export type OperatorProxy = {
  readonly port: number;
  /** Every message that came, with what was done to it. */
  readonly seen: readonly SeenMessage[];
  /** From now on every message meets this fault; null heals. */
  setFault(fault: Fault | null): void;
  /** From now on every message meets what is drawn for it. */
  drawFaults(draw: ((message: Pick<SeenMessage, "frame" | "request">) => Fault | null) | null): void;
  /** The next messages meet these faults, one each, before the lasting one. */
  failNext(...faults: readonly Fault[]): void;
  /** Answers that were held go on their way. */
  letGo(): void;
  /** Connections of registers that are open now. */
  open(): number;
  stop(): Promise<void>;
};

const placeIn = (bytes: Uint8Array, at: Place): number => {
  if (at === "half") return Math.floor(bytes.length / 2);
  return at === "all but one" ? bytes.length - 1 : Math.min(at, bytes.length);
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function exchange(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = createConnection({ port, host: "127.0.0.1" }, () => socket.end(bytes));
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(pieces)));
  });
}

/** Sends a part of a message and tears the connection down. */
function sendPart(port: number, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" }, () =>
      socket.write(bytes, () => socket.resetAndDestroy()),
    );
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve());
  });
}

async function deliverPieces(client: Socket, pieces: readonly Uint8Array[], everyMs: number): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (client.destroyed) return;
    client.write(piece);
    if (index < pieces.length - 1) await (everyMs > 0 ? wait(everyMs) : new Promise((done) => setImmediate(done)));
  }
}

const piecesOf = (bytes: Uint8Array, step: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) =>
    bytes.subarray(index * step, (index + 1) * step),
  );

/** What is done to answers that came, and the memory that some faults need. */
class Spoiler {
  #held: (() => void)[] = [];
  #previous: Uint8Array | null = null;
  #waiting: { readonly client: Socket; readonly answer: Uint8Array; readonly deviceId: number } | null = null;

  letGo(): void {
    for (const go of this.#held.splice(0)) go();
  }

  async deliver(client: Socket, answer: Uint8Array, deviceId: number, fault: Fault | null): Promise<void> {
    const before = this.#previous;
    this.#previous = answer;
    switch (fault?.kind) {
      case "lose_answer":
        return void client.destroy();
      case "cut":
        return void client.write(answer.subarray(0, placeIn(answer, fault.at)), () => client.resetAndDestroy());
      case "delay":
        await wait(fault.ms);
        break;
      case "hold":
        await new Promise<void>((go) => this.#held.push(go));
        break;
      case "fragment":
        return deliverPieces(client, piecesOf(answer, fault.bytes), fault.everyMs ?? 0);
      case "slice":
        return deliverPieces(client, [answer.subarray(0, fault.at), answer.subarray(fault.at)], 1);
      case "double":
        return deliverPieces(client, [Buffer.concat([answer, answer])], 0);
      case "change":
        return deliverPieces(client, [fault.change(answer)], 0);
      case "previous":
        return deliverPieces(client, [before ?? answer], 0);
      case "swap":
        return this.#swap(client, answer, deviceId);
    }
    if (!client.destroyed) client.write(answer);
  }

  #swap(client: Socket, answer: Uint8Array, deviceId: number): void {
    const other = this.#waiting;
    if (!other || other.deviceId === deviceId || other.client.destroyed) {
      this.#waiting = { client, answer, deviceId };
      return;
    }
    this.#waiting = null;
    other.client.write(answer);
    if (!client.destroyed) client.write(other.answer);
  }
}

type Draw = (message: Pick<SeenMessage, "frame" | "request">) => Fault | null;

/** What all connections share. */
type Way = {
  readonly operatorPort: () => number;
  readonly next: Fault[];
  readonly seen: SeenMessage[];
  readonly spoiler: Spoiler;
  lasting: Draw;
};

/** Takes one message to the operator and its answer back, as far as the fault allows. */
async function pass(client: Socket, frame: Frame, way: Way): Promise<void> {
  const { operatorPort, seen, spoiler } = way;
  const read = decodeRequest(frame.body);
  const request = read.ok ? read.value : null;
  const fault = way.next.shift() ?? way.lasting({ frame, request });
  seen.push({ frame, request, fault: fault?.kind ?? null, at: performance.now() });
  if (fault?.kind === "unreachable") return void client.destroy();
  if (fault?.kind === "swallow" || fault?.kind === "black_hole") return;
  if (fault?.kind === "refuse") {
    const result = { result_code: fault.code, result_text: fault.text ?? "test" };
    const body = encodeResponse({ command: request?.command ?? "COMMAND_SYSTEM", result });
    return void client.write(encodeFrame({ ...frame, body }));
  }
  const message = encodeFrame(frame);
  if (fault?.kind === "cut_message") {
    await sendPart(operatorPort(), message.subarray(0, placeIn(message, fault.at)));
    return void client.resetAndDestroy();
  }
  await spoiler.deliver(client, await exchange(operatorPort(), message), frame.deviceId, fault);
}

/** Stands between registers and the operator and spoils what it is told to spoil. */
export async function startProxy(operator: number | (() => number)): Promise<OperatorProxy> {
  const operatorPort = typeof operator === "number" ? () => operator : operator;
  let door: "open" | "away" | "black_hole" = "open";
  const next: Fault[] = [];
  const seen: SeenMessage[] = [];
  const clients = new Set<Socket>();
  /** Nothing is read of these, so their end is not noticed either. */
  const unread = new Set<Socket>();
  const spoiler = new Spoiler();
  const way: Way = { operatorPort, next, seen, spoiler, lasting: () => null };

  const server = createServer({ allowHalfOpen: true }, (client) => {
    clients.add(client);
    client.on("error", () => client.destroy());
    client.on("close", () => clients.delete(client));
    if (door === "away" && next.length === 0) return void client.destroy();
    if (door === "black_hole" && next.length === 0) {
      unread.add(client);
      return void client.pause();
    }
    const reader = new FrameReader();
    let passing = Promise.resolve();
    client.on("data", (piece) => {
      reader.push(piece);
      const message = reader.next();
      if (!message.ok) return void client.destroy();
      const frame = message.value;
      if (frame) passing = passing.then(() => pass(client, frame, way)).catch(() => void client.destroy());
    });
    client.on("end", () => passing.then(() => client.end()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a listening server has an address");

  const openDoor = (to: typeof door) => {
    door = to;
    for (const client of unread) client.destroy();
    unread.clear();
  };

  return {
    port: address.port,
    seen,
    setFault(fault) {
      openDoor(fault?.kind === "unreachable" ? "away" : fault?.kind === "black_hole" ? "black_hole" : "open");
      way.lasting = () => fault;
    },
    drawFaults(draw) {
      openDoor("open");
      way.lasting = draw ?? (() => null);
    },
    failNext(...faults) {
      next.push(...faults);
    },
    letGo: () => spoiler.letGo(),
    open: () => clients.size,
    async stop() {
      spoiler.letGo();
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
