import type { AuthError } from "@/lib/auth";
import type { BillingError } from "@/lib/billing";
import type { CatalogError } from "@/lib/catalog";
import type { EdsError } from "@/lib/eds";
import type { FileError } from "@/lib/files";
import type { FiscalError } from "@/lib/fiscal";
import type { MoneyError, QuantityError, XinError } from "@/lib/kernel";
import type { OperatorError } from "@/lib/operator";
import type { OrgsError } from "@/lib/orgs";
import type { RegistersError } from "@/lib/registers/errors";

/** Refusals that belong to no room: those of the edges, and of values that several rooms read. */
export type BaseError =
  | { readonly code: "not_found" }
  | { readonly code: "forbidden" }
  | { readonly code: "signed_out" }
  | { readonly code: "invalid_input" }
  | { readonly code: "busy" }
  | { readonly code: "too_many_attempts"; readonly minutes: number }
  | { readonly code: "too_large" }
  | { readonly code: "internal" }
  | { readonly code: "auth.eds_unknown" }
  | XinError
  | MoneyError
  | { readonly code: "money.not_positive" }
  | QuantityError;

/** Every refusal of the house. A room joins with the union that its door exports. */
export type HouseError =
  | OrgsError
  | BillingError
  | BaseError
  | AuthError
  | CatalogError
  | EdsError
  | FileError
  | FiscalError
  | RegistersError
  | OperatorError;

export type Outcome = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  /** The form field at which a person puts it right. */
  readonly field: string | null;
  /** Error number of the Webkassa API, where that API knows the case. */
  readonly webkassa: number | null;
};

const at = (status: Outcome["status"], field: string | null = null, webkassa: number | null = null): Outcome => ({
  status,
  field,
  webkassa,
});

/** The one table from refusals to the outside. A code without a row does not compile. */
export const ERROR_MAP: { readonly [Code in HouseError["code"]]: Outcome } = {
  not_found: at(404),
  forbidden: at(403),
  signed_out: at(401),
  invalid_input: at(422),
  busy: at(409),
  too_many_attempts: at(429),
  too_large: at(413),
  internal: at(500),
  "xin.malformed": at(422, "xin"),
  "xin.check_digit": at(422, "xin"),
  "money.malformed": at(422, "amount"),
  "money.too_large": at(422, "amount"),
  "money.not_positive": at(422, "amount"),
  "quantity.malformed": at(422, "quantity"),
  "quantity.out_of_range": at(422, "quantity"),

  "auth.wrong_credentials": at(401),
  "auth.eds_unknown": at(401),
  "auth.login_taken": at(409, "login"),
  "auth.password_short": at(422, "password"),
  "auth.password_long": at(422, "password"),
  "auth.password_common": at(422, "password"),
  "auth.password_is_login": at(422, "password"),
  "auth.password_same": at(422, "password"),
  "auth.current_password_wrong": at(422, "current"),
  "auth.must_change_password": at(403),
  "auth.locked": at(403),
  "auth.pin_missing": at(409),
  "auth.pin_wrong": at(422, "pin"),
  "auth.pin_malformed": at(422, "pin"),
  "auth.pin_simple": at(422, "pin"),
  "auth.link_stale": at(409),

  "eds.malformed": at(422),
  "eds.too_large": at(413),
  "eds.signers_count": at(422),
  "eds.certificate_missing": at(422),
  "eds.attributes": at(422),
  "eds.content_mismatch": at(422),
  "eds.unsupported_algorithm": at(422),
  "eds.signature_wrong": at(422),
  "eds.untrusted": at(422),
  "eds.expired": at(422),
  "eds.not_yet_valid": at(422),
  "eds.revoked": at(422),
  "eds.revocation_unknown": at(503),
  "eds.wrong_purpose": at(422),
  "eds.wrong_role": at(422),
  "eds.employee_key": at(422),
  "eds.individual_key": at(422),
  "eds.legal_key": at(422),
  "eds.other_organization": at(422),
  "eds.other_person": at(422),
  "eds.identity_missing": at(422),
  "eds.challenge_stale": at(409),
  "eds.outdated_algorithm": at(422),
  "eds.timestamp_wrong": at(422),
  "eds.busy": at(503),
  "eds.too_slow": at(422),

  "files.empty": at(422, "file"),
  "files.not_image_or_pdf": at(422, "file"),
  "files.too_large": at(413, "file"),
  "files.too_many_pixels": at(422, "file"),
  "files.pdf_active": at(422, "file"),
  "files.table_unreadable": at(422, "file"),
  "files.table_too_large": at(413, "file"),
  "files.table_empty": at(422, "file"),

  "orgs.already_registered": at(409),
  "orgs.draft_missing": at(404),
  "orgs.email_taken": at(409, "email"),
  "orgs.name_required": at(422, "name"),
  "orgs.password_required": at(422, "password"),
  "orgs.contract_changed": at(409),
  "orgs.wrong_status": at(409),
  "orgs.members_legal_only": at(422),
  "orgs.member_exists": at(409, "iin"),
  "orgs.member_is_owner": at(409, "iin"),
  "orgs.link_unknown": at(404),
  "orgs.link_expired": at(409),
  "orgs.email_confirmed": at(409),
  "orgs.letter_too_soon": at(429),

  "billing.not_enough": at(409),
  "billing.amount_too_large": at(422, "amount"),
  "billing.already_paid": at(409),
  "billing.already_reversed": at(409),
  "billing.reversal_stands": at(409),

  "catalog.unit_unknown": at(422, "unitCode"),
  "catalog.vat_unknown": at(422, "vatKind"),
  "catalog.barcode_taken": at(409, "barcode"),
  "catalog.changed_meanwhile": at(409),
  "catalog.already_saved": at(409),
  "catalog.plu_taken": at(409, "plu"),
  "catalog.import_columns": at(422, "file"),
  "catalog.import_nothing": at(409),

  "field.date_future": at(422, "registeredOn"),
  "registers.below_tariff": at(409),
  "registers.tariff_unknown": at(422, "tariffCode"),
  "registers.tariff_min": at(422, "tariffCode"),
  "registers.office_unknown": at(422, "taxOfficeCode"),
  "registers.already_created": at(409),
  "registers.number_taken": at(409, "registrationNumber"),
  "registers.ofd_id_taken": at(409, "ofdRegisterId"),
  "registers.approval_unpaid": at(409),
  "registers.card_replaced": at(409),
  "registers.demo_only": at(404),
  "registers.already_decided": at(409),
  "registers.fields_differ": at(409),
  "registers.fields_unchecked": at(409),
  "registers.wrong_status": at(409),
  "registers.not_active": at(409),
  "registers.organization_suspended": at(409),
  "registers.blocked_token": at(409),
  "registers.blocked_ofd": at(409),
  "registers.blocked_protocol": at(409),
  "registers.blocked_tax": at(409),
  "registers.blocked_billing": at(409),
  "registers.blocked_email": at(409),
  "registers.blocked_offline_limit": at(409),
  "registers.blocked_data": at(409),

  "operator.wrong_status": at(409),
  "operator.already_registered": at(409),
  "operator.eds_unknown": at(401),
  "operator.register_unknown": at(404),
  "operator.user_unknown": at(404),
  "operator.point_unknown": at(422, "tradingPointId"),
  "operator.point_name_taken": at(409, "name"),
  "operator.registration_number_taken": at(409, "registrationNumber"),
  "operator.factory_number_taken": at(409, "factoryNumber"),
  "operator.tariff_needed": at(409),

  "fiscal.register_not_found": at(404),
  "fiscal.cashier_not_admitted": at(403),
  "fiscal.idempotency_conflict": at(409, null, 14),
  "fiscal.busy": at(409),
  "fiscal.good_unknown": at(404),
  "fiscal.catalogue_unreachable": at(503),
  "fiscal.nothing_held": at(409),
  "fiscal.export_empty": at(404, "from"),
  "fiscal.export_too_long": at(422, "to"),
  "fiscal.export_backwards": at(422, "to"),
  "fiscal.no_alarm": at(409),
  "fiscal.z_stays": at(409),
  "fiscal.return_stands": at(409),
  "fiscal.reconciling": at(409),
  "fiscal.no_lines": at(422, "lines"),
  "fiscal.too_many_lines": at(422, "lines"),
  "fiscal.line_without_sum": at(422, "lines"),
  "fiscal.discount_too_large": at(422, "discountTiyn"),
  "fiscal.total_zero": at(422, "lines"),
  "fiscal.total_too_large": at(422, "lines"),
  "fiscal.vat_not_in_force": at(422, "lines"),
  "fiscal.unit_unknown": at(422, "lines"),
  "fiscal.payment_repeated": at(422, "payments"),
  "fiscal.payments_not_enough": at(422, "payments"),
  "fiscal.noncash_exceeds": at(422, "payments"),
  "fiscal.cash_not_needed": at(422, "payments"),
  "fiscal.shift_not_open": at(409),
  "fiscal.shift_already_open": at(409),
  "fiscal.shift_too_long": at(409, null, 11),
  "fiscal.not_enough_cash": at(409, "sumTiyn", 8),
  "fiscal.sum_zero": at(422, "sumTiyn"),
  "fiscal.basis_not_found": at(404),
  "fiscal.basis_not_returnable": at(409),
  "fiscal.basis_pending": at(409),
  "fiscal.already_returned": at(409),
  "fiscal.discount_and_markup": at(422, "discountTiyn"),
  "fiscal.name_missing": at(422, "lines"),
  "fiscal.name_too_long": at(422, "lines"),
  "fiscal.code_too_long": at(422, "lines"),
  "fiscal.line_characters": at(422, "lines"),
  "fiscal.barcode_digit": at(422, "lines"),
  "fiscal.barcode_malformed": at(422, "lines"),
  "fiscal.ntin_malformed": at(422, "lines"),
  "fiscal.marks_count": at(422, "lines"),
  "fiscal.mark_repeated": at(422, "lines"),
  "fiscal.price_out_of_range": at(422, "lines"),
  "fiscal.quantity_out_of_range": at(422, "lines"),
  "fiscal.line_sum_negative": at(422, "lines"),
  "fiscal.vat_unknown": at(422, "lines"),
  "fiscal.buyer_is_seller": at(422, "buyer"),
  "fiscal.email_malformed": at(422, "buyer"),
  "fiscal.phone_malformed": at(422, "buyer"),
  "fiscal.payment_unknown": at(422, "payments"),
  "fiscal.payment_out_of_range": at(422, "payments"),
  "fiscal.payments_exceed": at(422, "payments"),
  "fiscal.sum_too_large": at(422, "sumTiyn"),
  "fiscal.comment_too_long": at(422, "comment"),
  "fiscal.text_characters": at(422, "comment"),
  "fiscal.basis_malformed": at(422, "basis"),
  "fiscal.basis_differs": at(409, "basis"),
  "fiscal.basis_vat_differs": at(409, "lines"),
  "fiscal.return_line_unknown": at(422, "lines"),
  "fiscal.return_exceeds_line": at(422, "lines"),
  "fiscal.return_exceeds": at(422, "lines"),
};

const isMapped = (code: string): code is HouseError["code"] => Object.hasOwn(ERROR_MAP, code);

/** Where a refusal goes; an unknown code is a bug of ours and reads as one. */
export const outcomeOf = (code: string): Outcome => (isMapped(code) ? ERROR_MAP[code] : ERROR_MAP.internal);
