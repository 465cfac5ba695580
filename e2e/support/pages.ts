/** Who looks at a page: each has a browser of their own, signed in through the screens. */
export type Viewer = "visitor" | "owner" | "admin" | "cashier" | "operator" | "staff";

/** Ids of the things that the walk has made. */
export type Things = {
  readonly registerId: string;
  readonly cashierId: string;
  readonly memberId: string;
  readonly signatureId: string;
  readonly goodId: string;
  readonly documentId: string;
  readonly ofdRegisterId: string;
  readonly ofdDocumentId: string;
  readonly ofdUserId: string;
  readonly letterId: string;
  /** Documents of the register by what they print. */
  readonly papers: { readonly sale: string; readonly back: string; readonly zReport: string; readonly deposit: string };
  /** The last part of the address of a buyer's copy. */
  readonly buyerToken: string;
};

export type Screen = { readonly name: string; readonly viewer: Viewer; readonly path: (things: Things) => string };

const screen = (viewer: Viewer, name: string, path: Screen["path"] | string): Screen => ({
  ...{ viewer, name: `${viewer}-${name}` },
  path: typeof path === "string" ? () => path : path,
});

/** Every screen. A page without a line here is found by the test of the list. */
export const SCREENS: readonly Screen[] = [
  screen("visitor", "landing", "/"),
  screen("visitor", "sign-in", "/sign-in"),
  screen("visitor", "reset", "/reset"),
  screen("visitor", "check-signature", "/check-signature"),
  screen("visitor", "register-key", "/register/key"),
  screen("visitor", "till-sign-in", "/pos/sign-in"),
  screen("visitor", "ofd-sign-in", "/ofd/sign-in"),
  screen("visitor", "ofd-sign-up", "/ofd/sign-up"),
  screen("visitor", "ofd-check", "/ofd/check"),
  screen("visitor", "buyer-receipt", ({ buyerToken }) => `/r/${buyerToken}`),
  screen("visitor", "demo-keys", "/demo/keys"),
  screen("visitor", "demo-mailbox", "/demo/mailbox"),
  screen("visitor", "demo-letter", ({ letterId }) => `/demo/mailbox/${letterId}`),
  screen("visitor", "demo-tax-office", "/demo/tax-office"),
  screen("visitor", "not-found", "/no/such/page"),
  screen("owner", "overview", "/cabinet"),
  screen("owner", "profile", "/cabinet/profile"),
  screen("owner", "billing", "/cabinet/billing"),
  screen("owner", "registers", "/cabinet/registers"),
  screen("owner", "registers-none-found", "/cabinet/registers?q=zzz"),
  screen("owner", "register-new", "/cabinet/registers/new"),
  screen("owner", "register", ({ registerId }) => `/cabinet/registers/${registerId}`),
  screen("owner", "register-own-settings", ({ registerId }) => `/cabinet/registers/${registerId}/settings`),
  screen("owner", "register-application", ({ registerId }) => `/cabinet/registers/${registerId}/application`),
  screen("owner", "register-journal", ({ registerId }) => `/cabinet/registers/${registerId}/journal`),
  screen("owner", "register-documents", ({ registerId }) => `/cabinet/registers/${registerId}/documents`),
  screen(
    "owner",
    "register-document",
    ({ registerId, documentId }) => `/cabinet/registers/${registerId}/documents/${documentId}`,
  ),
  screen("owner", "reports", "/cabinet/reports"),
  screen("owner", "reports-none", "/cabinet/reports?from=2020-01-01&to=2020-01-02"),
  screen("owner", "receipts", "/cabinet/receipts"),
  screen("owner", "receipts-none-found", "/cabinet/receipts?q=999999"),
  screen("owner", "shifts", "/cabinet/shifts"),
  screen("owner", "goods", "/cabinet/goods"),
  screen("owner", "goods-import", "/cabinet/goods/import"),
  screen("owner", "good-new", "/cabinet/goods/new"),
  screen("owner", "good", ({ goodId }) => `/cabinet/goods/${goodId}`),
  screen("owner", "cashiers", "/cabinet/cashiers"),
  screen("owner", "cashier-new", "/cabinet/cashiers/new"),
  screen("owner", "cashier", ({ cashierId }) => `/cabinet/cashiers/${cashierId}`),
  screen("owner", "members", "/cabinet/members"),
  screen("owner", "member-new", "/cabinet/members/new"),
  screen("owner", "member", ({ memberId }) => `/cabinet/members/${memberId}`),
  screen("owner", "signature", ({ signatureId }) => `/cabinet/signatures/${signatureId}`),
  screen("owner", "sessions", "/cabinet/sessions"),
  screen("owner", "password", "/password/cabinet"),
  screen("admin", "moderation", "/admin/moderation"),
  screen("admin", "payments", "/admin/payments"),
  screen("admin", "organizations", "/admin/organizations"),
  screen("admin", "registers", "/admin/registers"),
  screen("admin", "sessions", "/admin/sessions"),
  screen("cashier", "choose", "/pos"),
  screen("cashier", "till", ({ registerId }) => `/pos/${registerId}`),
  screen("cashier", "receipts", ({ registerId }) => `/pos/${registerId}/receipts`),
  screen("cashier", "receipt", ({ registerId, documentId }) => `/pos/${registerId}/receipts/${documentId}`),
  screen("cashier", "return", ({ registerId }) => `/pos/${registerId}/return`),
  screen("cashier", "return-paper", ({ registerId }) => `/pos/${registerId}/return?paper=1`),
  screen(
    "cashier",
    "return-lines",
    ({ registerId, documentId }) => `/pos/${registerId}/return?basis=${documentId}&of=${registerId}`,
  ),
  screen("cashier", "cash", ({ registerId }) => `/pos/${registerId}/cash`),
  screen("cashier", "reports", ({ registerId }) => `/pos/${registerId}/reports`),
  screen("cashier", "pin", "/pos/pin"),
  screen("operator", "organization", "/ofd/organization"),
  screen("operator", "registers", "/ofd/registers"),
  screen("operator", "point-new", "/ofd/registers/new-point"),
  screen("operator", "register-new", "/ofd/registers/new"),
  screen("operator", "register", ({ ofdRegisterId }) => `/ofd/registers/${ofdRegisterId}`),
  screen("operator", "register-settings", ({ ofdRegisterId }) => `/ofd/registers/${ofdRegisterId}/settings`),
  screen("operator", "register-report", ({ ofdRegisterId }) => `/ofd/registers/${ofdRegisterId}/report/x`),
  screen("operator", "documents", "/ofd/documents"),
  screen("operator", "document", ({ ofdDocumentId }) => `/ofd/documents/${ofdDocumentId}`),
  screen("operator", "users", "/ofd/users"),
  screen("operator", "user", ({ ofdUserId }) => `/ofd/users/${ofdUserId}`),
  screen("operator", "account", "/ofd/account"),
  screen("operator", "tariffs", "/ofd/tariffs"),
  screen("operator", "register-exchanges", ({ ofdRegisterId }) => `/ofd/registers/${ofdRegisterId}?tab=exchanges`),
  screen("staff", "registers", `/ofd/staff?q=${encodeURIComponent("ӘЛЕМ")}`),
  screen("staff", "register", ({ ofdRegisterId }) => `/ofd/staff/${ofdRegisterId}`),
];

/** Pages that the walk goes through while it makes things, or that only lead elsewhere. */
export const PASSED_THROUGH: readonly string[] = [
  "/admin",
  "/confirm/[token]",
  "/register",
  "/register/contract",
  "/register/data",
  "/cabinet/registers/[id]/card",
  "/ofd",
  "/pos/lock",
  "/reset/[token]",
];
