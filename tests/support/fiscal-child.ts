import { randomUUID } from "node:crypto";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { testDeps } from "./fiscal-deps";

// A process that may be killed: sells like the web process, or sends like the worker. Each acknowledged sale is told to the parent.

type Errand = {
  readonly as: "web" | "worker";
  readonly port: number;
  readonly tenantId: string;
  readonly registerId: string;
  readonly cashierId: string;
  readonly keys: readonly string[];
};

const errand: Errand = JSON.parse(process.argv[2] ?? "{}");
const deps = testDeps(() => errand.port);

if (errand.as === "worker") await startDispatcher({ signal: deps.signal, deps }).done;
for (const key of errand.keys) {
  const sold = await issueReceipt(deps)(
    {
      ...{ tenantId: errand.tenantId, actor: { kind: "account", id: errand.cashierId } },
      ...{ actorName: "Сейтова А. Б.", requestId: randomUUID() },
    },
    {
      ...{ registerId: errand.registerId, key, kind: "sale", discountTiyn: tiyn(0n) },
      lines: [
        {
          ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
          ...{ priceTiyn: tiyn(50_000n), quantityMilli: quantityMilli(1000n), discountTiyn: tiyn(0n) },
        },
      ],
      payments: [{ type: "cash", sumTiyn: tiyn(50_000n) }],
    },
  );
  process.stdout.write(`${JSON.stringify({ key, ok: sold.ok, number: sold.ok ? sold.value.document.number : 0 })}\n`);
}
process.exit(0);
