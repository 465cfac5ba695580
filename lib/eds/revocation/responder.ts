import type { Clock, Randomness } from "@/lib/kernel";
import { err, ok, type Result } from "@/lib/kernel";
import { bounds } from "../core/bounds";
import type { Certificate } from "../core/certificate";
import type { EdsError } from "../core/error";
import { checkStatus, ocspRequest } from "../core/ocsp";
import type { Threads } from "../threads/pool";
import { evidenceOf, type StatusEvidence } from "./evidence";
import { fetchBounded, type Hosts } from "./fetch";

const NONCE_BYTES = 16;

export type ResponderSources = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hosts: () => Hosts;
  readonly threads: () => Threads;
};

/** Asks the authority about one certificate now: good, or why not, or that nobody could say. */
export const askResponder =
  ({ clock, randomness, hosts, threads }: ResponderSources) =>
  async (
    certificate: Certificate,
    issuer: Certificate,
    moment: Date | null,
  ): Promise<Result<StatusEvidence, EdsError>> => {
    for (const address of certificate.ocspAddresses.slice(0, 2)) {
      const nonce = randomness.bytes(NONCE_BYTES);
      const body = ocspRequest({ certificate, issuer, nonce });
      const question = { body, type: "application/ocsp-request" };
      const bytes = await fetchBounded(address, hosts(), bounds.ocspBytes, question);
      if (!bytes) continue;
      const at = clock.now();
      const read = await threads().run({
        ...{ kind: "ocsp", bytes, certificate: certificate.der, issuer: issuer.der, nonce, at },
      });
      if (!read.ok || !read.value.ok) continue;
      const clean = checkStatus(read.value.value, moment);
      if (clean.ok) return ok(evidenceOf("ocsp", address, bytes, read.value.value));
      if (clean.error.code !== "eds.revocation_unknown") return clean;
    }
    return err({ code: "eds.revocation_unknown" });
  };
