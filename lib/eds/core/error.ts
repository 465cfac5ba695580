/**
 * Why a signature is not accepted. One code per check, so that a person hears what to do and a test can name the fault.
 * Facts hold nothing of other people: they repeat what the signer's own key says or what the signer's own organisation is.
 */
export type EdsError =
  | { readonly code: "eds.malformed" }
  | { readonly code: "eds.too_large" }
  | { readonly code: "eds.signers_count" }
  | { readonly code: "eds.certificate_missing" }
  | { readonly code: "eds.attributes" }
  | { readonly code: "eds.content_mismatch" }
  | { readonly code: "eds.unsupported_algorithm" }
  | { readonly code: "eds.signature_wrong" }
  | { readonly code: "eds.untrusted" }
  | { readonly code: "eds.expired"; readonly notAfter: Date }
  | { readonly code: "eds.not_yet_valid"; readonly notBefore: Date }
  | { readonly code: "eds.revoked"; readonly revokedAt: Date }
  | { readonly code: "eds.revocation_unknown" }
  | { readonly code: "eds.wrong_purpose" }
  | { readonly code: "eds.wrong_role" }
  | { readonly code: "eds.employee_key" }
  | { readonly code: "eds.individual_key" }
  | { readonly code: "eds.legal_key" }
  | { readonly code: "eds.other_organization"; readonly expectedXin: string; readonly givenXin: string }
  | { readonly code: "eds.other_person" }
  | { readonly code: "eds.identity_missing" }
  | { readonly code: "eds.outdated_algorithm" }
  | { readonly code: "eds.timestamp_wrong" }
  | { readonly code: "eds.busy" }
  | { readonly code: "eds.too_slow" }
  | { readonly code: "eds.challenge_stale" };
