import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/audit";
import { signInWithPassword } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { mailJobs, receivedLetter, receivedLetters } from "@/lib/mail";
import { type Mailbox, startMailbox } from "@/lib/mail/mailbox/server";
import {
  confirmEmail,
  organizationOf,
  resendLetter,
  restoreOrganization,
  seedDemo,
  suspendOrganization,
  updateDivisions,
  updateVat,
} from "@/lib/orgs";
import { look } from "../support/db";
import { runJobs } from "../support/jobs";
import { day } from "../support/papers";
import { counted, emptyOrganizations, givenWizard, type Wizard } from "../support/wizard";

let wizard: Wizard;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox("127.0.0.1", 0);
  process.env.SMTP_URL = `smtp://127.0.0.1:${mailbox.port}`;
  wizard = await givenWizard();
});
afterAll(async () => {
  await wizard.eds.stop();
  await mailbox.stop();
});
beforeEach(() => emptyOrganizations());

const from = { address: "127.0.0.1", userAgent: "test", requestId: "r1" };
const linkIn = async (email: string): Promise<string> => {
  const [row] = await receivedLetters(email);
  return /\/confirm\/(\S+)/.exec((await receivedLetter(row?.id ?? ""))?.plain ?? "")?.[1] ?? "";
};

describe("the letter", () => {
  test("[S-051][S-048] arrives over SMTP, and its link confirms the address, once", async () => {
    const { tenantId } = await wizard.givenOrganization();
    await runJobs(mailJobs);
    const token = await linkIn("111@prosystems.kz");
    expect(await confirmEmail(token, "r1")).toEqual({ ok: true, value: { email: "111@prosystems.kz" } });
    expect((await organizationOf(tenantId))?.emailConfirmedAt).toBeInstanceOf(Date);
    expect((await confirmEmail(token, "r1")).ok).toBe(true);
    expect(await counted("common.audit_entry WHERE act = 'orgs.email_confirmed'")).toBe(1);
  });

  test("its link works until it is three days old", async () => {
    await wizard.givenOrganization();
    await runJobs(mailJobs);
    const token = await linkIn("111@prosystems.kz");
    await look("UPDATE cabinet.email_confirmation SET expires_at = now() - interval '1 second'");
    expect(await confirmEmail(token, "r1")).toEqual({ ok: false, error: { code: "orgs.link_expired" } });
    await look("UPDATE cabinet.email_confirmation SET expires_at = now() + interval '1 minute'");
    expect((await confirmEmail(token, "r1")).ok).toBe(true);
  });

  test("a link that nobody sent is refused", async () => {
    for (const token of ["", "x", "A".repeat(43)])
      expect(await confirmEmail(token, "r1")).toEqual({ ok: false, error: { code: "orgs.link_unknown" } });
  });

  test("[S-047] goes out again after a minute, and the first link still works", async () => {
    const ctx = await wizard.givenOrganization();
    await runJobs(mailJobs);
    const first = await linkIn("111@prosystems.kz");
    expect(await resendLetter(ctx, "kk")).toEqual({ ok: false, error: { code: "orgs.letter_too_soon", minutes: 1 } });
    await look("UPDATE cabinet.email_confirmation SET sent_at = sent_at - interval '1 minute'");
    expect((await resendLetter(ctx, "kk")).ok).toBe(true);
    await runJobs(mailJobs);
    expect(await receivedLetters("111@prosystems.kz")).toHaveLength(2);
    expect((await confirmEmail(first, "r1")).ok).toBe(true);
    expect(await resendLetter(ctx, "kk")).toEqual({ ok: false, error: { code: "orgs.email_confirmed" } });
  });

  test("[S-047] eight presses at once send one", async () => {
    const ctx = await wizard.givenOrganization();
    await look("UPDATE cabinet.email_confirmation SET sent_at = sent_at - interval '1 minute'");
    const answers = await Promise.all(Array.from({ length: 8 }, () => resendLetter(ctx, "ru")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("the profile", () => {
  test("[S-045][S-046] changes VAT and divisions, each with its audit entry", async () => {
    const ctx = await wizard.givenOrganization();
    const vat = { series: "60001", number: "0065985", issuedOn: day("12.03.2019") };
    expect((await updateVat(ctx, { vat })).ok).toBe(true);
    expect((await updateDivisions(ctx, { divisions: true })).ok).toBe(true);
    expect(await organizationOf(ctx.tenantId)).toMatchObject({ vat, divisions: true });
    expect((await updateVat(ctx, { vat: null })).ok).toBe(true);
    expect((await organizationOf(ctx.tenantId))?.vat).toBeNull();
    const ahead = { vat: { ...vat, issuedOn: day("01.01.2100") } };
    expect(await updateVat(ctx, ahead)).toEqual({ ok: false, error: { code: "field.date_future" } });
    expect(await counted("common.audit_entry WHERE act LIKE 'orgs.%_changed'")).toBe(3);
  });

  test("an admin suspends with a reason and restores; twice is refused", async () => {
    const ctx = await wizard.givenOrganization();
    const admin: Ctx = { ...ctx, tenantId: "", actorName: "Ким Е. В." };
    const organizationId = ctx.tenantId;
    expect((await suspendOrganization(admin, { organizationId, reason: "по письму УГД" })).ok).toBe(true);
    expect(await organizationOf(organizationId)).toMatchObject({
      status: "suspended",
      suspendedReason: "по письму УГД",
    });
    expect(await suspendOrganization(admin, { organizationId, reason: "снова" })).toEqual({
      ok: false,
      error: { code: "orgs.wrong_status", status: "suspended" },
    });
    expect((await restoreOrganization(admin, { organizationId })).ok).toBe(true);
    expect(await organizationOf(organizationId)).toMatchObject({ status: "active", suspendedReason: null });
    const absent = { organizationId: "01930000-0000-7000-8000-00000000dead" };
    expect(await restoreOrganization(admin, absent)).toEqual({ ok: false, error: { code: "not_found" } });
  });

  test("a request of the tenant itself cannot lift its suspension", async () => {
    const { tenantId } = await wizard.givenOrganization();
    const lift = withTenant(tenantId, (tx) => tx.$executeRaw`UPDATE cabinet.organization SET status = 'active'`);
    await expect(lift).rejects.toThrow(/permission denied/);
  });
});

test("the demo's administrator is made once and signs in", async () => {
  const [accounts] = await Promise.all([seedDemo(), seedDemo()]);
  expect(await counted("common.account")).toBe(1);
  const [admin] = accounts;
  const answer = await signInWithPassword(
    { realm: "cabinet", login: admin?.login ?? "", password: admin?.password ?? "" },
    from,
  );
  expect(answer.ok).toBe(true);
});
