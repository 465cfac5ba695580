import pg from "pg";

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * A connection that begins a statement when the one before is over. Prisma asks for several relations of one row at the same time
 * on the one connection of its transaction, which the driver only tolerates and will refuse from its next major version on.
 */
export class OrderlyClient extends pg.Client {
  #before: Promise<unknown> = Promise.resolve();
  readonly #send: Query = (...args) => (super.query as Query).call(this, ...args);

  // cast: one door for all of the driver's shapes of a call
  override query = ((...args: readonly unknown[]) => {
    // Whoever brings a callback or a cursor, as the pool does, has the connection to itself.
    const [first] = args;
    const isOwn =
      typeof args.at(-1) === "function" || (typeof first === "object" && first !== null && "submit" in first);
    if (isOwn) return this.#send(...args);
    const mine = this.#before.then(() => this.#send(...args));
    this.#before = mine.catch(() => undefined);
    return mine;
  }) as pg.Client["query"];
}
