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

function readTrust(): TrustStore {
  const { APP_MODE, EDS_ANCHORS_DIR, DATA_DIR } = env();
  const demoAnchors = APP_MODE === "demo" ? readDemoAnchors(demoFolder(DATA_DIR)) : [];
  return readTrustStore({ mode: APP_MODE, anchorsDir: EDS_ANCHORS_DIR, demoAnchors }, systemClock.now());
}

let trusted: TrustStore | undefined;

/** The trusted authorities, read once; while there is none (the demo's are still being made) each call looks again. */
function trust(): TrustStore {
  if (trusted) return trusted;
  const store = readTrust();
  if (store.anchors.length > 0) trusted = store;
  return store;
}

/**
 * Proves at start that the set of trusted authorities is fit for this mode; throws a TrustStoreError that says what to put
 * right. Answers how many there are.
 */
export function checkTrustStore(): { readonly anchors: number } {
  return { anchors: readTrust().anchors.length };
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
