import { createConnection } from "node:net";
import { FrameReader } from "@/lib/cpcr";
import type { Failpoint } from "../failpoint";
import { type Answer, type Expected, readAnswer } from "./answers";

export type Exchange = {
  readonly host: string;
  readonly port: number;
  /** The whole frame. Every try sends these very bytes. */
  readonly bytes: Uint8Array;
  readonly expected: Expected;
  /** One deadline for connecting, sending, waiting and all tries. */
  readonly totalMs: number;
  readonly signal: AbortSignal;
  /** Hears why a try brought no answer. */
  readonly onBroken?: (reason: string) => void;
};

export type Exchanged =
  | { readonly answered: true; readonly answer: Answer }
  | { readonly answered: false; readonly reason: string };

/** How the fiscalizer reaches an operator. */
export type Wire = {
  exchange(exchange: Exchange): Promise<Exchanged>;
  /** Whether asking this operator (`operatorOf`) would be answered at once that it is silent. A wire that cannot tell asks. */
  isSilent?(operator: string): boolean;
};

/** What an exchange hears of its connection. */
export type Ears = {
  opened(): void;
  received(piece: Uint8Array): void;
  /** Broken or closed from the other side. */
  ended(reason: string): void;
};

export type Connection = {
  /** `gone`: the bytes have left. */
  send(bytes: Uint8Array, gone?: () => void): void;
  close(): void;
};

/** Where connections and waiting come from: TCP and the machine's clock, or a simulation of both. */
export type Line = {
  connect(host: string, port: number, ears: Ears): Connection;
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls back later; what it answers takes the call back. */
  later(ms: number, call: () => void): () => void;
};

/** Between two tries inside one deadline. */
const RETRY_MS = 300;
/** «Temporarily unavailable» and «unknown error»: as no answer. */
const TRY_AGAIN = new Set([254, 255]);

type Heard = Answer | { readonly broken: string };

/** One connection, one question, one answer. It is closed when the deadline passes, whatever it is doing. */
function once(line: Line, exchange: Exchange, leftMs: number, failpoint: Failpoint): Promise<Heard> {
  return new Promise((resolve) => {
    const { bytes, expected } = exchange;
    const reader = new FrameReader();
    const finish = (heard: Heard) => {
      forget();
      exchange.signal.removeEventListener("abort", aborted);
      connection.close();
      resolve(heard);
    };
    const aborted = () => finish({ broken: "stopped" });
    const connection = line.connect(exchange.host, exchange.port, {
      opened() {
        if (!failpoint.isArmed("wire.first_byte")) return connection.send(bytes);
        connection.send(bytes.subarray(0, 1), () => {
          failpoint.pass("wire.first_byte");
          connection.send(bytes.subarray(1));
        });
      },
      received(piece) {
        reader.push(piece);
        const next = reader.next();
        if (!next.ok) return finish({ broken: next.error.code });
        if (next.value) finish(readAnswer(next.value, expected));
      },
      ended: (reason) => finish({ broken: reason }),
    });
    const forget = line.later(leftMs, () => finish({ broken: "deadline" }));
    exchange.signal.addEventListener("abort", aborted, { once: true });
  });
}

/** Waits, unless asked to stop. */
const pause = (line: Line, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      forget();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const forget = line.later(ms, end);
    signal.addEventListener("abort", end, { once: true });
  });

/** The wire over any line (ofd-protocol §1, §2.3). Knows no rules: what an answer means is the core's word. */
export const wireOver = (line: Line, failpoint: Failpoint): Wire => ({
  async exchange(exchange) {
    const deadline = line.now() + exchange.totalMs;
    for (;;) {
      const outcome = await once(line, exchange, Math.max(1, deadline - line.now()), failpoint);
      if (!("broken" in outcome) && !TRY_AGAIN.has(outcome.code)) {
        failpoint.pass("wire.answered");
        return { answered: true, answer: outcome };
      }
      const reason = "broken" in outcome ? outcome.broken : `code ${outcome.code}`;
      exchange.onBroken?.(reason);
      if (exchange.signal.aborted || deadline - line.now() <= RETRY_MS) return { answered: false, reason };
      await pause(line, RETRY_MS, exchange.signal);
    }
  },
});

/** TCP and the machine's clock. */
const tcpLine: Line = {
  connect(host, port, ears) {
    const socket = createConnection({ host, port, noDelay: true });
    socket.once("connect", () => ears.opened());
    socket.on("data", (piece) => ears.received(piece));
    socket.once("error", (error) => ears.ended("code" in error ? String(error.code) : error.name));
    socket.once("close", () => ears.ended("closed"));
    return { send: (bytes, gone) => void socket.write(bytes, gone), close: () => void socket.destroy() };
  },
  now: () => performance.now(),
  later(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** The wire over TCP. */
export const tcpWire = (failpoint: Failpoint): Wire => wireOver(tcpLine, failpoint);
