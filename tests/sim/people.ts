import { settleHeld } from "@/lib/fiscal/ops/settle-held";
import { takeNewToken } from "@/lib/fiscal/ops/take-new-token";
import type { SimRegister, World } from "./world";

/** The owner and the admin, who answer to what a register says is wrong with it, and the operator's staff. */
export class People {
  /** When one of them last did something. */
  lastActAt = 0;
  readonly #world: World;
  readonly #busy = new Set<SimRegister>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The operator's staff lifts a block and puts right what documents were refused for. */
  reopen(register: SimRegister): void {
    const book = this.#world.operator.bookOf(register.deviceId);
    if (book.blocked === null && book.refused.size === 0) return;
    book.blocked = null;
    book.refused.clear();
    this.#acted(`operator's staff reopens ${register.index}`);
  }

  /** Looks at the blocks of a register and does what their texts ask for. */
  async visit(register: SimRegister, isPatient: boolean): Promise<void> {
    const { chance, webs, backend, operator } = this.#world;
    const process = chance.pick(webs);
    if (this.#busy.has(register) || !process.isAlive || process.stopping.signal.aborted) return;
    const blocks = await backend.blocksOf(register.registerId);
    const ctx = this.#world.ctxOf(register);
    const deps = this.#world.depsOf(process);
    const { registerId, deviceId } = register;
    const run = (what: string, work: Promise<{ readonly ok: boolean }>) => {
      this.#busy.add(register);
      this.#acted(what);
      const over = () => this.#busy.delete(register);
      process.onDeath(over);
      work.then(
        (done) => {
          this.#acted(`${what}: ${done.ok ? "done" : "refused"}`);
          over();
        },
        (error: unknown) => {
          this.#world.unexpected(what, error);
          over();
        },
      );
    };
    if (blocks.has("token")) {
      const token = chance.whether(0.5) ? operator.resetToken(deviceId) : operator.bookOf(deviceId).issued;
      // By the time it is stored it may have been superseded: what was typed can be refused.
      operator.bookOf(deviceId).replaced.add(token);
      return run(
        `owner types a token at ${register.index}`,
        takeNewToken(deps)(ctx, { registerId, ofdToken: `${token}` }),
      );
    }
    if (!blocks.has("data") && !blocks.has("protocol")) return;
    const { state } = await backend.tablesOf(registerId);
    const held = operator.bookOf(deviceId).refused.size > 0;
    const verdict = isPatient || chance.whether(0.5) || !held ? "resend" : "withdraw";
    if (verdict === "resend" && state.wire.pending) operator.bookOf(deviceId).refused.clear();
    run(`admin decides ${verdict} at ${register.index}`, settleHeld(deps)(ctx, { registerId, verdict, reason: "sim" }));
  }

  #acted(what: string): void {
    this.lastActAt = this.#world.timeline.now;
    this.#world.timeline.say(what);
  }
}
