import { describe, expect, test } from "vitest";
import { BLOCK_CAUSES, type BlockCause, isBlockCause, withBlock, withOrganization, withoutBlock } from "./blocks";
import { blocksAt, needsProlonging, paymentLapsed, type RegisterState, registerCan } from "./guards";
import { REGISTER_STATUSES } from "./status";

const now = new Date("2026-11-24T06:00:00.000Z");
const tomorrow = new Date("2026-11-25T06:00:00.000Z");
const active = (blocks: BlockCause[] = [], paidUntil: Date | null = tomorrow): RegisterState => ({
  status: "active",
  blocks: new Set(blocks),
  paidUntil,
});

describe("selling", () => {
  test("an active register without blocks sells", () => {
    expect(registerCan.sell(active(), now)).toEqual({ ok: true, value: true });
  });

  for (const status of REGISTER_STATUSES.filter((each) => each !== "active"))
    test(`a register that is ${status} refuses and says so`, () => {
      expect(registerCan.sell({ ...active(), status }, now)).toEqual({
        ok: false,
        error: { code: "registers.not_active", status },
      });
    });

  for (const cause of BLOCK_CAUSES.filter((each) => each !== "organization"))
    test(`the block ${cause} alone refuses, by its own name`, () => {
      expect(registerCan.sell(active([cause]), now)).toEqual({
        ok: false,
        error: { code: `registers.blocked_${cause}` },
      });
    });
});

describe("what the organisation blocks", () => {
  const confirmed = { status: "active", emailConfirmedAt: now };

  test("an active one with a confirmed address blocks nothing", () => {
    expect([...withOrganization(new Set(["tax"]), confirmed)]).toEqual(["tax"]);
  });

  for (const status of ["suspended", "closed"])
    test(`one that is ${status} sells nothing, and that is named before any other cause`, () => {
      const blocks = withOrganization(new Set(["tax"]), { status, emailConfirmedAt: null });
      expect(registerCan.sell({ ...active(), blocks }, now)).toEqual({
        ok: false,
        error: { code: "registers.organization_suspended" },
      });
      expect(blocksAt({ ...active(), blocks }, now)).toEqual(["organization", "tax", "email"]);
    });
});

describe("blocks are a set", () => {
  for (const lifted of BLOCK_CAUSES)
    test(`lifting ${lifted} lifts no other`, () => {
      const left = withoutBlock(new Set(BLOCK_CAUSES), lifted);
      expect([...left]).toEqual(BLOCK_CAUSES.filter((cause) => cause !== lifted));
    });

  test("adding a cause twice is adding it once", () => {
    expect([...withBlock(withBlock(new Set(), "ofd"), "ofd")]).toEqual(["ofd"]);
  });

  test("a cause that nobody wrote is not taken for one", () => {
    expect(isBlockCause("tax")).toBe(true);
    expect(isBlockCause("mood")).toBe(false);
  });
});

describe("the paid month", () => {
  const end = new Date("2026-11-24T06:00:00.000Z");
  const before = new Date(end.getTime() - 1);
  const day = 24 * 60 * 60 * 1000;
  const lastOfGrace = new Date(end.getTime() + 7 * day - 1);
  const afterGrace = new Date(end.getTime() + 7 * day);

  test("[S-088] the badge appears at the end of the month, not a millisecond before", () => {
    expect(needsProlonging(active([], end), before)).toBe(false);
    expect(needsProlonging(active([], end), end)).toBe(true);
    expect(needsProlonging(active([], null), end)).toBe(false);
  });

  test("seven days are forgiven, then the register stops selling even if no nightly job ran", () => {
    expect(paymentLapsed(active([], end), lastOfGrace)).toBe(false);
    expect(registerCan.sell(active([], end), lastOfGrace).ok).toBe(true);
    expect(paymentLapsed(active([], end), afterGrace)).toBe(true);
    expect(registerCan.sell(active([], end), afterGrace)).toEqual({
      ok: false,
      error: { code: "registers.blocked_billing" },
    });
    expect(blocksAt(active(["billing"], end), afterGrace)).toEqual(["billing"]);
  });
});

describe("steps of the way to an active register", () => {
  const may = (name: "signApplication" | "submitCard" | "beApproved" | "prolong" | "takeNewToken") =>
    REGISTER_STATUSES.filter((status) => registerCan[name]({ status }).ok);

  test("each is open exactly where the table allows it", () => {
    expect(may("signApplication")).toEqual(["awaiting_signature"]);
    expect(may("submitCard")).toEqual(["awaiting_rnm", "rejected"]);
    expect(may("beApproved")).toEqual(["in_moderation"]);
    expect(may("prolong")).toEqual(["active"]);
    expect(may("takeNewToken")).toEqual(["active"]);
  });
});
