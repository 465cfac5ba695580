import { hash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { env, log, systemClock, systemRandomness } from "@/lib/config";
import { unitCodes } from "@/lib/directory";
import { newId } from "@/lib/kernel";
import { decryptOfdToken, encryptOfdToken } from "@/lib/registers";
import { unitKey } from "./core/check-lines";
import { failpoint } from "./failpoint";
import { jitteredBy } from "./jitter";
import { BREAKER, withBreakers } from "./ofd/breaker";
import { tcpWire } from "./ofd/client";
import type { FiscalDeps } from "./ops/deps";
import { readFacts } from "./store/facts";
import { hex } from "./store/rows";
import { sqlStore } from "./store/sql-store";
import { makeTurns } from "./turns";
import { vatKindsAt } from "./vat-kinds";

function rulesAt(at: Date): ReturnType<FiscalDeps["rulesAt"]> {
  return { vatKindsInForce: new Set(vatKindsAt(at)), unitCodes: new Set(unitCodes().map(unitKey)) };
}

const chance = (): number => (systemRandomness.bytes(1)[0] ?? 0) / 256;

/** The real parts: PostgreSQL, TCP, the machine's clock for waiting alone. */
export function realDeps(signal: AbortSignal = new AbortController().signal): FiscalDeps {
  // Every exchange under way listens, and there may be many.
  setMaxListeners(0, signal);
  return {
    store: sqlStore,
    facts: readFacts,
    wire: withBreakers(tcpWire(failpoint), { ...BREAKER, shutMs: env().TRANSMISSION_PROBE_MS / 2 }, () =>
      performance.now(),
    ),
    tokens: {
      open: (tenantId, registerId, cipher) => Number(decryptOfdToken(tenantId, registerId, Buffer.from(cipher, "hex"))),
      close: (tenantId, registerId, token) => hex(encryptOfdToken(tenantId, registerId, token.toString())),
    },
    sha256: (text) => hash("sha256", text),
    newId: () => newId(systemClock, systemRandomness),
    rulesAt,
    settings: {
      totalMs: env().TRANSMISSION_TOTAL_MS,
      probeMs: env().TRANSMISSION_PROBE_MS,
      offlineAdditions: env().TRANSMISSION_OFFLINE_ADDITIONS === "on",
    },
    holder: `${hostname()}/${process.pid}`,
    failpoint,
    inTurn: makeTurns(),
    pause: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined),
    countdown: (ms) => {
      const end = performance.now() + ms;
      return () => end - performance.now();
    },
    jittered: (ms) => jitteredBy(ms, chance()),
    log,
    signal,
  };
}

// A bundler may load this module more than once; the turns of a register must be the same for all of a process.
const shelf = globalThis as { __tiynFiscal?: FiscalDeps }; // cast: our own key

/** The parts that this process works with, made at first use. */
export const deps = (): FiscalDeps => {
  shelf.__tiynFiscal ??= realDeps();
  return shelf.__tiynFiscal;
};
