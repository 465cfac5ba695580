import type { DrawnPaper } from "@/components/receipt/draw";
import type { DocumentView, Issued, LastShift, ReceiptView, TillState } from "@/lib/fiscal";
import type { PaperForm } from "@/lib/fiscal/core/document";
import type { IssueReceiptForm, IssueReturnForm } from "@/lib/fiscal/input";
import type { ActionState, ShownRefusal } from "@/lib/http/state";
import type { Tiyn } from "@/lib/kernel";

/** Paper in both languages of the law, ready for the screen. */
export type ShownPapers = Readonly<Record<"ru" | "kk" | "both", DrawnPaper>>;

/** A document as the till shows it. */
export type ShownDocument = Omit<DocumentView, "papers"> & {
  readonly papers: ShownPapers;
  /** The address of the buyer's copy; null of what is no receipt. */
  readonly link: string | null;
  readonly takenTiyn: Tiyn | null;
  readonly changeTiyn: Tiyn | null;
};

/** A receipt as the till shows it. */
/** With the address of the buyer's copy, under the address of the service. */
export type ShownReceipt = Omit<ReceiptView, "papers"> & { readonly papers: ShownPapers; readonly link: string };

/** What came of a sale, a return, a cash move or a closing. */
export type ShownIssue =
  | {
      readonly outcome: "accepted" | "autonomous";
      readonly document: ShownDocument;
      /** Of a closing: the slip of the cash that was taken out with it. */
      readonly slip?: ShownDocument;
    }
  | (Omit<Extract<Issued, { outcome: "refused" }>, "document"> & { readonly document: ShownDocument });

/** A document on its paper, and the slip that goes with it. */
export type ShownReport = { readonly document: ShownDocument; readonly slip?: ShownDocument | undefined };

/** What a key that nobody answered for has made; `none`: nothing, and it never will. */
export type ShownSettled = ShownIssue | { readonly outcome: "pending" } | { readonly outcome: "none" };

export type ShownXReport = {
  readonly at: Date;
  readonly shiftNumber: number;
  readonly form: PaperForm;
  readonly papers: ShownPapers;
};

/** May something be done now, or why not, already in the shape that `useErrorText` reads. */
export type ShownAllowed = { readonly allowed: true } | { readonly allowed: false; readonly refusal: ShownRefusal };

/** The state of the register with everything the screen needs; reasons already fit for a person. */
export type TillView = Omit<TillState, "can"> & {
  readonly can: Readonly<Record<keyof TillState["can"], ShownAllowed>>;
  /** Street and house: «Абая 44». */
  readonly place: string;
  /** Takings of the open shift, for the question before it is closed. */
  readonly revenueTiyn: Tiyn | null;
  /** The shift that ended last, while none is open. */
  readonly closed: LastShift | null;
};

export type TillAction<Input extends object, T> = (
  previous: ActionState<T>,
  input: FormData | Input,
) => Promise<ActionState<T>>;

/** Everything the till asks of the server; handed down by its layout. */
export type TillActions = {
  readonly readTill: (registerId: string) => Promise<TillView | null>;
  readonly issueReceipt: TillAction<IssueReceiptForm, ShownIssue>;
  /** Looks an unanswered sale up by its key, and gives the key up where it made nothing. */
  readonly settleSale: TillAction<{ registerId: string; key: string }, ShownSettled>;
  readonly issueReturn: TillAction<IssueReturnForm, ShownIssue>;
  readonly mailReceipt: TillAction<{ registerId: string; documentId: string; email: string }, undefined>;
  readonly placeCash: TillAction<object, ShownIssue>;
  readonly closeShift: TillAction<{ registerId: string; key: string }, ShownIssue>;
  readonly openShift: TillAction<{ registerId: string }, undefined>;
  readonly takeXReport: TillAction<{ registerId: string }, ShownXReport>;
  /** Locks the session of this browser. */
  readonly lock: TillAction<object, undefined>;
};
