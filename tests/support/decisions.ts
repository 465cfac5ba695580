import { createHash } from "node:crypto";
import type { Accepted } from "@/lib/fiscal/core/accept";
import type { Rules } from "@/lib/fiscal/core/check-lines";
import { decideReceipt, type ReceiptWish } from "@/lib/fiscal/core/decide-receipt";
import type { PaperHead } from "@/lib/fiscal/core/document";
import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import type { RegisterState, Situation } from "@/lib/fiscal/core/register";
import { quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";

// A shop whose documents are decided in memory: the pure core and nothing else.

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
export const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
export const head: PaperHead = {
  ...{ sellerName: "ТОО «Береке»", sellerXin: "180140000117", sellerIs: "company", vatCertificate: null },
  ...{ registerName: "Касса 1", addressRu: "Алматы", addressKk: "Алматы", factoryNumber: "700000014" },
  ...{
    registrationNumber: "600400131197",
    ofdRegisterId: "308751",
    operatorTitle: "Тиын ОФД",
    checkBase: "https://ofd.kz",
  },
};
export const who = { head, cashier: { id: "c", name: "Сейтова А. Б." } };
export const rules: Rules = { vatPayer: true, vatKindsInForce: new Set(VAT_KINDS), unitCodes: new Set(["796"]) };
export const start = new Date("2026-11-25T04:00:00.000Z");
export const HOUR = 3_600_000;
export const later = (ms: number): Date => new Date(start.getTime() + ms);

let made = 0;
export const supplies = () => ({ documentId: `d${++made}`, shiftId: `s${made}`, sha256 });
export const at = (state: RegisterState, now = start): Situation => ({
  version: 1,
  now,
  state,
  oldestUnsentAt: null,
  leased: false,
});

export const sale = (sum: string, change: Partial<ReceiptWish> = {}): ReceiptWish => ({
  kind: "sale",
  lines: [
    {
      ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
      ...{ priceTiyn: tg(sum), quantityMilli: quantityMilli(1000n), discountTiyn: tg("0.00") },
    },
  ],
  discountTiyn: tg("0.00"),
  payments: [{ type: "cash", sumTiyn: tg(sum) }],
  ...change,
});
export const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
/** Online life: each document is settled before the next. */
export const settled = ({ next }: Accepted): RegisterState => ({
  ...next,
  sentNumber: next.lastNumber,
  offlineSince: null,
});
export const sold = (state: RegisterState, sum = "500.00", now = start) =>
  must(decideReceipt(at(state, now), sale(sum), who, rules, supplies()));
