import { describe, expect, test } from "vitest";
import type { ActionState } from "@/lib/http/state";
import { isCertain, type SalePorts, sendSale, settleSale, TRIES_MAX } from "./sale-flow";
import type { ShownDocument, ShownIssue, ShownSettled } from "./shown";

const document = { id: "d1" } as ShownDocument; // cast: the flow never looks into it
const MADE: ShownIssue = { outcome: "accepted", document };
const WITHDRAWN: ShownIssue = { outcome: "refused", document, code: 13, text: "Нет" };
const SHORT = { code: "fiscal.payments_not_enough" };
const NOT_MADE = { code: "not_made" };

const done = <T>(value: T): ActionState<T> => ({ status: "done", value });
const refused = (code: string): ActionState<never> => ({ status: "refused", error: { code }, fields: {}, values: {} });
const LOST = "lost";
type Said<T> = ActionState<T> | typeof LOST;

/** A server that answers in this order, and never again after. */
function server(sends: readonly Said<ShownIssue>[], settles: readonly Said<ShownSettled>[] = []) {
  const asked: string[] = [];
  const next = <T>(what: string, answers: readonly Said<T>[]) => {
    const rest = [...answers];
    return async (): Promise<ActionState<T>> => {
      asked.push(what);
      const answer = rest.shift() ?? LOST;
      if (answer === LOST) throw new TypeError("Failed to fetch");
      return answer;
    };
  };
  const ports: SalePorts = {
    send: next("send", sends),
    settle: next("settle", settles),
    pause: async () => undefined,
    onLost: () => undefined,
    alive: () => true,
  };
  return { ports, asked };
}

test("an answer is certain when it tells of the document, and not of the server or of who asks", () => {
  expect(isCertain(done(MADE))).toBe(true);
  expect(isCertain(refused(SHORT.code))).toBe(true);
  for (const code of ["internal", "busy", "fiscal.busy", "signed_out", "auth.locked"])
    expect(isCertain(refused(code))).toBe(false);
});

describe("a sale that is sent", () => {
  test("and answered at once is made, refused with its reason, or withdrawn with the operator's word", async () => {
    expect(await sendSale(server([done(MADE)]).ports)).toEqual({ end: "made", issue: MADE });
    expect(await sendSale(server([refused(SHORT.code)]).ports)).toEqual({ end: "free", refusal: SHORT });
    expect(await sendSale(server([done(WITHDRAWN)]).ports)).toEqual({
      end: "free",
      refusal: { code: "internal", text: "Нет" },
    });
  });

  test.each([LOST, refused("internal"), refused("fiscal.busy")] as const)(
    "and not answered is sent again by its key (%#)",
    async (answer) => {
      const { ports, asked } = server([answer, answer, done(MADE)]);
      expect(await sendSale(ports)).toEqual({ end: "made", issue: MADE });
      expect(asked).toEqual(["send", "send", "send"]);
    },
  );

  test("is never let go by a refusal after a lost answer: the key is given up first", async () => {
    const free = server([LOST, refused(SHORT.code)], [done({ outcome: "none" })]);
    expect(await sendSale(free.ports)).toEqual({ end: "free", refusal: SHORT });
    expect(free.asked).toEqual(["send", "send", "settle"]);
    const late = server([LOST, refused(SHORT.code)], [done(MADE)]);
    expect(await sendSale(late.ports)).toEqual({ end: "made", issue: MADE });
    const silent = server([LOST, refused(SHORT.code)]);
    expect(await sendSale(silent.ports)).toEqual({ end: "unanswered" });
  });

  test("stays out while nobody answers, and while its cashier is signed out", async () => {
    const silent = server([]);
    expect(await sendSale(silent.ports)).toEqual({ end: "unanswered" });
    expect(silent.asked).toHaveLength(TRIES_MAX);
    for (const before of [[], [LOST]] as const)
      expect(await sendSale(server([...before, refused("signed_out")]).ports)).toEqual({
        end: "turned_away",
        refusal: { code: "signed_out" },
      });
  });
});

describe("a sale that is settled", () => {
  test("is made, withdrawn, or given up with the reason why it is asked", async () => {
    expect(await settleSale(server([], [done(MADE)]).ports, NOT_MADE)).toEqual({ end: "made", issue: MADE });
    expect(await settleSale(server([], [done(WITHDRAWN)]).ports, NOT_MADE)).toMatchObject({ end: "free" });
    const none = server([], [done({ outcome: "none" })]);
    expect(await settleSale(none.ports, NOT_MADE)).toEqual({ end: "free", refusal: NOT_MADE });
    expect(none.asked).toEqual(["settle"]);
  });

  test("is waited for while it is on its way", async () => {
    const { ports } = server([], [done({ outcome: "pending" }), LOST, done(MADE)]);
    expect(await settleSale(ports, NOT_MADE)).toEqual({ end: "made", issue: MADE });
  });

  test("is free by no other answer", async () => {
    for (const code of ["internal", "fiscal.cashier_not_admitted", "registers.blocked_tax"])
      expect(await settleSale(server([], [refused(code)]).ports, NOT_MADE)).toEqual({ end: "unanswered" });
    expect(await settleSale(server([], [refused("signed_out")]).ports, NOT_MADE)).toMatchObject({ end: "turned_away" });
  });
});
