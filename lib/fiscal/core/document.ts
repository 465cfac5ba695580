import type { Tiyn } from "@/lib/kernel";
import type { Buyer } from "./buyer";
import type { Link } from "./journal";
import type { DocumentKind, PlacementDirection, ReceiptKind } from "./kinds";
import type { PaymentDraft } from "./payments";
import type { CalculatedReceipt } from "./receipt";
import type { Report } from "./report";

/** What a paper comes out on, and in which language of the law, or both on one. */
export type PaperForm = {
  readonly size: "58" | "58-narrow" | "80" | "a4";
  readonly language: "ru" | "kk" | "both";
};

/** What the head and foot of every paper say, frozen at the moment of issue. */
export type PaperHead = {
  readonly sellerName: string;
  readonly sellerXin: string;
  readonly sellerIs: "company" | "entrepreneur";
  readonly vatCertificate: { readonly series: string; readonly number: string } | null;
  readonly registerName: string;
  readonly addressRu: string;
  readonly addressKk: string;
  readonly factoryNumber: string;
  readonly registrationNumber: string;
  readonly ofdRegisterId: string;
  readonly operatorTitle: string;
  readonly checkBase: string;
  /** As the register printed when it was issued; left out in documents from before there was a choice. */
  readonly form?: PaperForm;
  /** What the shop says above and below its receipts; left out where it says nothing. */
  readonly topLines?: readonly string[];
  readonly bottomLines?: readonly string[];
};

export type CashierMark = { readonly id: string | null; readonly name: string };

/** The receipt that is taken back, as the operator wants it named. */
export type Basis = {
  /** Null where it is known from its paper alone. */
  readonly documentId: string | null;
  readonly number: number | null;
  /** Fiscal sign, or the autonomous number when that is what the buyer's paper carries. */
  readonly sign: string;
  readonly isOffline: boolean;
  readonly issuedAt: Date;
  readonly totalTiyn: Tiyn;
  readonly registrationNumber: string;
};

type Common = { readonly head: PaperHead; readonly cashier: CashierMark };

export type ReceiptBody = Common &
  CalculatedReceipt & {
    readonly kind: ReceiptKind;
    readonly payments: readonly PaymentDraft[];
    readonly takenTiyn: Tiyn | null;
    readonly changeTiyn: Tiyn | null;
    readonly basis: Basis | null;
    readonly buyer?: Buyer;
  };

export type PlacementBody = Common & {
  readonly kind: PlacementDirection;
  readonly sumTiyn: Tiyn;
  readonly comment: string | null;
  /** Cash in the drawer after it. */
  readonly cashTiyn: Tiyn;
};

export type ZReportBody = Common & { readonly kind: "z_report"; readonly report: Report };

export type DocumentBody = ReceiptBody | PlacementBody | ZReportBody;

/** A document of the register. Never changes after it was accepted; answers about it are records of their own. */
export type FiscalDocument = Link & {
  readonly id: string;
  /** One gapless series for the register's life. */
  readonly number: number;
  readonly shiftNumber: number;
  readonly shiftDocumentNumber: number;
  readonly kind: DocumentKind;
  readonly at: Date;
  readonly totalTiyn: Tiyn;
  /** Drawn for every receipt; printed and sent only when the operator could not be asked. */
  readonly offlineNumber: number | null;
  /** Issued without asking the operator, because others were waiting already. */
  readonly autonomous: boolean;
  readonly basisId: string | null;
  readonly body: DocumentBody;
  /** The hash of the key and the input that made it; absent in documents from before. */
  readonly requestHash?: string;
};

/** What became known about a document after it was made. `held` blocks and keeps the document; the last two are final. */
export const SETTLEMENT_KINDS = ["autonomous", "held", "accepted", "rejected"] as const;
export type SettlementKind = (typeof SETTLEMENT_KINDS)[number];

/** An answer, or the lack of one, chained like a document. */
export type Settlement = Link & {
  readonly id: string;
  readonly documentId: string;
  readonly sealId: string | null;
  readonly kind: SettlementKind;
  readonly at: Date;
  readonly code: number | null;
  readonly answerText: string | null;
  readonly fiscalSign: string | null;
  readonly qrText: string | null;
  /** The bytes that were answered, where a frame was. */
  readonly answer: Uint8Array | null;
};

export const isReceiptBody = (body: DocumentBody): body is ReceiptBody => "lines" in body;
