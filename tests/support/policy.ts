import type { AccountKind } from "@/lib/auth";

/** Ids of one tenant's things, or ids that nobody has. */
export type Ids = {
  /** One whose card is in moderation. */
  readonly register: string;
  /** One that sells. */
  readonly till: string;
  readonly card: string;
  readonly cashier: string;
  readonly member: string;
  readonly signature: string;
  readonly good: string;
  readonly invoice: string;
  readonly document: string;
  readonly ofdPoint: string;
  readonly ofdRegister: string;
  readonly ofdUser: string;
  readonly ofdDocument: string;
};

export type Policy = {
  /** Who may come in: kinds of accounts, or everybody. */
  readonly who: readonly AccountKind[] | "street";
  /** What is sent to name a thing of a tenant: parameters of the address, or the input of an action. */
  readonly names?: (ids: Ids) => Readonly<Record<string, unknown>>;
  /** An action that takes plain arguments and answers null to whoever may not ask. */
  readonly args?: (ids: Ids) => readonly unknown[];
};

const street: Policy = { who: "street" };
const owner: Policy = { who: ["owner"] };
/** Members of the organisation beside its owner, by what their roles let them do. */
const shop: Policy = { who: ["owner", "manager"] };
const books: Policy = { who: ["owner", "accountant"] };
const receipts: Policy = { who: ["owner", "manager", "accountant"] };
const admin: Policy = { who: ["admin"] };
const cashier: Policy = { who: ["cashier"] };
const ofd: Policy = { who: ["ofd_admin"] };
const staff: Policy = { who: ["ofd_staff"] };
const naming = (policy: Policy, names: Policy["names"]): Policy => ({ ...policy, names });

const register = (ids: Ids) => ({ id: ids.register });
const till = (ids: Ids) => ({ registerId: ids.till });
const KEY = "isolation-key-1";

const CARD = {
  registrationNumber: "600400999999",
  registeredOn: "01.11.2026",
  taxOfficeCode: "6004",
  ofdRegisterId: "999999",
  ofdToken: "59129121",
  ofdCashierId: "2541",
  // A picture by its first bytes: whose register it is must be asked before the file is looked at, or with the same answer.
  file: new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], "karta.png"),
};

const GOOD = { name: "Хлеб", unitCode: "796", vatKind: "none", pricing: "free", version: "1" };

const SALE = {
  key: KEY,
  lines: [{ name: "Хлеб", vatKind: "none", priceTiyn: "50000", quantityMilli: "1000" }],
  payments: [{ type: "cash", sumTiyn: "50000" }],
};
const PAPER_RETURN = {
  ...SALE,
  basis: {
    sign: "1234567890",
    registrationNumber: "600400999998",
    issuedAt: "2026-06-29T12:00:00Z",
    totalTiyn: "50000",
  },
};
const CASH = { idempotencyKey: KEY, direction: "deposit", sum: "100" };

const OFD_REGISTER = {
  ...{ name: "Касса", model: "Модель", factoryNumber: "F-1", madeYear: "2026", registrationNumber: "600400999998" },
  consent: "on",
};

/** Every page, handler and action there is. One that is not listed fails the build. */
export const POLICY: Readonly<Record<string, Policy>> = {
  page: street,
  "sign-in/page": street,
  "pos/sign-in/page": street,
  "ofd/sign-in/page": street,
  "ofd/sign-up/page": street,
  "ofd/check/page": street,
  // Whoever holds its address may read an electronic receipt; nobody can make one up.
  "r/[token]/page": street,
  "r/[token]/pdf/route#GET": street,
  // Only leads on, to a page that asks.
  "ofd/page": street,
  "register/page": street,
  "register/key/page": street,
  "register/data/page": street,
  "register/contract/page": street,
  "register/contract/file/route#GET": street,
  "confirm/[token]/page": street,
  "check-signature/page": street,
  "check-signature/actions#checkSignature": street,
  "reset/page": street,
  "reset/[token]/page": street,
  "reset/actions#askForLink": street,
  "reset/actions#setNewPassword": street,
  "demo/keys/page": street,
  "demo/mailbox/page": street,
  "demo/tax-office/page": street,
  "demo/tax-office/actions#issueCardAction": street,
  "demo/tax-office/card/[tenantId]/[registerId]/route#GET": street,
  "demo/mailbox/[id]/page": street,
  "demo/mailbox/[id]/html/route#GET": street,
  "healthz/route#GET": street,
  "readyz/route#GET": street,
  "api/auth/[...nextauth]/route#GET": street,
  "api/auth/[...nextauth]/route#POST": street,
  "actions#chooseLanguage": street,
  "sign-out/actions#signOut": street,
  "sign-in/actions#signIn": street,
  "sign-in/actions#signInCashier": street,
  "sign-in/actions#askToSign": street,
  "sign-in/actions#signInWithEds": street,
  "ofd/sign-in/actions#signIn": street,
  "ofd/sign-in/actions#askToSignIn": street,
  "ofd/sign-in/actions#signInWithEds": street,
  "ofd/sign-up/actions#checkSignUp": street,
  "ofd/sign-up/actions#askToSignUp": street,
  "ofd/sign-up/actions#signUpWithEds": street,
  "register/actions#askForKey": street,
  "register/actions#startAction": street,
  "register/actions#saveDraftAction": street,
  "register/actions#giveDetailsAction": street,
  "register/actions#contractBytesAction": street,
  "register/actions#signContractAction": street,
  "confirm/[token]/actions#confirmAction": street,
  // Directories are open data.
  "cabinet/registers/actions#findLocalities": street,
  "ofd/actions#findLocalities": street,

  "password/[realm]/page": { who: ["owner", "manager", "accountant", "admin", "cashier", "ofd_admin", "ofd_staff"] },
  "password/[realm]/actions#changeCabinetPassword": { who: ["owner", "manager", "accountant", "admin"] },
  "password/[realm]/actions#changeCashierPassword": { who: ["cashier"] },
  "password/[realm]/actions#changeOfdPassword": { who: ["ofd_admin", "ofd_staff"] },
  "sessions/actions#endSessions": { who: ["owner", "manager", "accountant", "admin"] },

  "cabinet/page": owner,
  "cabinet/sessions/page": receipts,
  "cabinet/members/page": owner,
  "cabinet/members/new/page": owner,
  "cabinet/members/[id]/page": naming(owner, (ids) => ({ id: ids.member })),
  "cabinet/members/actions#admitMemberAction": owner,
  "cabinet/members/actions#changeMemberAction": naming(owner, (ids) => ({ memberId: ids.member, role: "manager" })),
  "cabinet/members/actions#disableMemberAction": naming(owner, (ids) => ({ memberId: ids.member })),
  "cabinet/members/actions#enableMemberAction": naming(owner, (ids) => ({ memberId: ids.member })),
  "cabinet/registers/page": shop,
  "cabinet/registers/new/page": shop,
  "cabinet/registers/export/route#GET": shop,
  "cabinet/registers/[id]/page": naming(shop, register),
  "cabinet/registers/[id]/settings/page": naming(owner, register),
  "cabinet/registers/[id]/settings/actions#saveSettingsAction": naming(owner, (ids) => ({
    ...{ registerId: ids.register, rounding: "none", roundingTo: "ceil", autoCloseAt: "", sections: "", paper: "80" },
    ...{ paperLanguage: "ru", paperTop: "", paperBottom: "", printer: "text", printerCodeTable: "53" },
  })),
  "cabinet/registers/[id]/card/page": naming(shop, register),
  "cabinet/registers/[id]/application/page": naming(shop, register),
  "cabinet/registers/[id]/application/file/route#GET": naming(shop, register),
  "cabinet/registers/[id]/application/package/route#GET": naming(shop, register),
  "cabinet/registers/[id]/scan/[cardId]/route#GET": naming(shop, (ids) => ({ id: ids.register, cardId: ids.card })),
  "cabinet/registers/[id]/journal/page": naming(receipts, (ids) => ({ id: ids.till })),
  "cabinet/registers/[id]/journal/file/route#GET": naming(receipts, (ids) => ({ id: ids.till })),
  "cabinet/registers/check/route#GET": receipts,
  "cabinet/registers/[id]/documents/page": naming(receipts, (ids) => ({ id: ids.till })),
  "cabinet/registers/[id]/documents/[documentId]/page": naming(receipts, (ids) => ({
    id: ids.till,
    documentId: ids.document,
  })),
  "cabinet/registers/[id]/documents/[documentId]/file/route#GET": naming(receipts, (ids) => ({
    id: ids.till,
    documentId: ids.document,
  })),
  "cabinet/registers/[id]/token-actions#setVersionAction": naming(shop, (ids) => ({
    registerId: ids.till,
    version: "203",
  })),
  "cabinet/registers/[id]/token-actions#newTokenAction": naming(shop, (ids) => ({
    registerId: ids.till,
    ofdToken: "59129121",
  })),
  "cabinet/registers/actions#createRegisterAction": shop,
  "cabinet/registers/actions#applicationBytesAction": naming(shop, (ids) => ({ registerId: ids.register })),
  "cabinet/registers/actions#signApplicationAction": naming(shop, (ids) => ({
    registerId: ids.register,
    cms: "AAAA",
  })),
  "cabinet/registers/sign-all-actions#applicationsBytesAction": naming(shop, (ids) => ({
    registerIds: [ids.register],
  })),
  "cabinet/registers/sign-all-actions#signApplicationsAction": naming(shop, (ids) => ({
    signed: [{ registerId: ids.register, cms: "AAAA" }],
  })),
  "cabinet/registers/actions#uploadCardAction": naming(shop, (ids) => ({ ...CARD, registerId: ids.register })),
  "cabinet/registers/actions#prolongAction": naming(shop, (ids) => ({
    registerId: ids.register,
    paidUntil: "2026-12-01T00:00:00Z",
  })),
  "cabinet/signatures/[id]/page": naming(shop, (ids) => ({ id: ids.signature })),
  "cabinet/signatures/[id]/cms/route#GET": naming(shop, (ids) => ({ id: ids.signature })),
  "cabinet/signatures/[id]/document/route#GET": naming(shop, (ids) => ({ id: ids.signature })),
  "cabinet/cashiers/page": shop,
  "cabinet/cashiers/new/page": shop,
  "cabinet/cashiers/[id]/page": naming(shop, (ids) => ({ id: ids.cashier })),
  "cabinet/cashiers/actions#createCashierAction": shop,
  "cabinet/cashiers/actions#setAccessAction": naming(shop, (ids) => ({
    cashierId: ids.cashier,
    registerIds: [ids.register],
  })),
  "cabinet/cashiers/actions#resetPasswordAction": naming(shop, (ids) => ({ cashierId: ids.cashier })),
  "cabinet/cashiers/actions#disableCashierAction": naming(shop, (ids) => ({ cashierId: ids.cashier })),
  "cabinet/cashiers/actions#enableCashierAction": naming(shop, (ids) => ({ cashierId: ids.cashier })),

  "ofd/staff/page": staff,
  "ofd/staff/[id]/page": staff,
  "ofd/staff/actions#block": staff,
  "ofd/staff/actions#unblock": staff,
  "ofd/staff/actions#takeOff": staff,
  "ofd/account/page": ofd,
  "ofd/organization/page": ofd,
  "ofd/tariffs/page": ofd,
  "ofd/documents/page": ofd,
  "ofd/documents/[id]/page": naming(ofd, (ids) => ({ id: ids.ofdDocument })),
  "ofd/registers/page": ofd,
  "ofd/registers/new/page": ofd,
  "ofd/registers/new-point/page": ofd,
  "ofd/registers/[id]/page": naming(ofd, (ids) => ({ id: ids.ofdRegister })),
  "ofd/registers/[id]/settings/page": naming(ofd, (ids) => ({ id: ids.ofdRegister })),
  "ofd/registers/[id]/report/[shift]/page": naming(ofd, (ids) => ({ id: ids.ofdRegister, shift: "1" })),
  "ofd/users/page": ofd,
  "ofd/users/[number]/page": naming(ofd, (ids) => ({ number: ids.ofdUser })),
  "ofd/actions#createTradingPoint": ofd,
  "ofd/actions#createRegister": naming(ofd, (ids) => ({ ...OFD_REGISTER, tradingPointId: ids.ofdPoint })),
  "ofd/actions#takeTariff": naming(ofd, (ids) => ({ registerId: ids.ofdRegister, tariffCode: "wired" })),
  "ofd/actions#takeToken": naming(ofd, (ids) => ({ registerId: ids.ofdRegister })),
  "ofd/actions#saveUser": naming(ofd, (ids) => ({ number: ids.ofdUser, name: "Чужой" })),

  "cabinet/billing/page": books,
  "cabinet/billing/export/route#GET": books,
  "cabinet/billing/invoices/[id]/route#GET": naming(books, (ids) => ({ id: ids.invoice })),
  "cabinet/billing/actions#createInvoiceAction": books,
  "cabinet/reports/page": receipts,
  "cabinet/reports/export/route#GET": receipts,
  "cabinet/receipts/page": receipts,
  "cabinet/receipts/export/route#GET": receipts,
  "cabinet/shifts/page": receipts,
  "cabinet/shifts/export/route#GET": receipts,
  "cabinet/goods/page": shop,
  "cabinet/goods/new/page": shop,
  "cabinet/goods/export/route#GET": shop,
  "cabinet/goods/import/page": shop,
  "cabinet/goods/import/sample/route#GET": shop,
  "cabinet/goods/actions#findGoodAction": shop,
  "cabinet/goods/actions#readImportAction": shop,
  "cabinet/goods/actions#confirmImportAction": shop,
  "cabinet/goods/[id]/page": naming(shop, (ids) => ({ id: ids.good })),
  "cabinet/goods/actions#createGoodAction": shop,
  "cabinet/goods/actions#updateGoodAction": naming(shop, (ids) => ({ ...GOOD, goodId: ids.good })),
  "cabinet/goods/actions#archiveGoodAction": naming(shop, (ids) => ({ goodId: ids.good, archived: true })),
  "cabinet/profile/page": owner,
  "cabinet/profile/contract/route#GET": owner,
  "cabinet/profile/actions#resendAction": owner,
  "cabinet/profile/actions#saveDivisionsAction": owner,
  "cabinet/profile/actions#saveVatAction": owner,

  "pos/page": cashier,
  "pos/lock/page": cashier,
  "pos/pin/page": cashier,
  "pos/lock/actions#lockTill": cashier,
  "pos/lock/actions#unlockTill": cashier,
  "pos/lock/actions#choosePin": cashier,
  "pos/[registerId]/page": naming(cashier, till),
  "pos/[registerId]/cash/page": naming(cashier, till),
  "pos/[registerId]/reports/page": naming(cashier, till),
  "pos/[registerId]/receipts/page": naming(cashier, till),
  "pos/[registerId]/receipts/[documentId]/page": naming(cashier, (ids) => ({ ...till(ids), documentId: ids.document })),
  "pos/[registerId]/receipts/[documentId]/file/route#GET": naming(cashier, (ids) => ({
    ...till(ids),
    documentId: ids.document,
  })),
  "pos/[registerId]/return/page": naming(cashier, till),
  "pos/[registerId]/return/actions#giveBackByPaper": naming(cashier, (ids) => ({ ...PAPER_RETURN, ...till(ids) })),
  "pos/[registerId]/receipts/actions#mailReceipt": naming(cashier, (ids) => ({
    ...{ documentId: ids.document, email: "buyer@example.kz", ...till(ids) },
  })),
  "pos/[registerId]/receipts/actions#repeatReceipt": naming(cashier, (ids) => ({
    documentId: ids.document,
    ...till(ids),
  })),
  "pos/actions#readTill": { ...cashier, args: (ids) => [ids.till] },
  "pos/actions#sell": naming(cashier, (ids) => ({ ...SALE, ...till(ids) })),
  "pos/actions#settle": naming(cashier, (ids) => ({ key: "isolation-key-2", ...till(ids) })),
  "pos/actions#giveBack": naming(cashier, (ids) => ({ key: KEY, basisId: ids.document, ...till(ids) })),
  "pos/actions#moveCash": naming(cashier, (ids) => ({ ...CASH, ...till(ids) })),
  "pos/actions#endShift": naming(cashier, (ids) => ({ key: KEY, ...till(ids) })),
  "pos/actions#beginShift": naming(cashier, till),
  "pos/actions#xReport": naming(cashier, till),

  // Administrators see every organisation: there is no other one's id.
  "admin/page": admin,
  "admin/sessions/page": admin,
  "admin/moderation/page": admin,
  "admin/moderation/scan/[cardId]/route#GET": admin,
  "admin/moderation/actions#approveAction": admin,
  "admin/moderation/actions#rejectAction": admin,
  "admin/organizations/page": admin,
  "admin/organizations/actions#suspendAction": admin,
  "admin/organizations/actions#restoreAction": admin,
  "admin/payments/page": admin,
  "admin/registers/page": admin,
  "admin/registers/actions#settleHeldAction": admin,
  "admin/registers/actions#closeAlarmAction": admin,
  "admin/payments/actions#recordPaymentAction": admin,
};
