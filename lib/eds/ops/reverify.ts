import { err, ok, type Result } from "@/lib/kernel";
import { fingerprintOf } from "../core/certificate";
import type { Chain } from "../core/chain";
import { checkNotListed, isCrlFresh } from "../core/crl";
import type { EdsError } from "../core/error";
import { identify } from "../core/identity";
import { checkStatus } from "../core/ocsp";
import type { StatusEvidence } from "../revocation/evidence";
import { revocationBy } from "../revocation/status";
import type { Evidence } from "../store/signature";
import type { EdsDeps } from "./deps";
import { statusOf } from "./judge";
import { type LooseSigner, looseSignerOf } from "./verify-loose";

/**
 * Verifies a kept signature again, years later, from what was kept with it and the clock of its day: the network is not asked.
 * Its path must still end at an authority of the configuration; everything else is the evidence's own.
 */
export const reverify =
  (deps: EdsDeps) =>
  async (evidence: Evidence, content: Uint8Array): Promise<Result<LooseSigner, EdsError>> => {
    const at = evidence.signedAt;
    const { anchors, needsAuthorityLists } = deps.trust();
    const paths = [...evidence.chain.slice(1), ...evidence.timestampChain.slice(1)];
    const judging = {
      anchors: [...anchors.map(({ der }) => der), ...paths],
      gost2004Until: deps.policy.gost2004Until,
      ...{ at, byTimestamp: true },
    };
    const done = await deps.threads().run({ kind: "signature", cms: evidence.cms, content, judging });
    if (!done.ok) return done;
    if (!done.value.ok) return done.value;
    const sound = done.value.value;
    const known = new Set(anchors.map(fingerprintOf));
    const isRooted = (chain: Chain): boolean => {
      const root = chain.at(-1);
      return root !== undefined && known.has(fingerprintOf(root));
    };
    if (!isRooted(sound.chain)) return err({ code: "eds.untrusted" });
    if (sound.moment.by === "timestamp" && !(sound.timestamp?.chain && isRooted(sound.timestamp.chain)))
      return err({ code: "eds.untrusted" });
    const signer = identify(sound.certificate);
    if (!signer.ok) return signer;
    const ask = askEvidence(deps, evidence.statuses, at);
    const trust = () => ({ anchors, needsAuthorityLists });
    const past = { ...deps, trust, revocation: revocationBy(ask, { check: ask }) };
    const statuses = await statusOf(past, sound, "refuse");
    return statuses.ok ? ok(looseSignerOf(sound, signer.value, statuses.value)) : statuses;
  };

/** Answers about certificates from kept bytes, as of the day on which they were kept. */
const askEvidence =
  ({ threads }: EdsDeps, statuses: readonly StatusEvidence[], at: Date): Parameters<typeof revocationBy>[0] =>
  async (certificate, issuer, moment) => {
    for (const status of statuses) {
      const { bytes } = status;
      if (status.kind === "ocsp") {
        const job = { kind: "ocsp", bytes, certificate: certificate.der, issuer: issuer.der, nonce: null, at } as const;
        const read = await threads().run(job);
        if (!read.ok || !read.value.ok) continue;
        const clean = checkStatus(read.value.value, moment);
        return clean.ok ? ok(status) : clean;
      }
      const read = await threads().run({ kind: "list", bytes, issuer: issuer.der });
      if (!read.ok || !read.value || !isCrlFresh(read.value, at)) continue;
      const clean = checkNotListed(read.value, certificate, moment);
      return clean.ok ? ok(status) : clean;
    }
    return err({ code: "eds.revocation_unknown" });
  };
