import { err, ok, type Result } from "@/lib/kernel";
import type { SuiteName } from "./algorithms";
import type { Certificate } from "./certificate";
import type { EdsError } from "./error";
import type { Signer } from "./identity";
import { OID } from "./oids";

/**
 * The old national algorithm proves nothing new: its last authority ended in 2025, and whoever kept its key could sign today
 * what he dates into those years. It stands where a trusted time lies before the end.
 */
export const checkAlgorithmAge = (
  suite: SuiteName,
  moment: Date,
  gost2004Until: Date | null,
): Result<true, EdsError> =>
  suite === "GOST 34.310-2004" && gost2004Until !== null && moment >= gost2004Until
    ? err({ code: "eds.outdated_algorithm" })
    : ok(true);

/** A document needs a signing key: an authentication key answers for nothing. */
export function checkDocumentPurpose({ keyUsage, extKeyUsage }: Certificate): Result<true, EdsError> {
  const signs = keyUsage.has("nonRepudiation") && extKeyUsage.has(OID.forSigning);
  return signs ? ok(true) : err({ code: "eds.wrong_purpose" });
}

/** To prove who one is either purpose will do: since 2024 one key serves both. */
export function checkChallengePurpose({ keyUsage, extKeyUsage }: Certificate): Result<true, EdsError> {
  const proves = extKeyUsage.has(OID.forSigning) || extKeyUsage.has(OID.forAuthentication);
  return keyUsage.has("digitalSignature") && proves ? ok(true) : err({ code: "eds.wrong_purpose" });
}

/** For an organisation its head or one with the right to sign; for an entrepreneur the person. */
export function checkMayBind(signer: Signer): Result<true, EdsError> {
  if (signer.role === "individual" || signer.role === "head" || signer.role === "right_to_sign") return ok(true);
  return err({ code: signer.role === "employee" ? "eds.employee_key" : "eds.wrong_role" });
}

/**
 * Whose signature is wanted. `bin` tells a legal entity from an entrepreneur where the caller knows it; `iin` is the person who is
 * signed in, where that is known.
 */
export type WantedSigner = { readonly xin: string; readonly bin?: boolean; readonly iin?: string | null };

/** The signer acts for exactly this organisation, by БИН, or is exactly this entrepreneur, by ИИН. */
export function checkActsFor(signer: Signer, wanted: WantedSigner): Result<true, EdsError> {
  const isLegal = signer.kind === "legal";
  if (wanted.bin === true && !isLegal) return err({ code: "eds.individual_key" });
  if (wanted.bin === false && isLegal) return err({ code: "eds.legal_key" });
  if (signer.xin === wanted.xin) return ok(true);
  return err({ code: "eds.other_organization", expectedXin: wanted.xin, givenXin: signer.xin });
}

/**
 * Everything that a document asks of its signer: for whom he acts, by which right, and who he is. Whoever is signed in signs for
 * himself; a colleague with the same rights does it under a sign-in of his own.
 */
export function checkSignsFor(signer: Signer, wanted: WantedSigner): Result<true, EdsError> {
  const acts = checkActsFor(signer, wanted);
  if (!acts.ok) return acts;
  const binds = checkMayBind(signer);
  if (!binds.ok) return binds;
  return wanted.iin && signer.iin !== wanted.iin ? err({ code: "eds.other_person" }) : binds;
}
