import { invariant } from "@/lib/kernel";
import type { KeyOrder } from "./authority";
import cast from "./cast.json";
import { completeXin, type Person, PURPOSES_OF, type Role } from "./people";

/** Names of the demo authority itself. */
export const castNames = cast.authority;

type Line = {
  readonly id: string;
  readonly person: string;
  readonly company: string | null;
  readonly role: string;
  readonly algorithm?: string;
  readonly state?: string;
  readonly purpose?: string;
};

/** The keys that every demo begins with. */
export const castKeys = (): KeyOrder[] => (cast.keys as readonly Line[]).map(orderOf); // cast: lines leave out what is usual

function orderOf(line: Line): KeyOrder {
  const people: Record<string, Omit<Person, "iin"> & { first11: string | null }> = cast.people;
  const companies: Record<string, { name: string; first11: string }> = cast.companies;
  const person = people[line.person];
  const company = line.company === null ? null : companies[line.company];
  invariant(person !== undefined && company !== undefined && line.role in PURPOSES_OF, "the cast names its own people");
  return {
    id: line.id,
    person: { ...person, iin: person.first11 === null ? "" : completeXin(person.first11) },
    company: company && { name: company.name, bin: completeXin(company.first11) },
    role: line.role as Role, // cast: just checked
    algorithm: line.algorithm === "gost2015" || line.algorithm === "gost2004" ? line.algorithm : "rsa",
    purpose: line.purpose === "auth" ? "auth" : "sign",
    state: line.state === "expired" || line.state === "revoked" ? line.state : "good",
    madeByVisitor: false,
  };
}
