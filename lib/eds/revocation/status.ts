import { err, ok, type Result } from "@/lib/kernel";
import type { Certificate } from "../core/certificate";
import type { Chain } from "../core/chain";
import type { EdsError } from "../core/error";
import type { StatusEvidence } from "./evidence";
import type { Lists } from "./lists";

export type Revocation = {
  /**
   * Not revoked, by the authority's own word on every certificate of the path but the root; or why it cannot be said. A trusted
   * moment of the past forgives what was revoked after it.
   */
  check(chain: Chain, options: StatusOptions): Promise<Result<StatusEvidence[], EdsError>>;
};

export type StatusOptions = {
  /** Null: what is revoked now is revoked. */
  readonly moment: Date | null;
  readonly needsAuthorityLists: boolean;
};

type Ask = (
  certificate: Certificate,
  issuer: Certificate,
  moment: Date | null,
) => Promise<Result<StatusEvidence, EdsError>>;

/** Asks about the certificate itself first; where nobody answers, the list of its issuer decides. */
export function revocationBy(askResponder: Ask, lists: Pick<Lists, "check">): Revocation {
  const ask: Ask = async (certificate, issuer, moment) => {
    const answer = await askResponder(certificate, issuer, moment);
    const isUnknown = !answer.ok && answer.error.code === "eds.revocation_unknown";
    return isUnknown ? lists.check(certificate, issuer, moment) : answer;
  };
  return {
    async check(chain, { moment, needsAuthorityLists }) {
      const evidence: StatusEvidence[] = [];
      for (const [index, certificate] of chain.entries()) {
        const issuer = chain[index + 1];
        if (!issuer) break;
        // The demo and test sets may hold an authority whose own status nobody publishes; production never skips it.
        if (index > 0 && isSilent(certificate) && !needsAuthorityLists) continue;
        const answer = await ask(certificate, issuer, moment);
        // An authority that lost its own certificate vouches for nobody; the signer's key is not to blame.
        if (!answer.ok)
          return index > 0 && answer.error.code === "eds.revoked" ? err({ code: "eds.untrusted" }) : answer;
        evidence.push(answer.value);
      }
      return ok(evidence);
    },
  };
}

const isSilent = ({ crlAddresses, ocspAddresses }: Certificate): boolean =>
  crlAddresses.length === 0 && ocspAddresses.length === 0;
