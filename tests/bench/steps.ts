import type { FiscalDeps } from "@/lib/fiscal/ops/deps";

/** Time by step of an operation, summed over all calls. */
export class Steps {
  readonly #spent = new Map<string, { calls: number; ms: number }>();

  reset(): void {
    this.#spent.clear();
  }

  /** `step 41 % (2 × 1.8 ms)`, longest first, per operation. */
  notes(operations: number): string[] {
    const all = [...this.#spent].sort(([, a], [, b]) => b.ms - a.ms);
    const total = all.reduce((sum, [, { ms }]) => sum + ms, 0);
    return all
      .filter(([, { ms }]) => ms > total / 200)
      .map(([name, { calls, ms }]) => {
        const each = `${(calls / operations).toFixed(1)} × ${(ms / calls).toFixed(2)} ms`;
        return `${name} ${((100 * ms) / total).toFixed(0)} % (${each})`;
      });
  }

  #took(name: string, since: number): void {
    const spent = this.#spent.get(name) ?? { calls: 0, ms: 0 };
    spent.calls += 1;
    spent.ms += performance.now() - since;
    this.#spent.set(name, spent);
  }

  async #wait<T>(name: string, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    try {
      return await work();
    } finally {
      this.#took(name, since);
    }
  }

  #count<T>(name: string, work: () => T): T {
    const since = performance.now();
    try {
      return work();
    } finally {
      this.#took(name, since);
    }
  }

  /** The same parts, each watched. */
  watch(deps: FiscalDeps): FiscalDeps {
    const { store, wire, tokens } = deps;
    return {
      ...deps,
      store: {
        ...store,
        read: (...args) => this.#wait("read the register", () => store.read(...args)),
        commit: (...args) => this.#wait("commit", () => store.commit(...args)),
        document: (...args) => this.#wait("read the document", () => store.document(...args)),
      },
      facts: (...args) => this.#wait("read facts of other rooms", () => deps.facts(...args)),
      wire: { ...wire, exchange: (exchange) => this.#wait("wire and operator", () => wire.exchange(exchange)) },
      tokens: {
        open: (...args) => this.#count("tokens", () => tokens.open(...args)),
        close: (...args) => this.#count("tokens", () => tokens.close(...args)),
      },
      sha256: (text) => this.#count("hashes", () => deps.sha256(text)),
    };
  }
}
