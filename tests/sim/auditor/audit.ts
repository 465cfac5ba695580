import { checkBook, checkFrames, type Entry } from "./book";
import { checkHistory, type Wanted } from "./history";
import { checkJournal } from "./journal";
import type { Tables } from "./tables";
import type { Witness } from "./witness";

type Register = { readonly index: number; readonly registerId: string; readonly deviceId: number };
type Audited = {
  readonly registers: readonly Register[];
  readonly backend: { tablesOf(registerId: string): Tables | Promise<Tables> };
  readonly operator: {
    readonly broken: readonly string[];
    bookOf(deviceId: number): {
      readonly issued: number;
      readonly entries: readonly Entry[];
      readonly replaced: ReadonlySet<number>;
    };
  };
};

/** Compares what is stored, what the operator booked, what left the processes and what the tills were told. */
export async function audit(
  world: Audited,
  tills: { readonly orders: readonly (Wanted & { readonly register: Register })[] },
  witness: Witness,
): Promise<string[]> {
  const faults: string[] = [...witness.faults, ...world.operator.broken.map((told) => `F9 ${told}`)];
  for (const register of world.registers) {
    const tables = await world.backend.tablesOf(register.registerId);
    const book = world.operator.bookOf(register.deviceId);
    const frames = witness.frames.filter(({ deviceId }) => deviceId === register.deviceId);
    const orders = tills.orders.filter((order) => order.register.registerId === register.registerId);
    const found = [
      ...checkJournal(tables),
      ...checkBook(tables, book.entries),
      ...checkFrames(tables, frames),
      ...checkHistory(tables, orders),
      ...checkRest(tables, book.issued),
      ...checkTokens(tables, book.replaced),
    ];
    faults.push(...found.map((fault) => `${fault} [register ${register.index}]`));
  }
  return faults;
}

/** I14 and I18: nobody holds an empty queue, the stored token is the one that the operator expects. */
function checkRest({ state, blocks }: Tables, issued: number): string[] {
  const faults: string[] = [];
  if (state.wire.pending) faults.push("I14 a frame is kept although nothing is unsent");
  if (state.offlineSince) faults.push("I14 an empty queue is still offline");
  if (blocks.length > 0) faults.push(`L2 blocked by ${blocks.join()}`);
  const token = Number.parseInt(state.wire.tokenCipher.slice(0, 8), 16);
  if (token !== issued) faults.push(`I18 the stored token is ${token}, the operator expects ${issued}`);
  return faults;
}

/** I18 on the way: a token that an answer brought is never lost, so code 2 comes only after the owner asked for another. */
function checkTokens({ settlements, seals }: Tables, replaced: ReadonlySet<number>): string[] {
  const faults: string[] = [];
  for (const { sealId, code } of settlements) {
    if (code !== 2) continue;
    const seal = seals.find(({ id }) => id === sealId);
    const token = Number.parseInt(seal?.tokenCipher.slice(0, 8) ?? "0", 16);
    if (!replaced.has(token)) faults.push(`I18 token ${token} was refused although nobody asked for another`);
  }
  return faults;
}
