import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Clock, invariant, newId, present, type Randomness } from "@/lib/kernel";
import type { Certificate } from "../core/certificate";
import { OID } from "../core/oids";
import { castKeys, castNames } from "./cast";
import {
  authorityExtension,
  certificateFrom,
  certify,
  type Issuer,
  makeList,
  type NamePart,
  purposesExtension,
  type RevokedSerial,
  serialOf,
  usesExtension,
} from "./certificates";
import { lockKey, openKey } from "./container";
import type { Der } from "./der";
import {
  DEMO_ALGORITHMS,
  DEMO_KEY_PASSWORD,
  DEMO_LIST_HOST,
  type DemoKey,
  derOfPem,
  pemOf,
  readDemoKeys,
  writeDemoKey,
  writePrivate,
} from "./folder";
import { type Company, newBin, newIin, type Person, PURPOSES_OF, type Role, subjectOf } from "./people";
import { type KeyAlgorithm, keyOf, newKey, type SigningKey } from "./signing-key";

const DAY_MS = 24 * 60 * 60 * 1000;
const KEY_LIFE_DAYS = 3 * 365;
const days = (now: Date, count: number): Date => new Date(now.getTime() + count * DAY_MS);

export type NewEntrepreneur = {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly city: string;
  /** ГОСТ 34.10-2015 unless told otherwise: the national authority issues no other keys since 2024. */
  readonly algorithm?: KeyAlgorithm;
};
export type NewCompany = NewEntrepreneur & { readonly organization: string };

/** What one algorithm has: a root, the authority below it that issues to people, and its services. */
export type IssuerName = "root" | "issuing" | "ocsp" | "tsa";
export type Issuers = Readonly<Record<IssuerName, Issuer>>;

export type DemoAuthority = {
  readonly folder: string;
  keys(): DemoKey[];
  key(id: string): DemoKey | null;
  /** The private key behind a demo key; null when the password is wrong. */
  open(key: DemoKey, password: string): SigningKey | null;
  /** A head's key of a company that did not exist before, with fresh valid numbers. */
  addCompany(company: NewCompany): Promise<DemoKey>;
  addEntrepreneur(entrepreneur: NewEntrepreneur): Promise<DemoKey>;
  revoke(id: string): void;
  issuers(algorithm: KeyAlgorithm): Issuers;
  /** The list of an authority, made as if it were this moment. */
  list(of: "root" | "issuing", algorithm: KeyAlgorithm, at: Date): Der;
  /** What is known of a serial number: issued and good, revoked, or never issued. */
  status(algorithm: KeyAlgorithm, serial: string): { readonly revokedAt: Date | null } | null;
};

export type AuthorityTools = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Where keys come from; tests give all people one and the same, which is quicker. */
  readonly newKey?: (algorithm: KeyAlgorithm) => Promise<SigningKey>;
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
  const made = await Promise.all(DEMO_ALGORITHMS.map((algorithm) => makeIssuers(algorithm, now)));
  const all = Object.fromEntries(
    DEMO_ALGORITHMS.map((algorithm, at) => [algorithm, present(made[at], "each is made")]),
  );
  writePrivate(join(half, "authority.json"), JSON.stringify(mapIssuers(all, kept), null, 2));
  for (const [algorithm, issuers] of Object.entries(all))
    for (const name of ["root", "issuing"] as const)
      writePrivate(join(half, `${name}-${algorithm}.crt`), pemOf("CERTIFICATE", issuers[name].certificate.der));
  const { newKey: keyFor = newKey } = tools;
  await Promise.all(
    castKeys().map(async (line) => {
      const { issuing } = present(all[line.algorithm], "each algorithm has its authority");
      writeDemoKey(half, makeKey(issuing, line, await keyFor(line.algorithm), now));
    }),
  );
  try {
    renameSync(half, folder);
  } catch (thrown) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(folder, "authority.json"))) throw thrown; // else another process was quicker
  }
}

/** A root, the authority below it, and its services. Their names say DEMO: production refuses them by it. */
async function makeIssuers(algorithm: KeyAlgorithm, now: Date): Promise<Issuers> {
  const make = () => newKey(algorithm);
  const [rootKey, issuingKey, ocspKey, tsaKey] = await Promise.all([make(), make(), make(), make()]);
  const dates = { notBefore: days(now, -800), notAfter: days(now, 20 * 365) };
  const nameOf = (name: string): NamePart[] => [
    [OID.commonName, name],
    [OID.organization, castNames.organization],
    ["2.5.4.6", "KZ"],
  ];
  const uses = usesExtension("keyCertSign", "crlSign");
  const rootCertificate = certify({
    subject: nameOf(`${castNames.root} (${TITLES[algorithm]})`),
    ...{ publicKey: rootKey.publicDer, issuer: null, ownKey: rootKey, ...dates },
    extensions: [authorityExtension(), uses],
  });
  const root = { certificate: rootCertificate, key: rootKey };
  const issuingCertificate = certify({
    subject: nameOf(`${castNames.issuing} (${TITLES[algorithm]})`),
    ...{ publicKey: issuingKey.publicDer, issuer: root, ...dates },
    listAddress: addressOf(`root-${algorithm}.crl`),
    extensions: [authorityExtension(0), uses],
  });
  const issuing = { certificate: issuingCertificate, key: issuingKey };
  const service = (name: string, key: SigningKey, purpose: string): Issuer => ({
    key,
    certificate: certify({
      ...{ subject: nameOf(name), publicKey: key.publicDer, issuer: issuing, ...dates },
      listAddress: addressOf(`issuing-${algorithm}.crl`),
      extensions: [usesExtension("digitalSignature"), purposesExtension([purpose], true)],
    }),
  });
  return {
    ...{ root, issuing },
    ocsp: service("OCSP RESPONDER DEMO", ocspKey, OID.forOcsp),
    tsa: service("СЕРВИС МЕТКИ ВРЕМЕНИ DEMO", tsaKey, OID.forTimestamps),
  };
}

const TITLES: Readonly<Record<KeyAlgorithm, string>> = { rsa: "RSA", gost2015: "GOST 2015", gost2004: "GOST 2004" };

const addressOf = (path: string): string => `http://${DEMO_LIST_HOST}/${path}`;

type KeptIssuer = { readonly certificate: string; readonly key: string };
type All<T> = { readonly [algorithm: string]: Readonly<Record<IssuerName, T>> };

const kept = ({ certificate, key }: Issuer): KeptIssuer => ({
  certificate: pemOf("CERTIFICATE", certificate.der),
  key: Buffer.from(key.privateDer).toString("base64"),
});

const opened = ({ certificate, key }: KeptIssuer): Issuer => ({
  certificate: certificateFrom(derOfPem(certificate)),
  key: keyOf(Buffer.from(key, "base64")),
});

const mapIssuers = <From, To>(all: All<From>, change: (one: From) => To): All<To> =>
  Object.fromEntries(
    Object.entries(all).map(([algorithm, { root, issuing, ocsp, tsa }]) => [
      algorithm,
      { root: change(root), issuing: change(issuing), ocsp: change(ocsp), tsa: change(tsa) },
    ]),
  );

export type KeyOrder = {
  readonly id: string;
  readonly person: Person;
  readonly company: Company | null;
  readonly role: Role;
  readonly algorithm: KeyAlgorithm;
  readonly purpose: DemoKey["purpose"];
  readonly state: DemoKey["state"];
  readonly madeByVisitor: boolean;
};

/** Issues one key with the purposes and the subject layout of the national authority. */
export function makeKey(issuing: Issuer, order: KeyOrder, key: SigningKey, now: Date): DemoKey {
  const { person, company, algorithm, id, role, purpose, state, madeByVisitor } = order;
  const signs = purpose === "sign";
  const certificate = certify({
    ...{ subject: subjectOf(person, company), publicKey: key.publicDer, issuer: issuing },
    notBefore: state === "expired" ? days(now, -400) : days(now, -30),
    notAfter: state === "expired" ? days(now, -35) : days(now, KEY_LIFE_DAYS),
    listAddress: addressOf(`issuing-${algorithm}.crl`),
    ocspAddress: addressOf(`ocsp/${algorithm}`),
    extensions: [
      usesExtension("digitalSignature", signs ? "nonRepudiation" : "keyEncipherment"),
      purposesExtension([signs ? OID.forSigning : OID.forAuthentication, ...PURPOSES_OF[role]]),
    ],
  });
  return {
    ...{ id, role, algorithm, purpose, state, madeByVisitor },
    person: [person.surname, person.givenName, person.patronymic].filter(Boolean).join(" "),
    ...{ iin: person.iin, organization: company?.name ?? null, bin: company?.bin ?? null, email: person.email },
    revokedAt: state === "revoked" ? days(now, -3).toISOString() : null,
    certificate: pemOf("CERTIFICATE", certificate.der),
    encryptedKey: lockKey(key, DEMO_KEY_PASSWORD),
  };
}

/** Life of a list: longer than any pause between two fetches, shorter than a demo anybody leaves alone. */
const LIST_MS = DAY_MS;

function authorityOf(folder: string, { clock, randomness, newKey: keyFor = newKey }: AuthorityTools): DemoAuthority {
  const file = JSON.parse(readFileSync(join(folder, "authority.json"), "utf8")) as All<KeptIssuer>; // cast: ours
  const all = mapIssuers(file, opened);
  const issuers = (algorithm: KeyAlgorithm) => present(all[algorithm], "the demo authority's file is whole");
  const keys = () => readDemoKeys(folder);
  const key = (id: string) => keys().find((candidate) => candidate.id === id) ?? null;

  async function add(request: NewEntrepreneur, company: Company | null): Promise<DemoKey> {
    const { surname, givenName, patronymic, email, city, algorithm = "gost2015" } = request;
    const order: KeyOrder = {
      id: `v-${newId(clock, randomness)}`,
      person: { surname, givenName, patronymic, email, city, iin: newIin(randomness) },
      ...{ company, algorithm, role: company ? "head" : "individual" },
      ...{ purpose: "sign", state: "good", madeByVisitor: true },
    };
    const made = makeKey(issuers(algorithm).issuing, order, await keyFor(algorithm), clock.now());
    writeDemoKey(folder, made);
    return made;
  }

  return {
    ...{ folder, keys, key, issuers },
    open: (wanted, password) => openKey(wanted.encryptedKey, password),
    addCompany: (request) => add(request, { name: request.organization, bin: newBin(randomness, clock.now()) }),
    addEntrepreneur: (request) => add(request, null),
    revoke(id) {
      const found = key(id);
      invariant(found !== null, "only an issued key can be revoked");
      writeDemoKey(folder, { ...found, state: "revoked", revokedAt: clock.now().toISOString() });
    },
    list(of, algorithm, at) {
      const dates = { thisUpdate: new Date(at.getTime() - 60_000), nextUpdate: new Date(at.getTime() + LIST_MS) };
      return makeList(issuers(algorithm)[of], of === "issuing" ? revokedOf(keys(), algorithm) : [], dates);
    },
    status(algorithm, serial) {
      const found = keys().find((one) => one.algorithm === algorithm && serialOf(certificateOfKey(one)) === serial);
      return found ? { revokedAt: found.revokedAt ? new Date(found.revokedAt) : null } : null;
    },
  };
}

/** The certificate of a demo key, read. */
export const certificateOfKey = ({ certificate }: DemoKey): Certificate => certificateFrom(derOfPem(certificate));

const revokedOf = (keys: readonly DemoKey[], algorithm: KeyAlgorithm): RevokedSerial[] =>
  keys
    .filter((key) => key.algorithm === algorithm)
    .flatMap((key) =>
      key.revokedAt ? [{ serial: serialOf(certificateOfKey(key)), at: new Date(key.revokedAt) }] : [],
    );
