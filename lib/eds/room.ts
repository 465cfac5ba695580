import { availableParallelism } from "node:os";
import { join } from "node:path";
import { env, log, systemClock, systemRandomness } from "@/lib/config";
import { DEMO_LIST_HOST, demoFolder, readDemoAnchors } from "./demo/folder";
import type { EdsDeps } from "./ops/deps";
import type { RefreshDeps } from "./ops/refresh-lists";
import type { Hosts } from "./revocation/fetch";
import { revocationLists } from "./revocation/lists";
import { askResponder } from "./revocation/responder";
import { revocationBy } from "./revocation/status";
import { knownLists, listShelf } from "./store/list";
import words from "./texts/challenge.json";
import { type Threads, threadPool } from "./threads/pool";
import { readTrustStore, type TrustStore } from "./trust/store";

/** Hosts of the settings, and in demo mode the demo authority's, which is asked at the stand-in. */
const hostsOf = (names: readonly string[]) => (): Hosts => {
  const { APP_MODE, NCALAYER_DEMO_PORT } = env();
  const hosts = new Map<string, string | null>(names.map((host) => [host, null]));
  if (APP_MODE === "demo") hosts.set(DEMO_LIST_HOST, `http://127.0.0.1:${NCALAYER_DEMO_PORT}`);
  return hosts;
};

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

let pool: Threads | undefined;

/** The threads of this process, started when there is something to verify. Every process runs in the checkout's own folder. */
function threads(): Threads {
  pool ??= threadPool({
    file: join(process.cwd(), ".build", "eds-thread.mjs"),
    threadsMax: Math.min(2, Math.max(1, availableParallelism() - 1)),
    ...{ waitingMax: 64, timeMs: 15_000, heapMb: 256 },
    report: (event, facts) => log("warn", `eds.thread_${event}`, facts),
  });
  return pool;
}

let built: (EdsDeps & RefreshDeps) | undefined;

/** What the room works with in this process, built at first use. */
export function room(): EdsDeps & RefreshDeps {
  if (built) return built;
  const { EDS_CRL_HOSTS, EDS_OCSP_HOSTS, EDS_GOST2004_UNTIL, EDS_SIGN_IN_WHEN_UNKNOWN } = env();
  const common = { clock: systemClock, randomness: systemRandomness, threads };
  const lists = revocationLists({ ...common, hosts: hostsOf(EDS_CRL_HOSTS), shelf: listShelf });
  built = {
    ...common,
    domain: env().WEB_ORIGIN,
    secret: env().SESSION_SECRET.reveal(),
    ...{ words, trust, lists, known: knownLists },
    revocation: revocationBy(askResponder({ ...common, hosts: hostsOf(EDS_OCSP_HOSTS) }), lists),
    policy: { gost2004Until: new Date(`${EDS_GOST2004_UNTIL}T00:00:00Z`), signInWhenUnknown: EDS_SIGN_IN_WHEN_UNKNOWN },
  };
  return built;
}
