/**
 * The bodies of CPCR 2.0.2 to 2.0.4, as numbers and types: interface facts. A line that not every version has says at its end from or
 * until which it stands, so that what differs is seen in one place.
 *
 * Enums are open: a value of tomorrow stays a number instead of making the whole message unreadable.
 */
export const CPCR_SCHEMA = `syntax = "proto2";
package cpcr;

enum CommandTypeEnum {
  option features.enum_type = OPEN;
  COMMAND_SYSTEM = 0; COMMAND_TICKET = 1; COMMAND_CLOSE_SHIFT = 2; COMMAND_REPORT = 3; COMMAND_NOMENCLATURE = 4;
  COMMAND_INFO = 5; COMMAND_MONEY_PLACEMENT = 6; COMMAND_AUTH = 8;
  COMMAND_CANCEL_TICKET = 7; // until 203
  COMMAND_QR_GENERATE = 100; COMMAND_QR_GET_STATUS = 101; // since 204
  COMMAND_RESERVED = 127;
}

enum OperationTypeEnum {
  option features.enum_type = OPEN;
  OPERATION_BUY = 0; OPERATION_BUY_RETURN = 1; OPERATION_SELL = 2; OPERATION_SELL_RETURN = 3;
}

enum PaymentTypeEnum {
  option features.enum_type = OPEN;
  PAYMENT_CASH = 0; PAYMENT_CARD = 1; PAYMENT_MOBILE = 4;
  PAYMENT_CREDIT = 2; PAYMENT_TARE = 3; // until 203
}

enum DomainTypeEnum {
  option features.enum_type = OPEN;
  DOMAIN_TRADING = 0; DOMAIN_SERVICES = 1; DOMAIN_GASOIL = 2; DOMAIN_HOTELS = 3; DOMAIN_TAXI = 4;
  DOMAIN_PARKING = 5;
}

enum MoneyPlacementEnum {
  option features.enum_type = OPEN;
  MONEY_PLACEMENT_DEPOSIT = 0; MONEY_PLACEMENT_WITHDRAWAL = 1;
}

enum ReportTypeEnum {
  option features.enum_type = OPEN;
  REPORT_Z = 0; REPORT_X = 1;
}

enum UserRoleEnum {
  option features.enum_type = OPEN;
  USER_ROLE_PAYMASTER = 1; USER_ROLE_CHIEF_PAYMASTER = 2; USER_ROLE_ADMINISTRATOR = 3;
}

enum TicketAdTypeEnum {
  option features.enum_type = OPEN;
  TICKET_AD_OFD = 0; TICKET_AD_ORG = 1; TICKET_AD_POS = 2; TICKET_AD_KKM = 3; TICKET_AD_INFO = 4;
}

message Date {
  required uint32 year = 1;
  required uint32 month = 2;
  required uint32 day = 3;
}

message Time {
  required uint32 hour = 1;
  required uint32 minute = 2;
  optional uint32 second = 3;
}

message DateTime {
  required Date date = 1;
  required Time time = 2;
}

message Money {
  required uint64 bills = 1;
  required uint32 coins = 2;
}

message Operator {
  required uint32 code = 1;
  optional string name = 2;
}

message KeyValuePair {
  required string key = 1;
  optional string value = 2;
}

message TicketAdInfo {
  required TicketAdTypeEnum type = 1;
  required uint64 version = 2;
}

message TicketAd {
  required TicketAdInfo info = 1;
  required string text = 2;
}

message KkmRegInfo {
  optional string point_of_payment_number = 1;
  optional string terminal_number = 2;
  optional string fns_kkm_id = 3;
  optional string serial_number = 4;
  optional string kkm_id = 5;
}

message PosRegInfo {
  optional string title = 1;
  optional string address = 2;
  optional string address_kz = 3; // since 203
  optional uint32 latitude = 4; // since 203
  optional uint32 longitude = 5; // since 203
}

message OrgRegInfo {
  optional string title = 1;
  optional string address = 2;
  optional string inn = 3;
  optional uint32 taxation_type = 4;
  optional string okved = 5;
  optional int32 tenantId = 6; // until 202
  optional string address_kz = 6; // since 203
  optional int32 tenantId = 7; // since 203
}

message OfdRegInfo {
  optional string title = 1;
  optional string title_kz = 2;
  optional string url = 3;
}

message BindedTaxation {
  message BindedTax {
    required uint32 tax_type = 1;
    required uint32 percent = 2;
  }
  required uint32 taxation_type = 1;
  repeated BindedTax taxes = 2;
}

message ServiceRequest {
  message CommQuality {
    required uint32 avg_connect_time = 1;
    optional uint32 avg_ping = 2;
    optional uint32 loss_ratio = 3;
  }
  message SecurityStats {
    message GeoPosition {
      required int32 latitude = 1;
      required int32 longitude = 2;
      optional string source = 3; // since 203
    }
    optional GeoPosition geo_position = 1;
    optional string os_version = 2;
  }
  message OfflinePeriod {
    required DateTime begin_time = 1;
    required DateTime end_time = 2;
  }
  message RegInfo {
    optional KkmRegInfo kkm = 1;
    optional OrgRegInfo org = 2;
  }
  message SoftwareInformation {
    message ModuleInformation {
      message DeviceInformation {
        optional string manufacturer = 1;
        optional string model = 2;
        optional string firmware_version = 3;
      }
      required string name = 1;
      required string version = 2;
      optional string build_info = 3;
      optional DeviceInformation device_info = 4;
      repeated KeyValuePair extended_info = 5;
      optional string build_arch = 6;
    }
    repeated ModuleInformation module_infos = 1;
    optional string hardware_arch = 2;
    optional string os_family = 3;
    optional string os_version = 4;
    optional string os_extended_info = 5;
    optional string runtime_version = 6;
    optional uint32 partner_id = 7;
  }
  optional CommQuality comm_quality = 1;
  optional SecurityStats security_stats = 3;
  optional OfflinePeriod offline_period = 4;
  optional uint32 nomenclature_version = 5;
  repeated TicketAdInfo ticket_ad_infos = 6;
  optional bool get_reg_info = 7;
  optional bool get_binded_taxation = 8;
  optional uint64 marker = 9;
  optional bytes software_information_old = 10;
  optional SoftwareInformation software_information = 11;
  optional RegInfo reg_info = 12;
  repeated KeyValuePair auxiliary = 60;
}

message ServiceResponse {
  message RegInfo {
    optional KkmRegInfo kkm = 1;
    optional PosRegInfo pos = 2;
    optional OrgRegInfo org = 3;
    optional OfdRegInfo ofd = 4; // since 204
  }
  message LastDocumentInfo {
    required uint32 fr_shift_number = 1;
    optional uint64 printed_document_number = 2;
  }
  repeated TicketAd ticket_ads = 1;
  optional RegInfo reg_info = 2;
  optional BindedTaxation binded_taxation = 3;
  optional LastDocumentInfo last_document_info = 4;
  repeated KeyValuePair auxiliary = 30;
}

message TicketRequest {
  message Tax {
    required uint32 tax_type = 1;
    optional uint32 taxation_type = 2;
    required uint32 percent = 3;
    required Money sum = 4;
    required bool is_in_total_sum = 5;
  }
  message Modifier {
    optional string name = 1;
    required Money sum = 2;
    repeated Tax taxes = 3;
    repeated KeyValuePair auxiliary = 4;
  }
  enum CommodityTypeEnum {
    option features.enum_type = OPEN;
    PRODUCT = 0; TASK = 1; SERVICE = 2;
  }
  message Item {
    message Commodity {
      optional uint64 code = 1;
      optional string name = 2;
      required string section_code = 3;
      required uint32 quantity = 4; // until 202
      required uint64 quantity = 4; // since 203
      required Money price = 5;
      required Money sum = 6;
      repeated Tax taxes = 7;
      optional string excise_stamp = 8;
      repeated KeyValuePair auxiliary = 9;
      optional string physical_label = 10;
      optional string product_id = 11;
      optional string barcode = 12;
      optional string measure_unit_code = 13;
      repeated string list_excise_stamp = 14; // since 203
      optional string ntin = 15; // since 203
      optional CommodityTypeEnum commodity_type = 16; // since 204
    }
    message StornoCommodity {
      optional string name = 1;
      required string section_code = 2;
      required uint32 quantity = 3; // until 202
      required uint64 quantity = 3; // since 203
      required Money price = 4;
      required Money sum = 5;
      repeated Tax taxes = 6;
      optional string excise_stamp = 7;
      repeated KeyValuePair auxiliary = 8;
      optional string physical_label = 9;
      optional string product_id = 10;
      optional string barcode = 11;
      optional string measure_unit_code = 12;
      repeated string list_excise_stamp = 13; // since 203
      optional string ntin = 14; // since 203
      optional CommodityTypeEnum commodity_type = 15; // since 204
    }
    enum ItemTypeEnum {
      option features.enum_type = OPEN;
      ITEM_TYPE_COMMODITY = 1; ITEM_TYPE_STORNO_COMMODITY = 2; ITEM_TYPE_MARKUP = 3; ITEM_TYPE_STORNO_MARKUP = 4;
      ITEM_TYPE_DISCOUNT = 5; ITEM_TYPE_STORNO_DISCOUNT = 6;
    }
    required ItemTypeEnum type = 1;
    optional Commodity commodity = 2;
    optional StornoCommodity storno_commodity = 3;
    optional Modifier markup = 4;
    optional Modifier storno_markup = 5;
    optional Modifier discount = 6;
    optional Modifier storno_discount = 7;
  }
  message Domain {
    message Services {
      required string account_number = 1;
    }
    message GasOil {
      optional string correction_number = 1;
      optional Money correction_sum = 2;
      optional string card_number = 3;
    }
    message Taxi {
      required string car_number = 1;
      required bool is_order = 2;
      required Money current_fee = 3;
    }
    message Parking {
      required DateTime begin_time = 1;
      required DateTime end_time = 2;
    }
    optional DomainTypeEnum type = 1;
    optional Services services = 2;
    optional GasOil gasoil = 3;
    optional Taxi taxi = 4;
    optional Parking parking = 5;
  }
  message ExtensionOptions {
    optional string customer_email = 1;
    optional string customer_phone = 2;
    repeated KeyValuePair auxiliary = 3;
    optional string customer_iin_or_bin = 4;
  }
  message Payment {
    message CardPaymentFields {
      optional string pos_terminal_id = 1;
      optional string pos_card_type = 2;
      optional uint32 pos_autorization_code = 3;
      optional uint64 pos_rrn = 4;
      optional uint32 pos_receipt_number = 5; // until 203
      optional uint64 pos_receipt_number = 5; // since 204
    }
    message MobilePaymentFields {
      optional string qr_type = 1;
      optional string qr_id = 2;
    }
    required PaymentTypeEnum type = 1;
    required Money sum = 2;
    optional CardPaymentFields card_payment_fields = 3; // since 203
    optional MobilePaymentFields mobile_payment_fields = 4; // since 203
  }
  message Amounts {
    required Money total = 1;
    optional Money taken = 2;
    optional Money change = 3;
    optional Modifier markup = 4;
    optional Modifier discount = 5;
  }
  message ParentTicket {
    required string parent_ticket_number = 1;
    required DateTime parent_ticket_data_time = 2;
    required string kgd_kkm_id = 3;
    required Money parent_ticket_total = 4;
    required bool parent_ticket_is_offline = 5;
  }
  required OperationTypeEnum operation = 1;
  required DateTime date_time = 2;
  required Operator operator = 3;
  optional Domain domain = 4;
  repeated Item items = 5;
  repeated Payment payments = 6;
  repeated Tax taxes = 7;
  required Amounts amounts = 8;
  optional ExtensionOptions extension_options = 9;
  optional uint32 offline_ticket_number = 10;
  optional string printed_document_number_old = 11; // until 203
  optional string printed_ticket = 12;
  repeated TicketAdInfo ad_infos = 13; // until 203
  optional uint32 fr_shift_number = 14;
  optional uint32 shift_document_number = 15; // until 203
  optional uint64 printed_document_number = 16;
  optional ParentTicket parent_ticket = 17; // since 203
}

message TicketResponse {
  required string ticket_number = 1;
  optional bytes qr_code = 2;
}

message ZXReport {
  message Operation {
    required OperationTypeEnum operation = 1;
    required uint32 count = 2;
    required Money sum = 3;
  }
  message Section {
    required string section_code = 1;
    repeated Operation operations = 2;
  }
  message Tax {
    message TaxOperation {
      required OperationTypeEnum operation = 1;
      required Money turnover = 2;
      required Money sum = 3;
      optional Money turnover_without_tax = 4;
    }
    required uint32 tax_type = 1;
    required uint32 percent = 2;
    repeated TaxOperation operations = 3;
  }
  message NonNullableSum {
    required OperationTypeEnum operation = 1;
    required Money sum = 2;
  }
  message TicketOperation {
    message Payment {
      required PaymentTypeEnum payment = 1;
      required Money sum = 2;
      optional uint32 count = 3;
    }
    required OperationTypeEnum operation = 1;
    required uint32 tickets_total_count = 2;
    required uint32 tickets_count = 3;
    required Money tickets_sum = 4;
    repeated Payment payments = 5;
    optional uint32 offline_count = 6;
    optional Money discount_sum = 7;
    optional Money markup_sum = 8;
    optional Money change_sum = 9;
  }
  message MoneyPlacement {
    required MoneyPlacementEnum operation = 1;
    required uint32 operations_total_count = 2;
    required uint32 operations_count = 3;
    required Money operations_sum = 4;
    optional uint32 offline_count = 5;
  }
  message AnnulledTickets {
    required uint32 annulled_tickets_total_count = 1;
    required uint32 annulled_tickets_count = 2;
    repeated Operation annulled_operations = 3;
  }
  message Revenue {
    required Money sum = 1;
    required bool is_negative = 2;
  }
  required DateTime date_time = 1;
  required uint32 shift_number = 2;
  repeated Section sections = 3;
  repeated Operation operations = 4;
  repeated Operation discounts = 5;
  repeated Operation markups = 6;
  repeated Operation total_result = 7;
  repeated Tax taxes = 8;
  repeated NonNullableSum start_shift_non_nullable_sums = 9;
  repeated TicketOperation ticket_operations = 10;
  repeated MoneyPlacement money_placements = 11;
  optional AnnulledTickets annulled_tickets = 12;
  required Money cash_sum = 13;
  required Revenue revenue = 14;
  repeated NonNullableSum non_nullable_sums = 15;
  optional DateTime open_shift_time = 16;
  optional DateTime close_shift_time = 17;
  optional string checksum = 18;
}

message ReportRequest {
  required ReportTypeEnum report = 1;
  required DateTime date_time = 2;
  optional bool is_offline = 3;
  optional ZXReport zx_report = 4;
}

message ReportResponse {
  required ReportTypeEnum report = 1;
  optional ZXReport zx_report = 2;
}

message CloseShiftRequest {
  required DateTime close_time = 1;
  optional bool is_offline = 2;
  optional uint32 fr_shift_number = 3;
  optional bool withdraw_money = 4;
  optional ZXReport z_report = 5;
  optional Operator operator = 6;
  optional uint64 printed_document_number = 7;
}

message MoneyPlacementRequest {
  required DateTime datetime = 1;
  required MoneyPlacementEnum operation = 2;
  required Money sum = 3;
  optional bool is_offline = 4;
  optional uint32 fr_shift_number = 5;
  optional uint64 printed_document_number = 6;
  optional Operator operator = 7;
}

message NomenclatureRequest {
  required uint32 current_version = 1; // until 202
  optional uint32 current_version = 1; // since 203
  optional string barcode = 2; // since 203
}

message NomenclatureResponse {
  enum ElementTypeEnum {
    option features.enum_type = OPEN;
    GROUP = 0; ITEM = 1;
  }
  enum NomenclatureResultTypeEnum {
    option features.enum_type = OPEN;
    NOMENCLATURE_RESULT_OK = 0; NOMENCLATURE_RESULT_VERSION_IS_ACTUAL = 1; NOMENCLATURE_RESULT_NO_VERSION = 2;
    NOMENCLATURE_RESULT_ELEMENT_NOT_FOUND_BY_BARCODE = 3;
  }
  message Tax {
    required uint32 taxation_type = 1;
    required uint32 tax_type = 2;
    required uint32 tax_percent = 3;
  }
  message Item {
    optional string article = 1;
    optional string barcode = 2;
    optional string description = 3;
    required Money purchase_price = 6; // until 202
    optional Money purchase_price = 6; // since 203
    required Money sell_price = 7; // until 202
    optional Money sell_price = 7; // since 203
    optional uint32 discount_percent = 8;
    optional Money discount_sum = 9;
    optional uint32 markup_percent = 10;
    optional Money markup_sum = 11;
    repeated Tax taxes = 12;
    optional uint32 measure_count = 13;
    optional string measure_title = 14;
    optional bool measure_fractional = 15;
    optional string measure_unit_code = 16;
    optional string ntin = 17; // since 203
    optional bool is_markedeac = 18; // since 203
    optional bool is_social = 19; // since 203
  }
  message Element {
    required ElementTypeEnum type = 1;
    required string title = 3;
    optional uint64 parent_group_id = 4;
    required uint64 id = 5;
    optional Item item = 6;
    optional string title_kk = 7; // since 203
  }
  required uint32 version = 1;
  optional DateTime created_time = 2;
  repeated Element elements = 3;
  required NomenclatureResultTypeEnum result = 4;
}

message AuthRequest {
  required string login = 1;
  required string password = 2;
}

message AuthResponse {
  enum AuthResultEnum {
    option features.enum_type = OPEN;
    AUTH_RESULT_OK = 0; AUTH_RESULT_INVALID_LOGIN_PASSWORD = 1;
  }
  required AuthResultEnum result = 1;
  optional uint32 operator_code = 2;
  optional string operator_name = 3;
  repeated UserRoleEnum roles = 4;
}

message QRRequest {
  optional uint64 invoice_id = 1;
  optional Money amount = 2;
}

message QRResponse {
  enum QRStatusEnum {
    option features.enum_type = OPEN;
    NEW = 0; SCANNED = 1; BLOCKED = 2; AUTH = 3; PAID = 4; REJECTED = 5; WAIT = 6;
  }
  optional string qr_code = 1;
  optional QRStatusEnum status = 2;
}

message Result {
  required uint32 result_code = 1;
  optional string result_text = 2;
}

message Request {
  required CommandTypeEnum command = 1;
  optional TicketRequest ticket = 2;
  optional CloseShiftRequest close_shift = 3;
  optional ReportRequest report = 4;
  optional NomenclatureRequest nomenclature = 5;
  optional ServiceRequest service = 6;
  optional MoneyPlacementRequest money_placement = 7;
  optional AuthRequest auth = 8;
  optional QRRequest qr = 9; // since 204
}

message Response {
  required CommandTypeEnum command = 1;
  required Result result = 2;
  optional TicketResponse ticket = 3;
  optional ReportResponse report = 4;
  optional NomenclatureResponse nomenclature = 5;
  optional ServiceResponse service = 6;
  optional AuthResponse auth = 7;
  optional QRResponse qr = 8; // since 204
}
`;
