import type { DocumentStatus } from "@/lib/fiscal/store/port";
import { closingWish, placementWish, receiptWish, returnWish, type Wish } from "./orders";
import type { SimRegister, World } from "./world";

/** What a till knows of one try: the service answered, refused for certain, was not there, or nobody knows. */
export type Try = {
  readonly began: number;
  readonly ended: number;
  readonly outcome: "ok" | "refused" | "not_reached" | "unknown";
  readonly code?: string;
  readonly status?: DocumentStatus;
};

/** One document that a cashier wanted, with all tries to make it under one key. */
export type Order = {
  readonly key: string;
  readonly register: SimRegister;
  readonly wish: Wish;
  readonly tries: Try[];
  isRunning: boolean;
};

const TILL_TIMEOUT_MS = 30_000;
const RETRY_MEAN_MS = 20_000;

export const isResolved = ({ tries }: Order): boolean => {
  const last = tries.at(-1);
  return last !== undefined && last.outcome !== "unknown" && last.outcome !== "not_reached";
};

/** The shops' tills: they want documents, write down what they were told, and ask again with the same key when they were not. */
export class Tills {
  readonly orders: Order[] = [];
  readonly #world: World;
  readonly #sold = new Map<SimRegister, string[]>();
  #moment = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** A cashier does something at a register. */
  act(register: SimRegister): void {
    const { chance } = this.#world;
    const wishes = { sale: 60, purchase: 4, return: 8, deposit: 6, withdrawal: 8, close: 6 } as const;
    const kind = chance.weighted(wishes);
    const sold = this.#sold.get(register) ?? [];
    if (kind === "sale" || kind === "purchase") this.want(register, receiptWish(chance, kind));
    else if (kind === "deposit" || kind === "withdrawal") this.want(register, placementWish(chance, kind));
    else if (kind === "close") this.want(register, closingWish);
    else if (sold.length > 0) this.want(register, returnWish(chance.pick(sold)));
  }

  want(register: SimRegister, wish: Wish): Order {
    const key = `key-${this.orders.length + 1}`;
    const order: Order = { key, register, wish, tries: [], isRunning: false };
    this.orders.push(order);
    this.#try(order);
    // Now and then an impatient finger sends the same again.
    if (this.#world.chance.whether(0.05)) this.#try(order);
    return order;
  }

  /** Asks again about everything that is not known for certain. */
  askAgain(): void {
    for (const order of this.orders) if (!order.isRunning && !isResolved(order)) this.#try(order);
  }

  get unresolved(): number {
    return this.orders.filter((order) => !isResolved(order)).length;
  }

  #try(order: Order): void {
    const { timeline, chance, webs } = this.#world;
    const process = chance.pick(webs);
    order.isRunning = true;
    this.#moment += 1;
    const began = this.#moment;
    if (!process.isAlive || process.stopping.signal.aborted) {
      this.#note(order, { began, outcome: "not_reached" });
      return;
    }
    let isOver = false;
    const finish = (told: Omit<Try, "began" | "ended">) => {
      if (isOver) return;
      isOver = true;
      forget();
      timeline.cancel(timer);
      this.#note(order, { began, ...told });
    };
    const forget = process.onDeath(() => finish({ outcome: "unknown" }));
    const timer = timeline.after(TILL_TIMEOUT_MS, () => finish({ outcome: "unknown" }));
    process.later(chance.span(5), () => {
      const asked = order.wish.ask(
        this.#world.depsOf(process),
        this.#world.ctxOf(order.register),
        order.register.registerId,
        order.key,
      );
      asked.then(
        (answer) => {
          const told = answer.ok
            ? { outcome: "ok" as const, status: answer.value }
            : { outcome: "refused" as const, code: answer.error.code };
          process.later(chance.span(5), () => finish(told));
        },
        (error: unknown) => {
          this.#world.unexpected(`${order.wish.kind} ${order.key}`, error);
          process.later(0, () => finish({ outcome: "unknown" }));
        },
      );
    });
  }

  #note(order: Order, told: Omit<Try, "ended">): void {
    this.#moment += 1;
    const { timeline, chance } = this.#world;
    order.tries.push({ ...told, ended: this.#moment });
    order.isRunning = false;
    const { status, code, outcome } = told;
    const what = status ? `${status.document.number} ${status.outcome}` : (code ?? "");
    timeline.say(`till ${order.register.index} ${order.key} ${order.wish.kind}: ${outcome} ${what}`);
    if (status?.document.kind === "sale" && status.outcome !== "rejected")
      this.#sold.set(order.register, [...(this.#sold.get(order.register) ?? []), status.document.id]);
    if (isResolved(order)) return;
    timeline.after(1_000 + chance.span(RETRY_MEAN_MS), () => {
      if (!order.isRunning && !isResolved(order)) this.#try(order);
    });
  }
}
