import type { QuantityMilli, Tiyn } from "@/lib/kernel";
import type { BlockCause, RegisterAddress, SellError } from "@/lib/registers";
import type { Buyer } from "../core/buyer";
import type { Basis, PaperForm } from "../core/document";
import type { DecisionError } from "../core/error";
import type { DocumentKind, PaymentType, ReceiptKind, VatKind } from "../core/kinds";
import type { PaymentDraft } from "../core/payments";
import type { LineLeft } from "../core/returned";
import type { ReceiptRounding } from "../core/rounding";
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
  /** What it was printed on, and in which language. */
  readonly form: PaperForm;
  readonly papers: Papers;
};

export type LineView = {
  readonly goodId: string | null;
  readonly name: string;
  readonly unitCode: string;
  readonly vatKind: VatKind;
  readonly priceTiyn: Tiyn;
  readonly quantityMilli: QuantityMilli;
  readonly discountTiyn: Tiyn;
  readonly markupTiyn: Tiyn;
  readonly netTiyn: Tiyn;
  readonly barcode: string | null;
  readonly article: string | null;
  readonly ntin: string | null;
  readonly marks: readonly string[];
  readonly sectionCode: string;
  /** Taken off before payment. */
  readonly storno: boolean;
  /** In a return: which line of the basis came back, from 1. */
  readonly basisLine: number | null;
};

export type BasisView = Omit<Basis, "documentId"> & { readonly id: string | null };

export type ReceiptView = DocumentView & {
  readonly kind: ReceiptKind;
  readonly lines: readonly LineView[];
  readonly payments: readonly { readonly type: PaymentType; readonly sumTiyn: Tiyn }[];
  readonly takenTiyn: Tiyn | null;
  readonly changeTiyn: Tiyn | null;
  readonly taxes: readonly { readonly vatKind: VatKind; readonly vatTiyn: Tiyn }[];
  /** All discounts and markups together, and what rounding did among them. */
  readonly discountTiyn: Tiyn;
  readonly markupTiyn: Tiyn;
  readonly roundingTiyn: Tiyn;
  readonly buyer: Buyer | null;
  /** Of a return: what it takes back; id and number are null where it is known from paper alone. */
  readonly basis: BasisView | null;
  /** Returns of this receipt that stand, oldest first. */
  readonly returns: readonly {
    readonly id: string;
    readonly registerId: string;
    readonly number: number;
    readonly at: Date;
    readonly totalTiyn: Tiyn;
  }[];
  /** What may still come back: of the total, and line by line. */
  readonly leftTiyn: Tiyn;
  readonly left: readonly LineLeft[];
  /** What each way of paying has not given back yet. */
  readonly unpaidBack: readonly PaymentDraft[];
  /** Id of the last return, where nothing is left to take back. */
  readonly returnedBy: string | null;
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
  | { readonly allowed: false; readonly error: SellError | DecisionError | { readonly code: "fiscal.reconciling" } };

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
  /** What is sold now has one of these. */
  readonly vatKinds: readonly VatKind[];
  /** What the owner set for the till to keep to. */
  readonly settings: {
    readonly rounding: ReceiptRounding;
    /** Closing takes the cash out of the drawer. */
    readonly withdrawOnClose: boolean;
    /** `23:30` of Almaty, when the shift closes by itself. */
    readonly autoCloseAt: string | null;
    readonly sections: readonly { readonly code: string; readonly name: string }[];
    /** What papers come out on, and in which language. */
    readonly form: PaperForm;
  };
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
    /** What the operator asks to be shown while it holds the register. */
    readonly notice: string | null;
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
export type DocumentRow = Omit<DocumentView, "papers" | "form" | "registerId">;

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
  readonly form: PaperForm;
  readonly papers: Papers;
};
