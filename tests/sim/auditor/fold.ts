import { grossOf, vatIn } from "./sums";
import type { Counted, DocumentRow, SettlementRow } from "./tables";

// The auditor's own book-keeping: what the counters of a register must be after its documents and what became known of them.

const RECEIPTS = ["sale", "sale_return", "purchase", "purchase_return"];
const PLACEMENTS = ["deposit", "withdrawal"];
const INTO_DRAWER = new Set(["sale", "purchase_return", "deposit"]);

/** Every counter by its name: `sale.sum`, `sale.card.sum`, `vat.16.sale`. Absent is zero. */
type Sums = Map<string, bigint>;

const add = (sums: Sums, name: string, value: bigint): void => void sums.set(name, (sums.get(name) ?? 0n) + value);

/** What a document weighs in the counters of its shift, and in those that live on. */
function weigh({ kind, body }: DocumentRow): { readonly shift: Sums; readonly life: Sums } {
  const shift: Sums = new Map();
  const life: Sums = new Map();
  const sign = INTO_DRAWER.has(kind) ? 1n : -1n;
  if (PLACEMENTS.includes(kind)) {
    const sum = body.sumTiyn ?? 0n;
    add(shift, `${kind}.count`, 1n);
    add(shift, `${kind}.sum`, sum);
    add(life, `${kind}.total`, 1n);
    add(life, "cash", sign * sum);
    return { shift, life };
  }
  const total = (body.lines ?? []).reduce((sum, line) => sum + line.netTiyn, 0n);
  add(shift, `${kind}.count`, 1n);
  add(shift, `${kind}.sum`, total);
  add(life, `${kind}.total`, 1n);
  add(life, `${kind}.life`, total);
  for (const { type, sumTiyn } of body.payments ?? []) {
    add(shift, `${kind}.${type}.count`, 1n);
    add(shift, `${kind}.${type}.sum`, sumTiyn);
    if (type === "cash") add(life, "cash", sign * sumTiyn);
  }
  for (const line of body.lines ?? []) {
    if (line.vatKind === "none") continue;
    add(shift, `vat.${line.vatKind}.${kind}.turnover`, line.netTiyn);
    add(shift, `vat.${line.vatKind}.${kind}.sum`, vatIn(line.netTiyn, line.vatKind));
  }
  return { shift, life };
}

/** Counters as the fiscalizer stores them, under the auditor's names. */
function named(counted: Counted): Sums {
  const sums: Sums = new Map();
  add(sums, "cash", counted.cashTiyn);
  for (const kind of RECEIPTS) {
    const tally = counted.receipts[kind];
    if (!tally) continue;
    add(sums, `${kind}.life`, counted.nonResettableTiyn[kind] ?? 0n);
    add(sums, `${kind}.start`, counted.startNonResettableTiyn[kind] ?? 0n);
    add(sums, `${kind}.count`, BigInt(tally.count));
    add(sums, `${kind}.sum`, tally.sumTiyn);
    add(sums, `${kind}.total`, BigInt(tally.totalCount));
    add(sums, `${kind}.offline`, BigInt(tally.offlineCount));
    for (const [type, payment] of Object.entries(tally.payments)) {
      add(sums, `${kind}.${type}.count`, BigInt(payment.count));
      add(sums, `${kind}.${type}.sum`, payment.sumTiyn);
    }
  }
  for (const kind of PLACEMENTS) {
    const tally = counted.placements[kind];
    if (!tally) continue;
    add(sums, `${kind}.count`, BigInt(tally.count));
    add(sums, `${kind}.sum`, tally.sumTiyn);
    add(sums, `${kind}.total`, BigInt(tally.totalCount));
    add(sums, `${kind}.offline`, BigInt(tally.offlineCount));
  }
  for (const [vat, byKind] of Object.entries(counted.taxes))
    for (const [kind, tax] of Object.entries(byKind ?? {})) {
      add(sums, `vat.${vat}.${kind}.turnover`, tax.turnoverTiyn);
      add(sums, `vat.${vat}.${kind}.sum`, tax.vatTiyn);
    }
  return sums;
}

/** The first counter that is not what it must be. */
function firstDifference(must: Sums, is: Sums): string | null {
  for (const name of new Set([...must.keys(), ...is.keys()])) {
    const [wanted, found] = [must.get(name) ?? 0n, is.get(name) ?? 0n];
    if (wanted !== found) return `${name} is ${found}, must be ${wanted}`;
  }
  return null;
}

/** The running sums of a register. */
export class Fold {
  readonly #shift: Sums = new Map();
  readonly #life: Sums = new Map();
  readonly #start: Sums = new Map();
  readonly #offline = new Set<string>();
  #shiftNumber = 0;
  readonly faults: string[] = [];

  document(document: DocumentRow): void {
    const { kind, body, number } = document;
    if (document.autonomous) this.#offline.add(document.id);
    if (kind === "z_report") {
      const told = body.report && firstDifference(this.#all(), named(body.report.counters));
      if (told) this.faults.push(`I5 Z ${number}: ${told}`);
      this.#shift.clear();
      for (const receipt of RECEIPTS) this.#start.set(`${receipt}.start`, this.#life.get(`${receipt}.life`) ?? 0n);
      this.#shiftNumber = 0;
      return;
    }
    this.#shiftNumber = document.shiftNumber;
    this.#checkLines(document);
    this.#put(document, 1n, true);
    if (document.autonomous) add(this.#shift, `${kind}.offline`, 1n);
    if ((this.#life.get("cash") ?? 0n) < 0n) this.faults.push(`I11 cash is negative after ${number}`);
  }

  settlement(settlement: SettlementRow, document: DocumentRow): void {
    const isRunning = document.shiftNumber === this.#shiftNumber;
    if (settlement.kind === "autonomous" && !this.#offline.has(document.id)) {
      this.#offline.add(document.id);
      if (isRunning && document.kind !== "z_report") add(this.#shift, `${document.kind}.offline`, 1n);
    }
    if (settlement.kind !== "rejected") return;
    this.#put(document, -1n, isRunning);
    if (isRunning && this.#offline.has(document.id)) add(this.#shift, `${document.kind}.offline`, -1n);
    // What was taken out of an earlier shift was never part of what this one began with.
    if (!isRunning)
      add(this.#start, `${document.kind}.start`, -(weigh(document).life.get(`${document.kind}.life`) ?? 0n));
    if ((this.#life.get("cash") ?? 0n) < 0n) this.faults.push(`I11 cash is negative without ${document.number}`);
  }

  /** The counters that stand beside the register now. */
  compare(counted: Counted): void {
    const told = firstDifference(this.#all(), named(counted));
    if (told) this.faults.push(`I3 live counters: ${told}`);
  }

  #all(): Sums {
    return new Map([...this.#shift, ...this.#life, ...this.#start]);
  }

  #put(document: DocumentRow, sign: 1n | -1n, inShift: boolean): void {
    const { shift, life } = weigh(document);
    if (inShift) for (const [name, value] of shift) add(this.#shift, name, sign * value);
    for (const [name, value] of life) add(this.#life, name, sign * value);
  }

  #checkLines({ body, number, totalTiyn }: DocumentRow): void {
    if (!body.lines) return;
    let total = 0n;
    for (const line of body.lines) {
      const gross = grossOf(line.priceTiyn, line.quantityMilli);
      const net = gross - line.discountTiyn - line.receiptDiscountTiyn;
      total += net;
      if (line.grossTiyn !== gross || line.netTiyn !== net) this.faults.push(`I3 a line of ${number} has a wrong sum`);
      if (line.vatTiyn !== vatIn(net, line.vatKind)) this.faults.push(`I3 a line of ${number} has a wrong VAT`);
    }
    const paid = (body.payments ?? []).reduce((sum, payment) => sum + payment.sumTiyn, 0n);
    if (total !== totalTiyn || paid !== totalTiyn) this.faults.push(`I3 ${number}: total, lines and payments differ`);
  }
}
