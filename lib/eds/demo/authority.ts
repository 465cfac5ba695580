import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import forge from "node-forge";
import { type Clock, invariant, newId, type Randomness } from "@/lib/kernel";
import { OID } from "../core/oids";
import cast from "./cast.json";
import {
  certify,
  type Issuer,
  type KeyPair,
  keyPairOf,
  keyPem,
  makeList,
  newKeyPair,
  purposesExtension,
  type RevokedSerial,
  readCertificate,
} from "./certificates";
import { DEMO_KEY_PASSWORD, DEMO_LIST_HOST, type DemoKey, readDemoKeys, writeDemoKey, writePrivate } from "./folder";
import { type Company, completeXin, newBin, newIin, type Person, PURPOSES_OF, type Role, subjectOf } from "./people";

const DAY_MS = 24 * 60 * 60 * 1000;
const KEY_LIFE_DAYS = 3 * 365;
const days = (now: Date, count: number): Date => new Date(now.getTime() + count * DAY_MS);

export type NewCompany = {
  readonly organization: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly city: string;
};
export type NewEntrepreneur = Omit<NewCompany, "organization">;

export type DemoAuthority = {
  readonly folder: string;
  keys(): DemoKey[];
  key(id: string): DemoKey | null;
  /** The key pair behind a demo key; null when the password is wrong. */
  open(key: DemoKey, password: string): KeyPair | null;
  /** A head's key of a company that did not exist before, with fresh valid numbers. */
  addCompany(company: NewCompany): Promise<DemoKey>;
  addEntrepreneur(entrepreneur: NewEntrepreneur): Promise<DemoKey>;
  revoke(id: string): void;
  /** The list of an authority, made as if it were this moment. */
  list(of: "root" | "issuing", at: Date): Uint8Array;
};

export type AuthorityTools = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Where key pairs come from; tests give all people one and the same, which is quicker. */
  readonly newPair?: () => Promise<KeyPair>;
};

/** Opens the demo authority of a folder, making it and its people at first use. Two at once end with one authority. */
export async function openAuthority(folder: string, tools: AuthorityTools): Promise<DemoAuthority> {
  if (!existsSync(join(folder, "authority.json"))) await makeFolder(folder, tools);
  return authorityOf(folder, tools);
}

async function makeFolder(folder: string, tools: AuthorityTools): Promise<void> {
  const half = `${folder}.${Buffer.from(tools.randomness.bytes(6)).toString("hex")}.half`;
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const now = tools.clock.now();
  const issuers = await makeIssuers(now);
  writePrivate(join(half, "authority.json"), JSON.stringify(kept(issuers), null, 2));
  for (const name of ["root", "issuing"] as const)
    writePrivate(join(half, `${name}.crt`), forge.pki.certificateToPem(issuers[name].certificate));
  const { newPair = newKeyPair } = tools;
  await Promise.all(
    cast.keys.map(async (line) => writeDemoKey(half, makeKey(issuers.issuing, orderOf(line), await newPair(), now))),
  );
  try {
    renameSync(half, folder);
  } catch (thrown) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(folder, "authority.json"))) throw thrown; // else another process was quicker
  }
}

type Issuers = { readonly root: Issuer; readonly issuing: Issuer };

const AUTHORITY_USES = { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true };

/** A root and the authority below it that issues to people. Their names say DEMO: production refuses them by it. */
async function makeIssuers(now: Date): Promise<Issuers> {
  const [rootKeys, issuingKeys] = await Promise.all([newKeyPair(), newKeyPair()]);
  const dates = { notBefore: days(now, -800), notAfter: days(now, 20 * 365) };
  const nameOf = (name: string) =>
    [
      [OID.commonName, name],
      [OID.organization, cast.authority.organization],
      ["2.5.4.6", "KZ"],
    ] as const;
  const certificate = certify({
    ...{ subject: nameOf(cast.authority.root), publicKey: rootKeys.publicKey, issuer: null, ...dates },
    ownKey: rootKeys.privateKey,
    extensions: [{ name: "basicConstraints", critical: true, cA: true }, AUTHORITY_USES],
  });
  const root = { certificate, privateKey: rootKeys.privateKey };
  const issuing = certify({
    ...{ subject: nameOf(cast.authority.issuing), publicKey: issuingKeys.publicKey, issuer: root, ...dates },
    listAddress: `http://${DEMO_LIST_HOST}/root.crl`,
    extensions: [{ name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 }, AUTHORITY_USES],
  });
  return { root, issuing: { certificate: issuing, privateKey: issuingKeys.privateKey } };
}

const kept = (issuers: Issuers) =>
  Object.fromEntries(
    Object.entries(issuers).map(([name, { certificate, privateKey }]) => [
      name,
      { certificate: forge.pki.certificateToPem(certificate), key: keyPem(privateKey) },
    ]),
  );

export type KeyOrder = {
  readonly id: string;
  readonly person: Person;
  readonly company: Company | null;
  readonly role: Role;
  readonly purpose: DemoKey["purpose"];
  readonly state: DemoKey["state"];
  readonly madeByVisitor: boolean;
};

/** Issues one key with the purposes and the subject layout of the national authority. */
export function makeKey(issuing: Issuer, order: KeyOrder, pair: KeyPair, now: Date): DemoKey {
  const signs = order.purpose === "sign";
  const purposes = [signs ? OID.forSigning : OID.forAuthentication, ...PURPOSES_OF[order.role]];
  const certificate = certify({
    ...{ subject: subjectOf(order.person, order.company), publicKey: pair.publicKey, issuer: issuing },
    notBefore: order.state === "expired" ? days(now, -400) : days(now, -30),
    notAfter: order.state === "expired" ? days(now, -35) : days(now, KEY_LIFE_DAYS),
    listAddress: `http://${DEMO_LIST_HOST}/issuing.crl`,
    extensions: [
      { name: "keyUsage", critical: true, digitalSignature: true, nonRepudiation: signs, keyEncipherment: !signs },
      purposesExtension(purposes),
    ],
  });
  const { person, company } = order;
  return {
    ...{
      id: order.id,
      role: order.role,
      purpose: order.purpose,
      state: order.state,
      madeByVisitor: order.madeByVisitor,
    },
    person: [person.surname, person.givenName, person.patronymic].filter(Boolean).join(" "),
    ...{ iin: person.iin, organization: company?.name ?? null, bin: company?.bin ?? null, email: person.email },
    revokedAt: order.state === "revoked" ? days(now, -3).toISOString() : null,
    certificate: forge.pki.certificateToPem(certificate),
    encryptedKey: keyPem(pair.privateKey, DEMO_KEY_PASSWORD),
  };
}

type CastLine = { id: string; person: string; company: string | null; role: string; state?: string; purpose?: string };

function orderOf(line: CastLine): KeyOrder {
  const people: Record<string, Omit<Person, "iin"> & { first11: string }> = cast.people;
  const companies: Record<string, { name: string; first11: string }> = cast.companies;
  const person = people[line.person];
  const company = line.company === null ? null : companies[line.company];
  invariant(person !== undefined && company !== undefined && line.role in PURPOSES_OF, "the cast names its own people");
  return {
    id: line.id,
    person: { ...person, iin: completeXin(person.first11) },
    company: company && { name: company.name, bin: completeXin(company.first11) },
    role: line.role as Role, // cast: just checked
    purpose: line.purpose === "auth" ? "auth" : "sign",
    state: line.state === "expired" || line.state === "revoked" ? line.state : "good",
    madeByVisitor: false,
  };
}

/** Life of a list: longer than any pause between two fetches, shorter than a demo anybody leaves alone. */
const LIST_MS = DAY_MS;

function authorityOf(folder: string, { clock, randomness, newPair = newKeyPair }: AuthorityTools): DemoAuthority {
  const file = JSON.parse(readFileSync(join(folder, "authority.json"), "utf8")) as ReturnType<typeof kept>; // cast: ours
  const issuerOf = (name: "root" | "issuing"): Issuer => {
    const entry = file[name];
    invariant(entry !== undefined, "the demo authority's file is whole");
    return {
      certificate: readCertificate(entry.certificate),
      privateKey: keyPairOf(entry.key).privateKey,
    };
  };
  const issuers: Issuers = { root: issuerOf("root"), issuing: issuerOf("issuing") };
  const keys = () => readDemoKeys(folder);
  const key = (id: string) => keys().find((candidate) => candidate.id === id) ?? null;

  async function add(request: NewEntrepreneur, company: Company | null): Promise<DemoKey> {
    const { surname, givenName, patronymic, email, city } = request;
    const order: KeyOrder = {
      id: `v-${newId(clock, randomness)}`,
      person: { surname, givenName, patronymic, email, city, iin: newIin(randomness) },
      company,
      role: company ? "head" : "individual",
      ...{ purpose: "sign", state: "good", madeByVisitor: true },
    };
    const made = makeKey(issuers.issuing, order, await newPair(), clock.now());
    writeDemoKey(folder, made);
    return made;
  }

  return {
    ...{ folder, keys, key },
    open(wanted, password) {
      try {
        return keyPairOf(wanted.encryptedKey, password);
      } catch {
        return null; // the one thing that can go wrong with our own file is the password
      }
    },
    addCompany: (request) => add(request, { name: request.organization, bin: newBin(randomness, clock.now()) }),
    addEntrepreneur: (request) => add(request, null),
    revoke(id) {
      const found = key(id);
      invariant(found !== null, "only an issued key can be revoked");
      writeDemoKey(folder, { ...found, state: "revoked", revokedAt: clock.now().toISOString() });
    },
    list(of, at) {
      const dates = { thisUpdate: new Date(at.getTime() - 60_000), nextUpdate: new Date(at.getTime() + LIST_MS) };
      return makeList(issuers[of], of === "issuing" ? revokedOf(keys()) : [], dates);
    },
  };
}

const revokedOf = (keys: readonly DemoKey[]): RevokedSerial[] =>
  keys.flatMap(({ revokedAt, certificate }) =>
    revokedAt ? [{ serial: readCertificate(certificate).serialNumber, at: new Date(revokedAt) }] : [],
  );
