import type { Ctx } from "@/lib/audit";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import type { DocumentStatus } from "@/lib/fiscal/store/port";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { grossOf } from "./auditor/sums";
import type { Chance } from "./chance";

type Answer =
  | { readonly ok: true; readonly value: DocumentStatus }
  | { readonly ok: false; readonly error: { readonly code: string } };
export type Wish = {
  readonly kind: string;
  readonly totalTiyn: bigint | null;
  ask(deps: FiscalDeps, ctx: Ctx, registerId: string, key: string): Promise<Answer>;
};

const VAT = ["16", "16", "16", "5", "10", "0", "none"] as const;

/** A line as a cashier makes it; now and then a very large one, where a float would lose its tiyn. */
function line(chance: Chance) {
  const most = chance.whether(0.1) ? 90_000_000_000 : 500_000;
  const priceTiyn = BigInt(chance.between(1_000, most));
  const milli = BigInt(chance.pick([1_000, 2_000, 500, 333, 1_001, 12_345]));
  const grossTiyn = grossOf(priceTiyn, milli);
  const discountTiyn = chance.whether(0.2) ? grossTiyn / BigInt(chance.between(3, 50)) : 0n;
  return {
    netTiyn: grossTiyn - discountTiyn,
    draft: {
      ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: chance.pick(["1", "1", "2"]) },
      ...{ vatKind: chance.pick(VAT), priceTiyn: tiyn(priceTiyn), quantityMilli: quantityMilli(milli) },
      discountTiyn: tiyn(discountTiyn),
    },
  };
}

/** A sale or a purchase with a few lines, discounts and a mix of payments. */
export function receiptWish(chance: Chance, kind: "sale" | "purchase"): Wish {
  const lines = Array.from({ length: chance.between(1, 3) }, () => line(chance));
  const before = lines.reduce((sum, { netTiyn }) => sum + netTiyn, 0n);
  const discountTiyn = chance.whether(0.2) ? before / BigInt(chance.between(5, 100)) : 0n;
  const totalTiyn = before - discountTiyn;
  const card = chance.pick([0n, 0n, totalTiyn / 2n, totalTiyn]);
  const cash = totalTiyn - card;
  const over = chance.whether(0.5) ? 0n : BigInt(chance.between(0, 100_000));
  const payments = [
    ...(cash > 0n ? [{ type: "cash" as const, sumTiyn: tiyn(cash + over) }] : []),
    ...(card > 0n ? [{ type: chance.pick(["card", "mobile"] as const), sumTiyn: tiyn(card) }] : []),
  ];
  const wish = { kind, lines: lines.map(({ draft }) => draft), discountTiyn: tiyn(discountTiyn), payments };
  return {
    ...{ kind, totalTiyn },
    ask: (deps, ctx, registerId, key) => issueReceipt(deps)(ctx, { registerId, key, ...wish }),
  };
}

export const returnWish = (basisId: string): Wish => ({
  ...{ kind: "return", totalTiyn: null },
  ask: (deps, ctx, registerId, key) => issueReturn(deps)(ctx, { registerId, key, basisId }),
});

export function placementWish(chance: Chance, direction: "deposit" | "withdrawal"): Wish {
  const sumTiyn = tiyn(BigInt(chance.between(1, direction === "deposit" ? 2_000_000 : 800_000)));
  return {
    ...{ kind: direction, totalTiyn: sumTiyn },
    ask: (deps, ctx, registerId, key) => placeCash(deps)(ctx, { registerId, key, direction, sumTiyn, comment: null }),
  };
}

export const closingWish: Wish = {
  ...{ kind: "z_report", totalTiyn: null },
  ask: (deps, ctx, registerId, key) => closeShift(deps)(ctx, { registerId, key }),
};
