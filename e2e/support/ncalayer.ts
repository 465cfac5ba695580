import type { Page } from "@playwright/test";

/** The password of every key that the stand-in holds. */
export const KEY_PASSWORD = "Qwerty12";

export type NewKey = {
  readonly kind: "company" | "entrepreneur";
  readonly organization?: string;
  readonly surname?: string;
  readonly givenName?: string;
  readonly email?: string;
  /** Absent: the national one of today. */
  readonly algorithm?: "gost2015" | "rsa";
};

export type Hand = {
  /** Part of what is written on the key: company, person or number. Absent: the key that is chosen already. */
  readonly key?: string;
  /** Makes a new company or entrepreneur in the window and signs with its key. */
  readonly make?: NewKey;
  readonly password?: string;
  readonly cancel?: boolean;
};

/** Signs as a person would: clicks what asks for a signature, then works the small window that opens, until it closes. */
export async function signInWindow(page: Page, click: () => Promise<unknown>, hand: Hand = {}): Promise<void> {
  const [small] = await Promise.all([page.waitForEvent("popup"), click()]);
  const closed = small.waitForEvent("close");
  await workWindow(small, hand);
  await closed;
}

/** Works a small window that is open, up to the last press. */
export async function workWindow(small: Page, hand: Hand = {}): Promise<void> {
  await small.locator("body[data-state=asked]").waitFor();
  if (hand.cancel) return small.locator("#cancel").click();
  if (hand.make) await makeKey(small, hand.make);
  if (hand.key) await small.locator("#keys label", { hasText: hand.key }).first().click();
  await small.locator("#password").fill(hand.password ?? KEY_PASSWORD);
  await small.locator("#sign button.primary").click();
}

/** Tells the program in its window what to do wrong, once. */
export async function tellFault(small: Page, fault: string): Promise<void> {
  await small.locator("#faults summary").click();
  await small.locator("#faultKind").selectOption(fault);
  await small.locator("#faultButton").click();
}

async function makeKey(small: Page, { kind, algorithm = "gost2015", ...fields }: NewKey): Promise<void> {
  await small.locator("#maker summary").click();
  await small.locator(kind === "company" ? "#kindCompany" : "#kindEntrepreneur").check();
  await small.locator("#algorithm").selectOption(algorithm);
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) await small.locator(`#${name}`).fill(value);
  await small.locator("#makeButton").click();
  // The part that makes keys closes when the new one is there and chosen.
  await small.locator("#maker:not([open])").waitFor();
  if (fields.organization) await small.locator("#keys label:has(:checked)", { hasText: fields.organization }).waitFor();
}
