import { createConnection, createServer, type Socket } from "node:net";
import { type CpcrRequest, decodeRequest, encodeFrame, encodeResponse, type Frame, FrameReader } from "@/lib/cpcr";

/** How the way to the operator may fail. */
export type Fault =
  /** Nobody answers the call: connections are torn down at once. */
  | { readonly kind: "unreachable" }
  /** The operator gets the message and books it, the answer is lost. */
  | { readonly kind: "lose_answer" }
  /** The message is taken and never reaches the operator; no answer comes. */
  | { readonly kind: "swallow" }
  /** The operator is not asked; its answer would have been this code. */
  | { readonly kind: "refuse"; readonly code: number; readonly text?: string }
  /** The answer comes in pieces, so many bytes at a time. */
  | { readonly kind: "fragment"; readonly bytes: number }
  /** The answer comes so much later. */
  | { readonly kind: "delay"; readonly ms: number };

export type SeenMessage = {
  readonly frame: Frame;
  readonly request: CpcrRequest | null;
  readonly fault: Fault["kind"] | null;
};

export type OperatorProxy = {
  readonly port: number;
  /** Every message that came, with what was done to it. */
  readonly seen: readonly SeenMessage[];
  /** From now on every message meets this fault; null heals. */
  setFault(fault: Fault | null): void;
  /** The next messages meet these faults, one each, before the lasting one. */
  failNext(...faults: readonly Fault[]): void;
  stop(): Promise<void>;
};

function exchange(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = createConnection({ port, host: "127.0.0.1" }, () => socket.end(bytes));
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(pieces)));
  });
}

async function deliver(client: Socket, answer: Uint8Array, fault: Fault | null): Promise<void> {
  if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const step = fault?.kind === "fragment" ? fault.bytes : answer.length;
  for (let at = 0; at < answer.length; at += step) {
    if (client.destroyed) return;
    client.write(answer.subarray(at, at + step));
    if (step < answer.length) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Stands between registers and the operator and spoils what it is told to spoil. */
export async function startProxy(operatorPort: number): Promise<OperatorProxy> {
  let lasting: Fault | null = null;
  const next: Fault[] = [];
  const seen: SeenMessage[] = [];
  const clients = new Set<Socket>();

  async function pass(client: Socket, frame: Frame): Promise<void> {
    const fault = next.shift() ?? lasting;
    const read = decodeRequest(frame.body);
    const request = read.ok ? read.value : null;
    seen.push({ frame, request, fault: fault?.kind ?? null });
    if (fault?.kind === "unreachable") return void client.destroy();
    if (fault?.kind === "swallow") return;
    if (fault?.kind === "refuse") {
      const result = { result_code: fault.code, result_text: fault.text ?? "test" };
      const body = encodeResponse({ command: request?.command ?? "COMMAND_SYSTEM", result });
      return deliver(client, encodeFrame({ ...frame, body }), null);
    }
    const answer = await exchange(operatorPort, encodeFrame(frame));
    if (fault?.kind === "lose_answer") return void client.destroy();
    await deliver(client, answer, fault);
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    clients.add(client);
    client.on("error", () => client.destroy());
    client.on("close", () => clients.delete(client));
    if (lasting?.kind === "unreachable" && next.length === 0) return void client.destroy();
    const reader = new FrameReader();
    let passing = Promise.resolve();
    client.on("data", (piece) => {
      reader.push(piece);
      const message = reader.next();
      if (!message.ok) return void client.destroy();
      const frame = message.value;
      if (frame) passing = passing.then(() => pass(client, frame)).catch(() => void client.destroy());
    });
    client.on("end", () => passing.then(() => client.end()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a listening server has an address");

  return {
    port: address.port,
    seen,
    setFault(fault) {
      lasting = fault;
    },
    failNext(...faults) {
      next.push(...faults);
    },
    async stop() {
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
