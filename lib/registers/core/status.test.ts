import { describe, expect, test } from "vitest";
import { isRegisterStatus, nextStatus, REGISTER_EVENTS, REGISTER_STATUSES } from "./status";

const allowed: Record<string, string> = {
  "awaiting_signature sign_application": "awaiting_rnm",
  "awaiting_rnm submit_card": "in_moderation",
  "in_moderation approve": "active",
  "in_moderation reject": "rejected",
  "rejected submit_card": "in_moderation",
  "active deregister": "deregistered",
};

describe("the status of a register", () => {
  for (const status of REGISTER_STATUSES)
    for (const event of REGISTER_EVENTS) {
      const next = allowed[`${status} ${event}`];
      const claim = next ? `becomes ${next}` : "is refused and names the status";
      test(`[S-109] ${event} at ${status} ${claim}`, () => {
        expect(nextStatus(status, event)).toEqual(
          next ? { ok: true, value: next } : { ok: false, error: { code: "registers.wrong_status", status } },
        );
      });
    }

  test("[S-103] a rejected register can be submitted again, as often as it is rejected", () => {
    const round = (status: "in_moderation") => {
      const rejected = nextStatus(status, "reject");
      return rejected.ok ? nextStatus(rejected.value, "submit_card") : rejected;
    };
    expect(round("in_moderation")).toEqual({ ok: true, value: "in_moderation" });
  });

  test("a status that nobody wrote is not taken for one", () => {
    expect(isRegisterStatus("active")).toBe(true);
    expect(isRegisterStatus("approved")).toBe(false);
  });
});
