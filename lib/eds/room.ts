import { env, systemClock, systemRandomness } from "@/lib/config";
import { DEMO_LIST_HOST, demoFolder, readDemoAnchors } from "./demo/folder";
import type { EdsDeps } from "./ops/deps";
import type { ListHosts } from "./revocation/fetch-list";
import { revocationByLists } from "./revocation/lists";
import words from "./texts/challenge.json";
import { readTrustStore, type TrustStore } from "./trust/store";

/** Hosts of the settings, and in demo mode the demo authority's, which is asked at the stand-in. */
function listHosts(): ListHosts {
  const { APP_MODE, EDS_CRL_HOSTS, NCALAYER_DEMO_PORT } = env();
  const hosts = new Map<string, string | null>(EDS_CRL_HOSTS.map((host) => [host, null]));
  if (APP_MODE === "demo") hosts.set(DEMO_LIST_HOST, `http://127.0.0.1:${NCALAYER_DEMO_PORT}`);
  return hosts;
}

function readTrust(): { readonly store: TrustStore; readonly isWhole: boolean } {
  const { APP_MODE, EDS_ANCHORS_DIR, DATA_DIR } = env();
  const isDemo = APP_MODE === "demo";
  const demoAnchors = isDemo ? readDemoAnchors(demoFolder(DATA_DIR)) : [];
  const settings = { mode: APP_MODE, anchorsDir: EDS_ANCHORS_DIR, demoAnchors };
  return { store: readTrustStore(settings, systemClock.now()), isWhole: !isDemo || demoAnchors.length > 0 };
}

let trusted: TrustStore | undefined;

/** The trusted authorities, read once; while the demo's are still being made each call looks again. */
function trust(): TrustStore {
  if (trusted) return trusted;
  const { store, isWhole } = readTrust();
  if (isWhole) trusted = store;
  return store;
}

/**
 * Proves at start that the set of trusted authorities is fit for this mode; throws a TrustStoreError that says what to put
 * right. Answers how many there are.
 */
export function checkTrustStore(): { readonly anchors: number } {
  return { anchors: readTrust().store.anchors.length };
}

let built: EdsDeps | undefined;

/** What the room works with in this process, built at first use. */
export function room(): EdsDeps {
  built ??= {
    clock: systemClock,
    randomness: systemRandomness,
    domain: env().WEB_ORIGIN,
    secret: env().SESSION_SECRET.reveal(),
    words,
    trust,
    revocation: revocationByLists(systemClock, listHosts),
  };
  return built;
}
