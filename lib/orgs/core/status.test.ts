import { describe, expect, test } from "vitest";
import { isOrganizationStatus, nextStatus, ORGANIZATION_EVENTS, ORGANIZATION_STATUSES } from "./status";

const allowed: Record<string, string> = {
  "key_verified give_details": "details_given",
  "details_given give_details": "details_given",
  "details_given sign_contract": "active",
  "active suspend": "suspended",
  "active close": "closed",
  "suspended restore": "active",
};

describe("the status of an organisation", () => {
  for (const status of ORGANIZATION_STATUSES)
    for (const event of ORGANIZATION_EVENTS) {
      const next = allowed[`${status} ${event}`];
      test(`${event} at ${status} ${next ? `becomes ${next}` : "is refused and names the status"}`, () => {
        expect(nextStatus(status, event)).toEqual(
          next ? { ok: true, value: next } : { ok: false, error: { code: "orgs.wrong_status", status } },
        );
      });
    }

  test("a status that nobody wrote is not taken for one", () => {
    expect(isOrganizationStatus("active")).toBe(true);
    expect(isOrganizationStatus("approved")).toBe(false);
  });
});
