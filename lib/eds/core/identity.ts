import { err, ok, parseXin, type Result, type Xin, xinFromCertificate } from "@/lib/kernel";
import { type Certificate, onlyName, shownSerial } from "./certificate";
import type { EdsError } from "./error";
import { OID } from "./oids";

export type SignerRole =
  | "head"
  | "right_to_sign"
  | "financial"
  | "personnel"
  | "employee"
  | "treasury"
  | "information_system"
  | "individual"
  | "other";

/** Who signed, as the authority vouches for it. */
export type Signer = {
  readonly kind: "legal" | "individual";
  /** БИН of a legal entity, ИИН of a person who acts for himself. */
  readonly xin: Xin;
  readonly iin: Xin;
  readonly bin: Xin | null;
  /** Surname, name and, where the key holds it, patronymic. */
  readonly fullName: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly organization: string | null;
  readonly email: string | null;
  readonly city: string | null;
  readonly role: SignerRole;
  /** Of the certificate, as people read it. */
  readonly serial: string;
  readonly notAfter: Date;
  /** The authority gave a number that fails its own check digit. Accepted as it stands; worth a line in the log. */
  readonly oddNumber: boolean;
};

/**
 * Reads the person, organisation and role out of a certificate whose chain was verified. Attributes are matched by
 * identifier, never by place; roles are exact purposes, never prefixes.
 */
export function identify(certificate: Certificate): Result<Signer, EdsError> {
  const purposes = certificate.extKeyUsage;
  const legal = purposes.has(OID.legalEntity);
  if (legal === purposes.has(OID.individual)) return err({ code: "eds.wrong_role" });
  const iin = numberOf(onlyName(certificate, OID.serialNumber), "IIN");
  const units = (certificate.names.get(OID.organizationalUnit) ?? []).filter((unit) => unit.startsWith("BIN"));
  const bin = units.length === 1 ? numberOf(units[0] ?? null, "BIN") : null;
  const name = onlyName(certificate, OID.commonName);
  // A program's key names no person: nobody has signed.
  if (!iin && purposes.has(OID.informationSystem)) return err({ code: "eds.wrong_role" });
  if (!iin || !name || (legal && !bin)) return err({ code: "eds.identity_missing" });
  const xin = legal && bin ? bin : iin;
  return ok({
    ...{ kind: legal ? "legal" : "individual", xin, iin, bin: legal ? bin : null },
    ...namesOf(certificate, name),
    organization: legal ? onlyName(certificate, OID.organization) : null,
    email: onlyName(certificate, OID.email),
    city: onlyName(certificate, OID.locality) ?? onlyName(certificate, OID.state),
    role: roleOf(purposes),
    serial: shownSerial(certificate),
    notAfter: certificate.notAfter,
    oddNumber: [iin, xin].some((number) => !parseXin(number).ok),
  });
}

const numberOf = (text: string | null, prefix: "IIN" | "BIN"): Xin | null =>
  text?.startsWith(prefix) ? xinFromCertificate(text.slice(prefix.length)) : null;

/** CN holds surname and name in capitals; G, against its title, holds the patronymic. */
function namesOf(certificate: Certificate, commonName: string) {
  const surname = onlyName(certificate, OID.surname) ?? commonName.split(" ")[0] ?? commonName;
  const patronymic = onlyName(certificate, OID.givenName);
  const givenName = commonName.startsWith(`${surname} `) ? commonName.slice(surname.length + 1) : commonName;
  return { fullName: patronymic ? `${commonName} ${patronymic}` : commonName, surname, givenName, patronymic };
}

/** Roles in the order in which they decide where a key names several: a program is never taken for a person. */
const ROLES: readonly (readonly [oid: string, role: SignerRole])[] = [
  [OID.individual, "individual"],
  [OID.informationSystem, "information_system"],
  [OID.treasury, "treasury"],
  [OID.head, "head"],
  [OID.rightToSign, "right_to_sign"],
  [OID.financial, "financial"],
  [OID.personnel, "personnel"],
  [OID.employee, "employee"],
];

const roleOf = (purposes: ReadonlySet<string>): SignerRole => ROLES.find(([oid]) => purposes.has(oid))?.[1] ?? "other";
