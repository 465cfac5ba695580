import { env } from "./env";

/** The company that runs this service: one side of every contract, the payee of every invoice. */
export type Provider = {
  readonly name: string;
  readonly bin: string;
  readonly address: string;
  readonly headName: string;
  readonly bank: { readonly name: string; readonly bik: string; readonly iik: string };
  /** Beneficiary code of payments within the country: 17 is a resident private company. */
  readonly kbe: string;
  readonly email: string;
  readonly phone: string;
  /** In demo mode papers say that they are examples and must not be paid. */
  readonly demo: boolean;
};

/** Made up for the demo; the numbers pass their checks and belong to nobody. */
const DEMO = {
  name: "ТОО «Тиын Сервис»",
  bin: "180140000117",
  address: "050000, г. Алматы, пр. Абая, 10",
  headName: "Сериков А. Т.",
  bankName: "АО «Kaspi Bank»",
  bik: "CASPKZKA",
  iik: "KZ41722C000000000001",
};

/** The company behind the service, from the settings. Production has its own, named in full; the demo has an example. */
export function provider(): Provider {
  const settings = env();
  return {
    name: settings.PROVIDER_NAME ?? DEMO.name,
    bin: settings.PROVIDER_BIN ?? DEMO.bin,
    address: settings.PROVIDER_ADDRESS ?? DEMO.address,
    headName: settings.PROVIDER_HEAD ?? DEMO.headName,
    bank: {
      name: settings.PROVIDER_BANK ?? DEMO.bankName,
      bik: settings.PROVIDER_BIK ?? DEMO.bik,
      iik: settings.PROVIDER_IIK ?? DEMO.iik,
    },
    kbe: settings.PROVIDER_KBE,
    email: settings.SUPPORT_EMAIL,
    phone: settings.SUPPORT_PHONE,
    demo: settings.APP_MODE === "demo",
  };
}
