import type { Provider } from "@/lib/config";
import { type Day, parseDay, present } from "@/lib/kernel";

/** A day that a test names by hand. */
export const day = (text: string): Day => present(parseDay(text), "a day of this test");

/** The company behind the service, as papers of tests name it. */
export const provider: Provider = {
  name: "ТОО «Тиын Сервис»",
  bin: "180140000117",
  address: "050000, г. Алматы, пр. Абая, 10",
  headName: "Сериков А. Т.",
  bank: { name: "АО «Kaspi Bank»", bik: "CASPKZKA", iik: "KZ41722C000000000001" },
  kbe: "17",
  email: "help@tiyn.example",
  phone: "+7 727 000 00 00",
  demo: false,
};

/** A client with Kazakh letters in its name. */
export const client = {
  kind: "legal_entity",
  xin: "190540009993",
  name: "ТОО «Әлем Құрылыс»",
  headName: "Ахметов Данияр Серикович",
  legalAddress: "г. Алматы, ул. Сатпаева, 90",
  email: "a@alem.kz",
  vat: { series: "60001", number: "0065985", issuedOn: day("05.05.2020") },
} as const;
