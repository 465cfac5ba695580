import type { EdsError } from "@/lib/eds";
import type { FileError } from "@/lib/files";
import type { Tiyn } from "@/lib/kernel";
import type { ApproveError } from "./core/card";
import type { SellError } from "./core/guards";
import type { StatusError } from "./core/status";

/** The word that stands about a card, when another admin was faster. */
export type AlreadyDecided = {
  readonly code: "registers.already_decided";
  readonly verdict: "approved" | "rejected";
  readonly by: string;
  readonly decidedAt: Date;
};

/** Every refusal of this room. */
export type RegistersError =
  | { readonly code: "not_found" }
  | { readonly code: "field.date_future" }
  | { readonly code: "registers.below_tariff"; readonly availableTiyn: Tiyn; readonly missingTiyn: Tiyn }
  | { readonly code: "registers.tariff_unknown" }
  | { readonly code: "registers.tariff_min"; readonly registersMin: number }
  | { readonly code: "registers.office_unknown" }
  | { readonly code: "registers.already_created" }
  | { readonly code: "registers.number_taken" }
  | { readonly code: "registers.ofd_id_taken" }
  | { readonly code: "registers.approval_unpaid"; readonly missingTiyn: Tiyn }
  | { readonly code: "registers.card_replaced" }
  | { readonly code: "registers.demo_only" }
  | { readonly code: "billing.not_enough"; readonly availableTiyn: Tiyn; readonly missingTiyn: Tiyn }
  | { readonly code: "auth.login_taken" }
  | AlreadyDecided
  | ApproveError
  | SellError
  | StatusError
  | FileError
  | EdsError;
