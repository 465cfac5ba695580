import { describe, expect, test } from "vitest";
import type { HoldCause } from "./reactions";
import { newRegister, type Pending, type RegisterState } from "./register";
import { moveQueue, nextRequestNumber, nextStep } from "./transmission";

const state = (change: { unsent?: number; pending?: Pending | null; fresh?: string | null } = {}): RegisterState => {
  const first = newRegister("00");
  const { unsent = 0, pending = null, fresh = null } = change;
  return { ...first, lastNumber: unsent, wire: { ...first.wire, pending, freshTokenCipher: fresh } };
};
const restored = (change?: Parameters<typeof state>[0]): RegisterState => ({ ...state(change), reconcile: true });
const pending = (code: number | null): Pending => ({ sealId: "s", documentId: "d", code });
const holds = (...causes: HoldCause[]) => new Set(causes);

describe("what comes next for a register", () => {
  test.each([
    ["nothing waits", state(), holds(), "rest"],
    ["a document waits", state({ unsent: 1 }), holds(), "seal"],
    ["a frame is out: it goes before everything", state({ unsent: 3, pending: pending(null) }), holds(), "resend"],
    ["the operator holds the register: ask until 0", state({ unsent: 1, pending: pending(15) }), holds("ofd"), "probe"],
    ["held by the operator with an empty queue: ask too", state(), holds("ofd"), "probe"],
    ["the token was refused: wait for a fresh one", state({ unsent: 1, pending: pending(2) }), holds("token"), "rest"],
    [
      "a fresh token after code 2: INFO first",
      state({ unsent: 1, pending: pending(2), fresh: "ff" }),
      holds(),
      "resolve_token",
    ],
    [
      "a fresh token while a frame is unanswered: the frame first",
      state({ unsent: 1, pending: pending(null), fresh: "ff" }),
      holds(),
      "resend",
    ],
    ["our side broke the protocol", state({ unsent: 1, pending: pending(9) }), holds("protocol"), "rest"],
    ["a document was refused in the drain", state({ unsent: 2, pending: pending(13) }), holds("data"), "rest"],
    ["blocks of other causes do not stop the queue", state({ unsent: 2 }), holds(), "seal"],
    [
      "restored: INFO before the frame that was out",
      restored({ unsent: 1, pending: pending(null) }),
      holds(),
      "reconcile",
    ],
    ["restored, and the operator holds the register: INFO again", restored(), holds("ofd"), "reconcile"],
    ["restored, and the books differ: a person decides", restored({ unsent: 1 }), holds("data"), "rest"],
  ] as const)("%s", (_, register, causes, step) => {
    expect(nextStep(register, causes)).toBe(step);
  });
});

test("request numbers go from 65535 to 0", () => {
  expect(nextRequestNumber(0)).toBe(1);
  expect(nextRequestNumber(65_534)).toBe(65_535);
  expect(nextRequestNumber(65_535)).toBe(0);
});

test("an emptied queue means online; a shorter one does not", () => {
  const offline = { ...state({ unsent: 2, pending: pending(null) }), offlineSince: new Date(0) };
  const one = moveQueue(offline, 1, true);
  expect(one).toMatchObject({ sentNumber: 1, bookedNumber: 1, offlineSince: new Date(0), wire: { pending: null } });
  expect(moveQueue(one, 2, false)).toMatchObject({ sentNumber: 2, bookedNumber: 1, offlineSince: null });
});
