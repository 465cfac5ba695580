import type { SignatureView } from "@/components/eds";
import type { LooseSigner } from "@/lib/eds";
import { formatDateTime, type Translate } from "@/lib/i18n";

const shown = (moment: string): string => formatDateTime(new Date(moment));

const SUITES = { "RSA SHA-256": "rsa", "GOST 34.10-2015": "gost2015", "GOST 34.310-2004": "gost2004" } as const;

/** Writes out for a page what a check found. */
export function signatureView(
  { signer, suite, chain, moment, claimedAt, timestamp, statuses }: LooseSigner,
  t: Translate<"eds">,
): SignatureView {
  const { fullName, iin, bin, organization, role, serial, notAfter } = signer;
  return {
    ...{ name: fullName, iin, bin, organization, serial, algorithm: t(`suite.${SUITES[suite]}`) },
    role: t(`role.${role}`),
    keyUntil: formatDateTime(notAfter),
    ...{ at: formatDateTime(moment.at), by: moment.by, claimedAt: claimedAt && formatDateTime(claimedAt) },
    timestamp: timestamp && { ...timestamp, at: shown(timestamp.at) },
    chain: chain.map(({ name, sha256, notAfter }) => ({ name, sha256, until: shown(notAfter) })),
    statuses: statuses.map(({ kind, address, sha256, thisUpdate, nextUpdate }) => ({
      ...{ kind, address, sha256, from: shown(thisUpdate) },
      until: nextUpdate && shown(nextUpdate),
    })),
  };
}
