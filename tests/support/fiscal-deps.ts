import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { realDeps } from "@/lib/fiscal/wiring";

export type ShopOptions = { readonly vatPayer?: boolean; readonly totalMs?: number; readonly probeMs?: number };

/**
 * Real parts, with the way to the operator that a test controls. Who expects an answer has time enough for a slow machine; who
 * expects none sets a deadline short enough to wait for.
 */
export function testDeps(port: () => number, options: ShopOptions = {}, signal?: AbortSignal): FiscalDeps {
  const real = realDeps(signal);
  return {
    ...real,
    settings: { totalMs: options.totalMs ?? 20_000, probeMs: options.probeMs ?? 100, offlineAdditions: true },
    async facts(...args) {
      const facts = await real.facts(...args);
      return facts?.wire ? { ...facts, wire: { ...facts.wire, port: port() } } : facts;
    },
  };
}
