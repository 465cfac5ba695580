import { env } from "@/lib/config";
import type { NcaAddresses } from "./input";

/**
 * Where the visitor's browser looks for NCALayer: a setting of this run, handed to pages as props. The demo offers its
 * stand-in first. The same addresses belong into `connect-src` of the page's policy.
 */
export function ncaAddresses(): NcaAddresses {
  const { APP_MODE, NCALAYER_URL, NCALAYER_DEMO_PORT } = env();
  const real = { kind: "ncalayer", url: NCALAYER_URL } as const;
  if (APP_MODE === "production") return [real];
  const host = `127.0.0.1:${NCALAYER_DEMO_PORT}`;
  return [{ kind: "demo", url: `ws://${host}/`, windowUrl: `http://${host}/window` }, real];
}
