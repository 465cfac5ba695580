import type { Edit } from "./edits";
import { storePlants } from "./store";

/** One of the fourteen bugs (reliability §2.4): edits of the product's sources, or a store that breaks its promise. */
export type Plant = { readonly name: string; readonly edits: readonly Edit[] };

const inSources: readonly Plant[] = [
  {
    name: "new request number on retry",
    edits: [
      {
        file: "lib/fiscal/ops/transmit.ts",
        from: "const sent = { lease, seal: stored.seal, document,",
        to: "const sent = { lease, seal: { ...stored.seal, requestNumber: (stored.seal.requestNumber + 1) % 65_536 }, document,",
      },
    ],
  },
  {
    name: "frame not stored before sending",
    edits: [
      {
        file: "lib/fiscal/ops/transmit.ts",
        from: "startedAt: now, body: period ? body : null };",
        to: "startedAt: now, body: null };",
      },
    ],
  },
  {
    name: "token saved outside settle",
    edits: [
      {
        file: "lib/fiscal/ops/send.ts",
        from: "const wire = { ...moved.wire, tokenCipher, freshTokenCipher: null };",
        to: "void tokenCipher; const wire = { ...moved.wire, freshTokenCipher: null };",
      },
      {
        file: "lib/fiscal/ops/send.ts",
        from: 'if (written.outcome === "lost") continue;\n    deps.failpoint.pass("settle.committed");',
        to: `if (written.outcome === "lost") continue;
    if (verdict.kind !== "held") {
      const after = present(await deps.store.read(tenantId, registerId), "known");
      const { state: now, version: at } = after.situation;
      const tokenCipher = deps.tokens.close(tenantId, registerId, answer.token);
      await deps.store.commit(tenantId, registerId, { version: at, next: { ...now, wire: { ...now.wire, tokenCipher } }, due: { do: "keep" } });
    }
    deps.failpoint.pass("settle.committed");`,
      },
    ],
  },
  {
    name: "totals updated after commit",
    edits: [
      {
        file: "lib/fiscal/ops/issue.ts",
        from: "const written = await deps.store.commit(tenantId, registerId, change);",
        to: `const { counters } = change.next;
      const written = await deps.store.commit(tenantId, registerId, { ...change, next: { ...change.next, counters: situation.state.counters } });
      if (written.outcome === "done") {
        const after = await deps.store.read(tenantId, registerId);
        if (after) await deps.store.commit(tenantId, registerId, { version: after.situation.version, next: { ...after.situation.state, counters }, due: { do: "keep" } });
      }`,
      },
    ],
  },
  {
    name: "float money",
    edits: [
      {
        file: "lib/fiscal/core/receipt.ts",
        from: "return rate === null ? ZERO_TIYN : includedTax(sum, rate);",
        to: "return rate === null ? ZERO_TIYN : tiyn(BigInt(Math.trunc(Number(((Number(sum) / 100) * (Number(rate) / (10_000 + Number(rate)))).toFixed(2)) * 100)));",
      },
    ],
  },
  {
    name: "wall clock for 72 h",
    edits: [
      {
        file: "lib/fiscal/ops/issue.ts",
        from: "isAutonomyOver(reading.situation.oldestUnsentAt, now)",
        to: "isAutonomyOver(reading.situation.oldestUnsentAt, new Date())",
      },
    ],
  },
  {
    name: "code 13 swallowed",
    edits: [
      {
        file: "lib/fiscal/core/reactions.ts",
        from: 'if (code === 0) return { does: "accept" };',
        to: 'if (code === 0 || code === 13) return { does: "accept" };',
      },
    ],
  },
  {
    name: "outbox not ordered",
    edits: [
      {
        file: "lib/fiscal/ops/transmit.ts",
        from: "registerId, state.sentNumber + 1));",
        to: "registerId, state.lastNumber));",
      },
      {
        file: "lib/fiscal/core/transmission.ts",
        from: "const sentNumber = settledNumber;",
        to: "const sentNumber = state.sentNumber + 1; void settledNumber;",
      },
    ],
  },
  {
    name: "answer accepted for another request number",
    edits: [
      {
        file: "lib/fiscal/ofd/answers.ts",
        from: "frame.requestNumber !== expected.requestNumber",
        to: "false",
      },
    ],
  },
];

/** All fourteen. */
export const PLANTS: readonly Plant[] = [...inSources, ...storePlants.map((name) => ({ name, edits: [] }))];
