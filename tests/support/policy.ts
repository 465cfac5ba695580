import type { AccountKind } from "@/lib/auth";

/** Ids of one tenant's things, or ids that nobody has. */
export type Ids = {
  readonly register: string;
  readonly card: string;
  readonly cashier: string;
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
};

const street: Policy = { who: "street" };
const owner: Policy = { who: ["owner"] };
const admin: Policy = { who: ["admin"] };
const ofd: Policy = { who: ["ofd_admin"] };
const naming = (policy: Policy, names: Policy["names"]): Policy => ({ ...policy, names });

const register = (ids: Ids) => ({ id: ids.register });
const cashier = (ids: Ids) => ({ id: ids.cashier });

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
  "register/page": street,
  "register/key/page": street,
  "register/data/page": street,
  "register/contract/page": street,
  "register/contract/file/route#GET": street,
  "confirm/[token]/page": street,
  "demo/keys/page": street,
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
  "register/actions#signContractAction": street,
  "confirm/[token]/actions#confirmAction": street,
  // Directories are open data.
  "cabinet/registers/actions#findLocalities": street,
  "ofd/actions#findLocalities": street,

  "password/[realm]/page": { who: ["owner", "admin", "cashier", "ofd_admin"] },
  "password/[realm]/actions#changeCabinetPassword": { who: ["owner", "admin"] },
  "password/[realm]/actions#changeCashierPassword": { who: ["cashier"] },
  "password/[realm]/actions#changeOfdPassword": ofd,
  "sessions/actions#endSessions": { who: ["owner", "admin"] },

  "cabinet/sessions/page": owner,
  "cabinet/registers/page": owner,
  "cabinet/registers/new/page": owner,
  "cabinet/registers/export/route#GET": owner,
  "cabinet/registers/[id]/page": naming(owner, register),
  "cabinet/registers/[id]/card/page": naming(owner, register),
  "cabinet/registers/[id]/application/page": naming(owner, register),
  "cabinet/registers/[id]/application/file/route#GET": naming(owner, register),
  "cabinet/registers/[id]/application/package/route#GET": naming(owner, register),
  "cabinet/registers/[id]/scan/[cardId]/route#GET": naming(owner, (ids) => ({ id: ids.register, cardId: ids.card })),
  "cabinet/registers/actions#createRegisterAction": owner,
  "cabinet/registers/actions#applicationBytesAction": naming(owner, (ids) => ({ registerId: ids.register })),
  "cabinet/registers/actions#signApplicationAction": naming(owner, (ids) => ({ registerId: ids.register, cms: "AAAA" })),
  "cabinet/registers/actions#uploadCardAction": naming(owner, (ids) => ({ ...CARD, registerId: ids.register })),
  "cabinet/registers/actions#prolongAction": naming(owner, (ids) => ({ registerId: ids.register })),
  "cabinet/cashiers/page": owner,
  "cabinet/cashiers/new/page": owner,
  "cabinet/cashiers/[id]/page": naming(owner, cashier),
  "cabinet/cashiers/actions#createCashierAction": owner,
  "cabinet/cashiers/actions#setAccessAction": naming(owner, (ids) => ({ cashierId: ids.cashier, registerIds: [ids.register] })),
  "cabinet/cashiers/actions#resetPasswordAction": naming(owner, (ids) => ({ cashierId: ids.cashier })),
  "cabinet/cashiers/actions#disableCashierAction": naming(owner, (ids) => ({ cashierId: ids.cashier })),
  "cabinet/cashiers/actions#enableCashierAction": naming(owner, (ids) => ({ cashierId: ids.cashier })),

  "ofd/page": ofd,
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

  "admin/page": admin,
  "admin/sessions/page": admin,
};
