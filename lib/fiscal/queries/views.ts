import type { QuantityMilli, Tiyn } from "@/lib/kernel";
import type { BlockCause, RegisterAddress, SellError } from "@/lib/registers";
import type { DecisionError } from "../core/error";
import type { DocumentKind, PaymentType, ReceiptKind, VatKind } from "../core/kinds";
import type { Papers } from "../print/paper";

/** Where a document stands: waiting, answered, refused, or in the buyer's hand with an autonomous sign. */
export type DocumentOutcome = "accepted" | "autonomous" | "pending" | "rejected";

/** What the till shows about the document it just made, and what a page shows about any. */
export type DocumentView = {
  readonly id: string;
  readonly registerId: string;
  readonly kind: DocumentKind;
  /** «Чек №»: one series for the register's life. */
  readonly number: number;
  readonly shiftNumber: number;
  /** «Порядковый номер чека»: starts anew in each shift. */
  readonly shiftDocumentNumber: number;
  readonly at: Date;
  readonly cashierName: string;
  readonly totalTiyn: Tiyn;
  readonly outcome: DocumentOutcome;
  /** Issued without the operator: the paper carries the autonomous sign for good. */
  readonly issuedAutonomous: boolean;
  readonly fiscalSign: string | null;
  readonly offlineSign: string | null;
  /** Refused by the operator: its code and text. */
  readonly refusal: { readonly code: number; readonly text: string } | null;
  readonly papers: Papers;
};

export type LineView = {
  readonly name: string;
  readonly unitCode: string;
  readonly vatKind: VatKind;
  readonly priceTiyn: Tiyn;
  readonly quantityMilli: QuantityMilli;
  readonly discountTiyn: Tiyn;
  readonly netTiyn: Tiyn;
};

export type ReceiptView = DocumentView & {
  readonly kind: ReceiptKind;
  readonly lines: readonly LineView[];
  readonly payments: readonly { readonly type: PaymentType; readonly sumTiyn: Tiyn }[];
  readonly takenTiyn: Tiyn | null;
  readonly changeTiyn: Tiyn | null;
  readonly taxes: readonly { readonly vatKind: VatKind; readonly vatTiyn: Tiyn }[];
  readonly basis: { readonly id: string; readonly number: number } | null;
  /** Id of the return that took this receipt back, where there is one. */
  readonly returnedBy: string | null;
  /** May «Возврат» be pressed. */
  readonly returnable: boolean;
};

/**
 * What an op that makes a document answers. `accepted` and `autonomous` are both done sales: the paper is final.
 * `refused`: the operator refused, the document keeps its number, the cart comes back and the corrected sale is a new document
 * with a new key.
 */
export type Issued<View extends DocumentView = DocumentView> =
  | { readonly outcome: "accepted" | "autonomous"; readonly document: View }
  | { readonly outcome: "refused"; readonly document: View; readonly code: number; readonly text: string };

/** May something be done now, or the coded reason why not (`errors.<code>`). */
export type Allowed =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly error: SellError | DecisionError };

/** Everything the top of the till shows. */
export type TillState = {
  readonly now: Date;
  readonly register: {
    readonly id: string;
    readonly name: string;
    readonly factoryNumber: string;
    readonly registrationNumber: string | null;
    readonly address: RegisterAddress;
  };
  /** Prices hold VAT only where the organisation pays it; else every line counts as `none`. */
  readonly vatPayer: boolean;
  readonly shift: {
    readonly number: number;
    readonly openedAt: Date;
    /** The moment from which nothing is sold any more. */
    readonly endsAt: Date;
    readonly tooLong: boolean;
    /** Receipts and cash moves of this shift. */
    readonly documents: number;
  } | null;
  readonly ofd: {
    readonly mode: "online" | "offline" | "blocked";
    /** Since when there is no link; set in mode offline. */
    readonly offlineSince: Date | null;
    readonly unsentCount: number;
    readonly oldestUnsentAt: Date | null;
    /** When 72 hours are over, counted from the oldest unsent document. */
    readonly blocksAt: Date | null;
    /** Whole hours until then. */
    readonly hoursLeft: number | null;
    readonly blocks: readonly { readonly cause: BlockCause; readonly detail: string | null }[];
  };
  readonly cashTiyn: Tiyn;
  readonly can: {
    readonly sell: Allowed;
    readonly placeCash: Allowed;
    readonly openShift: Allowed;
    readonly closeShift: Allowed;
    readonly takeXReport: Allowed;
  };
};

/** A row of a control tape or of a list of documents. */
export type DocumentRow = Omit<DocumentView, "papers" | "registerId">;

export type ShiftRow = {
  readonly number: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly documents: number;
  /** Sales less returns of a closed shift, or so far. */
  readonly revenueTiyn: Tiyn;
  readonly zReportId: string | null;
};

/** An X-report as it was computed: nothing is stored of it. */
export type XReportView = {
  readonly at: Date;
  readonly shiftNumber: number;
  readonly papers: Papers;
};
