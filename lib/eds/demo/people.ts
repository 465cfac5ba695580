import type { Randomness } from "@/lib/kernel";
import { xinCheckDigit } from "@/lib/kernel";
import { OID } from "../core/oids";
import type { NamePart } from "./certificates";
import type { DemoKey } from "./folder";

/** Whom a key is made for. All of them are made up; their numbers pass their checks and belong to nobody we know of. */
export type Person = {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly iin: string;
  readonly email: string | null;
  readonly city: string;
};

export type Company = { readonly name: string; readonly bin: string };

export type Role = DemoKey["role"];

/** Completes eleven digits with the check digit, taking the next number where no check digit exists. */
export function completeXin(first11: string): string {
  const digit = xinCheckDigit(first11);
  if (digit !== null) return first11 + digit;
  return completeXin(String(BigInt(first11) + 1n).padStart(11, "0"));
}

/** Subject of a certificate in the layout of the national authority. */
export function subjectOf(person: Person, company: Company | null): NamePart[] {
  const parts: NamePart[] = [
    [OID.commonName, [person.surname, person.givenName].filter(Boolean).join(" ")],
    ["2.5.4.6", "KZ"],
    [OID.locality, person.city],
    [OID.state, person.city],
  ];
  // A program has a title and no number of a person.
  if (person.iin) parts.push([OID.surname, person.surname], [OID.serialNumber, `IIN${person.iin}`]);
  if (company) parts.push([OID.organization, company.name], [OID.organizationalUnit, `BIN${company.bin}`]);
  if (person.patronymic) parts.push([OID.givenName, person.patronymic]);
  if (person.email) parts.push([OID.email, person.email]);
  return parts;
}

/** Purposes that tell a role, beside what the key may do. */
export const PURPOSES_OF: Record<Role, readonly string[]> = {
  head: [OID.legalEntity, OID.head],
  right_to_sign: [OID.legalEntity, OID.rightToSign],
  employee: [OID.legalEntity, OID.employee],
  individual: [OID.individual],
  information_system: [OID.legalEntity, OID.informationSystem],
};

const digits = (randomness: Randomness, count: number): string =>
  Array.from(randomness.bytes(count), (byte) => byte % 10).join("");

/** A fresh БИН of a resident legal entity, registered last month by its number. */
export function newBin(randomness: Randomness, now: Date): string {
  const month = `${String(now.getUTCFullYear()).slice(2)}${String(now.getUTCMonth() + 1).padStart(2, "0")}`;
  return completeXin(`${month}40${digits(randomness, 5)}`);
}

/** A fresh ИИН of somebody born between 1970 and 1999. */
export function newIin(randomness: Randomness): string {
  const [year = 0, month = 0, day = 0, sex = 0] = randomness.bytes(4);
  const two = (value: number) => String(value).padStart(2, "0");
  return completeXin(
    `${70 + (year % 30)}${two(1 + (month % 12))}${two(1 + (day % 28))}${3 + (sex % 2)}${digits(randomness, 4)}`,
  );
}
