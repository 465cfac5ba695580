import { env } from "@/lib/config";
import { DEMO_KEY_PASSWORD, type DemoKey, demoFolder, readDemoKeys } from "./demo/folder";

export type DemoKeyList = {
  readonly password: string;
  readonly windowUrl: string;
  readonly keys: readonly Pick<
    DemoKey,
    "id" | "person" | "iin" | "organization" | "bin" | "role" | "purpose" | "state"
  >[];
};

/** The keys a visitor of the demo may use; null where there is no demo. */
export function demoKeys(): DemoKeyList | null {
  const { APP_MODE, DATA_DIR, NCALAYER_DEMO_PORT } = env();
  if (APP_MODE !== "demo") return null;
  const keys = readDemoKeys(demoFolder(DATA_DIR)).map(
    ({ id, person, iin, organization, bin, role, purpose, state }) =>
      ({ id, person, iin, organization, bin, role, purpose, state }) as const,
  );
  return { password: DEMO_KEY_PASSWORD, windowUrl: `http://127.0.0.1:${NCALAYER_DEMO_PORT}/window`, keys };
}
