import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, systemClock, systemRandomness } from "@/lib/config";
import { certificateOfKey, openAuthority } from "@/lib/eds/demo/authority";
import { DEMO_KEY_PASSWORD, type DemoKey, demoFolder } from "@/lib/eds/demo/folder";
import { type StandIn, startStandIn } from "@/lib/eds/demo/server";
import { armour, signCms } from "@/lib/eds/demo/sign";
import { type KeyAlgorithm, newKey, type SigningKey } from "@/lib/eds/demo/signing-key";
import { present } from "@/lib/kernel";

const shared = new Map<KeyAlgorithm, Promise<SigningKey>>();

/** One key of each algorithm for all people of a test run: making one for each is slow and shows nothing. */
export function sharedKey(algorithm: KeyAlgorithm = "rsa"): Promise<SigningKey> {
  const made = shared.get(algorithm) ?? newKey(algorithm);
  shared.set(algorithm, made);
  return made;
}

export type TestEds = {
  readonly standIn: StandIn;
  /** A key by its id in lib/eds/demo/cast.json: 01-head, 02-right-to-sign, 03-employee, 04-entrepreneur, 05-head-other, … */
  key(id: string): DemoKey;
  /** Signs as the person would in NCALayer; content as bytes, or as the base64 text that a page would send. */
  sign(key: DemoKey | string, content: Uint8Array | string, attached?: boolean): string;
  newCompany(organization?: string): Promise<DemoKey>;
  newEntrepreneur(): Promise<DemoKey>;
  stop(): Promise<void>;
};

/**
 * A demo authority of one's own with its people, its lists served over HTTP by the stand-in, and this process set up to
 * trust it. Call it before anything else reads the settings (in beforeAll).
 */
export async function givenEds(): Promise<TestEds> {
  const dataDir = mkdtempSync(join(tmpdir(), "tiyn-test-eds-"));
  const tools = { clock: systemClock, randomness: systemRandomness };
  const authority = await openAuthority(demoFolder(dataDir), { ...tools, newKey: sharedKey });
  const standIn = await startStandIn({ port: 0, authority, origins: [], ...tools });
  Object.assign(process.env, { DATA_DIR: dataDir, NCALAYER_DEMO_PORT: String(standIn.port) });
  if (env().NCALAYER_DEMO_PORT !== standIn.port) throw new Error("settings were read before givenEds(): call it first");
  const key = (id: string) => present(authority.key(id), `the demo has key ${id}`);
  return {
    standIn,
    key,
    sign(which, content, attached = false) {
      const chosen = typeof which === "string" ? key(which) : which;
      const opened = present(authority.open(chosen, DEMO_KEY_PASSWORD), "demo keys open with the demo password");
      const bytes = typeof content === "string" ? Uint8Array.from(Buffer.from(content, "base64")) : content;
      const order = {
        content: bytes,
        key: opened,
        certificate: certificateOfKey(chosen),
        attached,
        at: systemClock.now(),
      };
      return armour(signCms(order));
    },
    newCompany: (organization = 'ТОО "НОВАЯ ЛАВКА"') =>
      authority.addCompany({ organization, algorithm: "rsa", ...SOMEBODY }),
    newEntrepreneur: () => authority.addEntrepreneur({ algorithm: "rsa", ...SOMEBODY }),
    async stop() {
      await standIn.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const SOMEBODY = {
  ...{ surname: "НУРЛАНОВА", givenName: "АСЕЛЬ", patronymic: null },
  ...{ email: "asel@lavka.example", city: "КОСТАНАЙ" },
};
