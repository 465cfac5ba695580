import type { Tiyn } from "@/lib/kernel";

/**
 * The bodies of CPCR as this program holds them. Names are those of the schema; values are ours: money in tiyn, moments as Date
 * (the wire carries the wall clock of Almaty, whole seconds), 64-bit numbers as bigint, enums by name. A value that this release
 * has no name for stays a number.
 */
export type Open<Name extends string> = Name | number;
export type Command =
  | "COMMAND_SYSTEM"
  | "COMMAND_TICKET"
  | "COMMAND_CLOSE_SHIFT"
  | "COMMAND_REPORT"
  | "COMMAND_NOMENCLATURE"
  | "COMMAND_INFO"
  | "COMMAND_MONEY_PLACEMENT"
  | "COMMAND_CANCEL_TICKET"
  | "COMMAND_AUTH"
  | "COMMAND_QR_GENERATE"
  | "COMMAND_QR_GET_STATUS"
  | "COMMAND_RESERVED";
export type OperationType = "OPERATION_BUY" | "OPERATION_BUY_RETURN" | "OPERATION_SELL" | "OPERATION_SELL_RETURN";
export type PaymentType = "PAYMENT_CASH" | "PAYMENT_CARD" | "PAYMENT_CREDIT" | "PAYMENT_TARE" | "PAYMENT_MOBILE";
export type CommodityType = "PRODUCT" | "TASK" | "SERVICE";
export type DomainType =
  | "DOMAIN_TRADING"
  | "DOMAIN_SERVICES"
  | "DOMAIN_GASOIL"
  | "DOMAIN_HOTELS"
  | "DOMAIN_TAXI"
  | "DOMAIN_PARKING";
export type MoneyPlacementKind = "MONEY_PLACEMENT_DEPOSIT" | "MONEY_PLACEMENT_WITHDRAWAL";
export type ReportType = "REPORT_Z" | "REPORT_X";
export type UserRole = "USER_ROLE_PAYMASTER" | "USER_ROLE_CHIEF_PAYMASTER" | "USER_ROLE_ADMINISTRATOR";
export type TicketAdType = "TICKET_AD_OFD" | "TICKET_AD_ORG" | "TICKET_AD_POS" | "TICKET_AD_KKM" | "TICKET_AD_INFO";
export type TicketItemType =
  | "ITEM_TYPE_COMMODITY"
  | "ITEM_TYPE_STORNO_COMMODITY"
  | "ITEM_TYPE_MARKUP"
  | "ITEM_TYPE_STORNO_MARKUP"
  | "ITEM_TYPE_DISCOUNT"
  | "ITEM_TYPE_STORNO_DISCOUNT";
export type NomenclatureElementType = "GROUP" | "ITEM";
export type NomenclatureResult =
  | "NOMENCLATURE_RESULT_OK"
  | "NOMENCLATURE_RESULT_VERSION_IS_ACTUAL"
  | "NOMENCLATURE_RESULT_NO_VERSION"
  | "NOMENCLATURE_RESULT_ELEMENT_NOT_FOUND_BY_BARCODE";
export type AuthResult = "AUTH_RESULT_OK" | "AUTH_RESULT_INVALID_LOGIN_PASSWORD";

export type Operator = {
  readonly code: number;
  readonly name?: string;
};

export type KeyValuePair = {
  readonly key: string;
  readonly value?: string;
};

export type TicketAdInfo = {
  readonly type: Open<TicketAdType>;
  readonly version: bigint;
};

export type TicketAd = {
  readonly info: TicketAdInfo;
  readonly text: string;
};

export type KkmRegInfo = {
  readonly point_of_payment_number?: string;
  readonly terminal_number?: string;
  readonly fns_kkm_id?: string;
  readonly serial_number?: string;
  readonly kkm_id?: string;
};

export type PosRegInfo = {
  readonly title?: string;
  readonly address?: string;
  readonly address_kz?: string;
  readonly latitude?: number;
  readonly longitude?: number;
};

export type OrgRegInfo = {
  readonly title?: string;
  readonly address?: string;
  readonly inn?: string;
  readonly taxation_type?: number;
  readonly okved?: string;
  readonly address_kz?: string;
  readonly tenantId?: number;
};

export type OfdRegInfo = {
  readonly title?: string;
  readonly title_kz?: string;
  readonly url?: string;
};

export type BindedTax = {
  readonly tax_type: number;
  readonly percent: number;
};

export type BindedTaxation = {
  readonly taxation_type: number;
  readonly taxes?: readonly BindedTax[];
};

export type CommQuality = {
  readonly avg_connect_time: number;
  readonly avg_ping?: number;
  readonly loss_ratio?: number;
};

export type GeoPosition = {
  readonly latitude: number;
  readonly longitude: number;
  readonly source?: string;
};

export type SecurityStats = {
  readonly geo_position?: GeoPosition;
  readonly os_version?: string;
};

export type OfflinePeriod = {
  readonly begin_time: Date;
  readonly end_time: Date;
};

export type RequestRegInfo = {
  readonly kkm?: KkmRegInfo;
  readonly org?: OrgRegInfo;
};

export type DeviceInformation = {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly firmware_version?: string;
};

export type ModuleInformation = {
  readonly name: string;
  readonly version: string;
  readonly build_info?: string;
  readonly device_info?: DeviceInformation;
  readonly extended_info?: readonly KeyValuePair[];
  readonly build_arch?: string;
};

export type SoftwareInformation = {
  readonly module_infos?: readonly ModuleInformation[];
  readonly hardware_arch?: string;
  readonly os_family?: string;
  readonly os_version?: string;
  readonly os_extended_info?: string;
  readonly runtime_version?: string;
  readonly partner_id?: number;
};

export type ServiceRequest = {
  readonly comm_quality?: CommQuality;
  readonly security_stats?: SecurityStats;
  readonly offline_period?: OfflinePeriod;
  readonly nomenclature_version?: number;
  readonly ticket_ad_infos?: readonly TicketAdInfo[];
  readonly get_reg_info?: boolean;
  readonly get_binded_taxation?: boolean;
  readonly marker?: bigint;
  readonly software_information_old?: Uint8Array;
  readonly software_information?: SoftwareInformation;
  readonly reg_info?: RequestRegInfo;
  readonly auxiliary?: readonly KeyValuePair[];
};

export type ResponseRegInfo = {
  readonly kkm?: KkmRegInfo;
  readonly pos?: PosRegInfo;
  readonly org?: OrgRegInfo;
  readonly ofd?: OfdRegInfo;
};

export type LastDocumentInfo = {
  readonly fr_shift_number: number;
  readonly printed_document_number?: bigint;
};

export type ServiceResponse = {
  readonly ticket_ads?: readonly TicketAd[];
  readonly reg_info?: ResponseRegInfo;
  readonly binded_taxation?: BindedTaxation;
  readonly last_document_info?: LastDocumentInfo;
  readonly auxiliary?: readonly KeyValuePair[];
};

export type TicketTax = {
  readonly tax_type: number;
  readonly taxation_type?: number;
  readonly percent: number;
  readonly sum: Tiyn;
  readonly is_in_total_sum: boolean;
};

export type Modifier = {
  readonly name?: string;
  readonly sum: Tiyn;
  readonly taxes?: readonly TicketTax[];
  readonly auxiliary?: readonly KeyValuePair[];
};

export type Commodity = {
  readonly code?: bigint;
  readonly name?: string;
  readonly section_code: string;
  readonly quantity: bigint;
  readonly price: Tiyn;
  readonly sum: Tiyn;
  readonly taxes?: readonly TicketTax[];
  readonly excise_stamp?: string;
  readonly auxiliary?: readonly KeyValuePair[];
  readonly physical_label?: string;
  readonly product_id?: string;
  readonly barcode?: string;
  readonly measure_unit_code?: string;
  readonly list_excise_stamp?: readonly string[];
  readonly ntin?: string;
  readonly commodity_type?: Open<CommodityType>;
};

export type StornoCommodity = {
  readonly name?: string;
  readonly section_code: string;
  readonly quantity: bigint;
  readonly price: Tiyn;
  readonly sum: Tiyn;
  readonly taxes?: readonly TicketTax[];
  readonly excise_stamp?: string;
  readonly auxiliary?: readonly KeyValuePair[];
  readonly physical_label?: string;
  readonly product_id?: string;
  readonly barcode?: string;
  readonly measure_unit_code?: string;
  readonly list_excise_stamp?: readonly string[];
  readonly ntin?: string;
  readonly commodity_type?: Open<CommodityType>;
};

export type TicketItem = {
  readonly type: Open<TicketItemType>;
  readonly commodity?: Commodity;
  readonly storno_commodity?: StornoCommodity;
  readonly markup?: Modifier;
  readonly storno_markup?: Modifier;
  readonly discount?: Modifier;
  readonly storno_discount?: Modifier;
};

export type ServicesDomain = {
  readonly account_number: string;
};

export type GasOilDomain = {
  readonly correction_number?: string;
  readonly correction_sum?: Tiyn;
  readonly card_number?: string;
};

export type TaxiDomain = {
  readonly car_number: string;
  readonly is_order: boolean;
  readonly current_fee: Tiyn;
};

export type ParkingDomain = {
  readonly begin_time: Date;
  readonly end_time: Date;
};

export type TicketDomain = {
  readonly type?: Open<DomainType>;
  readonly services?: ServicesDomain;
  readonly gasoil?: GasOilDomain;
  readonly taxi?: TaxiDomain;
  readonly parking?: ParkingDomain;
};

export type ExtensionOptions = {
  readonly customer_email?: string;
  readonly customer_phone?: string;
  readonly auxiliary?: readonly KeyValuePair[];
  readonly customer_iin_or_bin?: string;
};

export type CardPaymentFields = {
  readonly pos_terminal_id?: string;
  readonly pos_card_type?: string;
  readonly pos_autorization_code?: number;
  readonly pos_rrn?: bigint;
  readonly pos_receipt_number?: bigint;
};

export type MobilePaymentFields = {
  readonly qr_type?: string;
  readonly qr_id?: string;
};

export type TicketPayment = {
  readonly type: Open<PaymentType>;
  readonly sum: Tiyn;
  readonly card_payment_fields?: CardPaymentFields;
  readonly mobile_payment_fields?: MobilePaymentFields;
};

export type Amounts = {
  readonly total: Tiyn;
  readonly taken?: Tiyn;
  readonly change?: Tiyn;
  readonly markup?: Modifier;
  readonly discount?: Modifier;
};

export type ParentTicket = {
  readonly parent_ticket_number: string;
  readonly parent_ticket_data_time: Date;
  readonly kgd_kkm_id: string;
  readonly parent_ticket_total: Tiyn;
  readonly parent_ticket_is_offline: boolean;
};

export type TicketRequest = {
  readonly operation: Open<OperationType>;
  readonly date_time: Date;
  readonly operator: Operator;
  readonly domain?: TicketDomain;
  readonly items?: readonly TicketItem[];
  readonly payments?: readonly TicketPayment[];
  readonly taxes?: readonly TicketTax[];
  readonly amounts: Amounts;
  readonly extension_options?: ExtensionOptions;
  readonly offline_ticket_number?: number;
  readonly printed_document_number_old?: string;
  readonly printed_ticket?: string;
  readonly ad_infos?: readonly TicketAdInfo[];
  readonly fr_shift_number?: number;
  readonly shift_document_number?: number;
  readonly printed_document_number?: bigint;
  readonly parent_ticket?: ParentTicket;
};

export type TicketResponse = {
  readonly ticket_number: string;
  readonly qr_code?: Uint8Array;
};

export type ReportOperation = {
  readonly operation: Open<OperationType>;
  readonly count: number;
  readonly sum: Tiyn;
};

export type ReportSection = {
  readonly section_code: string;
  readonly operations?: readonly ReportOperation[];
};

export type ReportTaxOperation = {
  readonly operation: Open<OperationType>;
  readonly turnover: Tiyn;
  readonly sum: Tiyn;
  readonly turnover_without_tax?: Tiyn;
};

export type ReportTax = {
  readonly tax_type: number;
  readonly percent: number;
  readonly operations?: readonly ReportTaxOperation[];
};

export type NonNullableSum = {
  readonly operation: Open<OperationType>;
  readonly sum: Tiyn;
};

export type ReportPayment = {
  readonly payment: Open<PaymentType>;
  readonly sum: Tiyn;
  readonly count?: number;
};

export type ReportTicketOperation = {
  readonly operation: Open<OperationType>;
  readonly tickets_total_count: number;
  readonly tickets_count: number;
  readonly tickets_sum: Tiyn;
  readonly payments?: readonly ReportPayment[];
  readonly offline_count?: number;
  readonly discount_sum?: Tiyn;
  readonly markup_sum?: Tiyn;
  readonly change_sum?: Tiyn;
};

export type ReportMoneyPlacement = {
  readonly operation: Open<MoneyPlacementKind>;
  readonly operations_total_count: number;
  readonly operations_count: number;
  readonly operations_sum: Tiyn;
  readonly offline_count?: number;
};

export type AnnulledTickets = {
  readonly annulled_tickets_total_count: number;
  readonly annulled_tickets_count: number;
  readonly annulled_operations?: readonly ReportOperation[];
};

export type Revenue = {
  readonly sum: Tiyn;
  readonly is_negative: boolean;
};

export type ZXReport = {
  readonly date_time: Date;
  readonly shift_number: number;
  readonly sections?: readonly ReportSection[];
  readonly operations?: readonly ReportOperation[];
  readonly discounts?: readonly ReportOperation[];
  readonly markups?: readonly ReportOperation[];
  readonly total_result?: readonly ReportOperation[];
  readonly taxes?: readonly ReportTax[];
  readonly start_shift_non_nullable_sums?: readonly NonNullableSum[];
  readonly ticket_operations?: readonly ReportTicketOperation[];
  readonly money_placements?: readonly ReportMoneyPlacement[];
  readonly annulled_tickets?: AnnulledTickets;
  readonly cash_sum: Tiyn;
  readonly revenue: Revenue;
  readonly non_nullable_sums?: readonly NonNullableSum[];
  readonly open_shift_time?: Date;
  readonly close_shift_time?: Date;
  readonly checksum?: string;
};

export type ReportRequest = {
  readonly report: Open<ReportType>;
  readonly date_time: Date;
  readonly is_offline?: boolean;
  readonly zx_report?: ZXReport;
};

export type ReportResponse = {
  readonly report: Open<ReportType>;
  readonly zx_report?: ZXReport;
};

export type CloseShiftRequest = {
  readonly close_time: Date;
  readonly is_offline?: boolean;
  readonly fr_shift_number?: number;
  readonly withdraw_money?: boolean;
  readonly z_report?: ZXReport;
  readonly operator?: Operator;
  readonly printed_document_number?: bigint;
};

export type MoneyPlacementRequest = {
  readonly datetime: Date;
  readonly operation: Open<MoneyPlacementKind>;
  readonly sum: Tiyn;
  readonly is_offline?: boolean;
  readonly fr_shift_number?: number;
  readonly printed_document_number?: bigint;
  readonly operator?: Operator;
};

export type NomenclatureRequest = {
  readonly current_version?: number;
  readonly barcode?: string;
};

export type NomenclatureTax = {
  readonly taxation_type: number;
  readonly tax_type: number;
  readonly tax_percent: number;
};

export type NomenclatureItem = {
  readonly article?: string;
  readonly barcode?: string;
  readonly description?: string;
  readonly purchase_price?: Tiyn;
  readonly sell_price?: Tiyn;
  readonly discount_percent?: number;
  readonly discount_sum?: Tiyn;
  readonly markup_percent?: number;
  readonly markup_sum?: Tiyn;
  readonly taxes?: readonly NomenclatureTax[];
  readonly measure_count?: number;
  readonly measure_title?: string;
  readonly measure_fractional?: boolean;
  readonly measure_unit_code?: string;
  readonly ntin?: string;
  readonly is_markedeac?: boolean;
  readonly is_social?: boolean;
};

export type NomenclatureElement = {
  readonly type: Open<NomenclatureElementType>;
  readonly title: string;
  readonly parent_group_id?: bigint;
  readonly id: bigint;
  readonly item?: NomenclatureItem;
  readonly title_kk?: string;
};

export type NomenclatureResponse = {
  readonly version: number;
  readonly created_time?: Date;
  readonly elements?: readonly NomenclatureElement[];
  readonly result: Open<NomenclatureResult>;
};

export type AuthRequest = {
  readonly login: string;
  readonly password: string;
};

export type AuthResponse = {
  readonly result: Open<AuthResult>;
  readonly operator_code?: number;
  readonly operator_name?: string;
  readonly roles?: readonly Open<UserRole>[];
};

export type QrStatus = "NEW" | "SCANNED" | "BLOCKED" | "AUTH" | "PAID" | "REJECTED" | "WAIT";

export type QrRequest = {
  readonly invoice_id?: bigint;
  readonly amount?: Tiyn;
};

export type QrResponse = {
  readonly qr_code?: string;
  readonly status?: Open<QrStatus>;
};

export type CpcrResult = {
  readonly result_code: number;
  readonly result_text?: string;
};

export type CpcrRequest = {
  readonly command: Open<Command>;
  readonly ticket?: TicketRequest;
  readonly close_shift?: CloseShiftRequest;
  readonly report?: ReportRequest;
  readonly nomenclature?: NomenclatureRequest;
  readonly service?: ServiceRequest;
  readonly money_placement?: MoneyPlacementRequest;
  readonly auth?: AuthRequest;
  readonly qr?: QrRequest;
};

export type CpcrResponse = {
  readonly command: Open<Command>;
  readonly result: CpcrResult;
  readonly ticket?: TicketResponse;
  readonly report?: ReportResponse;
  readonly nomenclature?: NomenclatureResponse;
  readonly service?: ServiceResponse;
  readonly auth?: AuthResponse;
  readonly qr?: QrResponse;
};
