/**
 * Every letter we send and what its text needs. All carry `link`, where the button leads. Sums and dates arrive as texts,
 * written for the reader.
 */
export type Letters = {
  readonly confirm_email: { readonly organization: string; readonly days: number; readonly link: string };
  readonly reset_password: { readonly login: string; readonly minutes: number; readonly link: string };
  readonly payment_received: { readonly amount: string; readonly balance: string; readonly link: string };
  readonly register_approved: { readonly address: string; readonly factoryNumber: string; readonly link: string };
  readonly register_rejected: { readonly address: string; readonly reason: string; readonly link: string };
  /** The card is right, but the balance no longer covers the first month. */
  readonly approval_unpaid: { readonly address: string; readonly missing: string; readonly link: string };
  /** The month is over and could not be charged; the register still works for so many days. */
  readonly subscription_due: {
    readonly address: string;
    readonly missing: string;
    readonly days: number;
    readonly link: string;
  };
  /** The buyer's electronic receipt. */
  readonly receipt: {
    readonly organization: string;
    readonly number: string;
    readonly amount: string;
    readonly link: string;
  };
  readonly subscription_lapsed: { readonly address: string; readonly missing: string; readonly link: string };
};

export type LetterTemplate = keyof Letters;

/** All templates by name, for the check of what is stored. */
export const LETTER_TEMPLATES: readonly LetterTemplate[] = [
  "confirm_email",
  "reset_password",
  "payment_received",
  "register_approved",
  "register_rejected",
  "approval_unpaid",
  "subscription_due",
  "receipt",
  "subscription_lapsed",
];
