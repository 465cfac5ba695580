import type { StatusError } from "../core/status";

/** Every refusal of this room's ops. */
export type OperatorError =
  | StatusError
  | { readonly code: "operator.already_registered" }
  | { readonly code: "operator.eds_unknown" }
  | { readonly code: "operator.register_unknown" }
  | { readonly code: "operator.user_unknown" }
  | { readonly code: "operator.point_unknown" }
  | { readonly code: "operator.point_name_taken" }
  | { readonly code: "operator.registration_number_taken" }
  | { readonly code: "operator.factory_number_taken" }
  | { readonly code: "operator.tariff_needed" };
