import { env } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { formatTenge, present, type Tiyn } from "@/lib/kernel";
import { type Letters, type LetterTemplate, sendMail } from "@/lib/mail";
import { organizationProfile } from "@/lib/orgs";
import { addressLine } from "../core/address";
import { GRACE_DAYS } from "../core/guards";
import type { StoredRegister } from "../store/register";

const DAY_MS = 24 * 60 * 60 * 1000;
const sum = (value: Tiyn): string => `${formatTenge(value)}\u00a0₸`;
const at = (path: string): string => new URL(path, env().WEB_ORIGIN).href;

/** Writes to the organisation in its own language, in the caller's transaction. */
async function tell<T extends LetterTemplate>(
  tx: Tx,
  register: StoredRegister,
  template: T,
  values: (address: string) => Letters[T],
): Promise<void> {
  const { tenantId } = register;
  const { email, locale } = present(await organizationProfile(tx, tenantId), "a tenant is an organisation");
  const address = addressLine(register, locale);
  await sendMail(tx, { tenantId, to: email, locale, template, values: values(address) });
}

/** The register works. */
export const tellApproved = (tx: Tx, register: StoredRegister): Promise<void> =>
  tell(tx, register, "register_approved", (address) => ({
    ...{ address, factoryNumber: register.factoryNumber, link: at(`/cabinet/registers/${register.id}`) },
  }));

/** The card has to be mended; the reason travels word for word. */
export const tellRejected = (tx: Tx, register: StoredRegister, reason: string): Promise<void> =>
  tell(tx, register, "register_rejected", (address) => ({
    ...{ address, reason, link: at(`/cabinet/registers/${register.id}/card`) },
  }));

/** The card is right, the money for the first month is not there. */
export const tellUnpaid = (tx: Tx, register: StoredRegister, missing: Tiyn): Promise<void> =>
  tell(tx, register, "approval_unpaid", (address) => ({
    ...{ address, missing: sum(missing), link: at("/cabinet/billing") },
  }));

/** The month is over and could not be charged. Said in the first night and in the last; the nights between only try. */
export async function tellMonthDue(tx: Tx, register: StoredRegister, missing: Tiyn, now: Date): Promise<void> {
  const paidUntil = present(register.paidUntil, "an active register has a paid period");
  const left = GRACE_DAYS * DAY_MS - (now.getTime() - paidUntil.getTime());
  if (left > DAY_MS && left <= (GRACE_DAYS - 1) * DAY_MS) return;
  const days = Math.max(1, Math.ceil(left / DAY_MS));
  await tell(tx, register, "subscription_due", (address) => ({
    ...{ address, missing: sum(missing), days, link: at("/cabinet/billing") },
  }));
}

/** The days of grace are over: the register does not sell. */
export const tellLapsed = (tx: Tx, register: StoredRegister, missing: Tiyn): Promise<void> =>
  tell(tx, register, "subscription_lapsed", (address) => ({
    ...{ address, missing: sum(missing), link: at("/cabinet/billing") },
  }));
