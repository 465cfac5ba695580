import { createConnection } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
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
};

export type Exchanged =
  | { readonly answered: true; readonly answer: Answer }
  | { readonly answered: false; readonly reason: string };

/** How the fiscalizer reaches an operator. */
export type Wire = { exchange(exchange: Exchange): Promise<Exchanged> };

/** Between two tries inside one deadline. */
const RETRY_MS = 300;
/** «Temporarily unavailable» and «unknown error»: as no answer. */
const TRY_AGAIN = new Set([254, 255]);

/** One connection, one question, one answer. The socket is closed when the deadline passes, whatever it is doing. */
function once(exchange: Exchange, leftMs: number, failpoint: Failpoint): Promise<Answer | { readonly broken: string }> {
  return new Promise((resolve) => {
    const { bytes, expected } = exchange;
    const reader = new FrameReader();
    const socket = createConnection({ host: exchange.host, port: exchange.port, noDelay: true });
    const finish = (outcome: Answer | { readonly broken: string }) => {
      clearTimeout(timer);
      exchange.signal.removeEventListener("abort", aborted);
      socket.destroy();
      resolve(outcome);
    };
    const aborted = () => finish({ broken: "stopped" });
    const timer = setTimeout(() => finish({ broken: "deadline" }), leftMs);
    exchange.signal.addEventListener("abort", aborted, { once: true });
    socket.once("connect", () => {
      if (!failpoint.isArmed("wire.first_byte")) return void socket.write(bytes);
      socket.write(bytes.subarray(0, 1), () => {
        failpoint.pass("wire.first_byte");
        socket.write(bytes.subarray(1));
      });
    });
    socket.on("data", (piece) => {
      reader.push(piece);
      const next = reader.next();
      if (!next.ok) return finish({ broken: next.error.code });
      if (next.value) finish(readAnswer(next.value, expected));
    });
    socket.once("error", (error) => finish({ broken: "code" in error ? String(error.code) : error.name }));
    socket.once("close", () => finish({ broken: "closed" }));
  });
}

/** The wire over TCP (ofd-protocol §1, §2.3). Knows no rules: what an answer means is the core's word. */
export const tcpWire = (failpoint: Failpoint): Wire => ({
  async exchange(exchange) {
    const deadline = performance.now() + exchange.totalMs;
    for (;;) {
      const leftMs = deadline - performance.now();
      const outcome = await once(exchange, Math.max(1, leftMs), failpoint);
      if (!("broken" in outcome) && !TRY_AGAIN.has(outcome.code)) {
        failpoint.pass("wire.answered");
        return { answered: true, answer: outcome };
      }
      const reason = "broken" in outcome ? outcome.broken : `code ${outcome.code}`;
      if (exchange.signal.aborted || deadline - performance.now() <= RETRY_MS) return { answered: false, reason };
      await pause(RETRY_MS, undefined, { signal: exchange.signal }).catch(() => undefined);
    }
  },
});
