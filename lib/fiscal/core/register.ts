import { GENESIS, type JournalHead } from "./journal";
import { type Counters, emptyCounters } from "./tallies";

export type Shift = {
  readonly id: string;
  readonly number: number;
  readonly open: boolean;
  readonly openedAt: Date;
  /** Documents made in it. */
  readonly documents: number;
};

/** The frame that is out and not settled. `code` is the answer that holds it, null while there is none. */
export type Pending = { readonly sealId: string; readonly documentId: string; readonly code: number | null };

/** What a register remembers of its talk with the operator. Tokens are encrypted, as hex. */
export type WireState = {
  /** The last request number that is spent. */
  readonly requestNumber: number;
  readonly tokenCipher: string;
  /** Typed by the owner, in use only after the operator refused the one before. */
  readonly freshTokenCipher: string | null;
  readonly pending: Pending | null;
};

/** A text of the operator: by its kind, the last one that came. */
export type Ad = { readonly version: string; readonly text: string };

/** The kind of the notice that says why the operator holds a register; the others are printed at the foot of receipts. */
export const NOTICE_KIND = "TICKET_AD_INFO";

/** The fiscal state of a register: everything that changes with its documents. Written whole, under its version. */
export type RegisterState = {
  readonly lastNumber: number;
  readonly lastOfflineNumber: number;
  readonly lastAt: Date | null;
  readonly shift: Shift | null;
  readonly counters: Counters;
  readonly journal: JournalHead;
  /** Documents up to this number are settled; the queue is what follows. */
  readonly sentNumber: number;
  /** The last document that the operator booked, as far as we know; refused ones are passed over. */
  readonly bookedNumber: number;
  /** Set by a restore: the operator is asked what it has of this register before anything is sent or sold. */
  readonly reconcile: boolean;
  readonly ads: Readonly<Record<string, Ad>>;
  /** Since when there is no link, null while online. */
  readonly offlineSince: Date | null;
  readonly wire: WireState;
};

/** A register as one reading of the store found it. */
export type Situation = {
  readonly version: number;
  /** The database's clock at the reading: fiscal time. */
  readonly now: Date;
  readonly state: RegisterState;
  /** When the oldest document of the queue was made. */
  readonly oldestUnsentAt: Date | null;
  /** Whether somebody is talking to the operator for this register just now. */
  readonly leased: boolean;
};

/** Autonomous numbers begin here: ten digits, within 31 bits, more than a billion of them for one register. */
export const OFFLINE_NUMBER_BASE = 1_000_000_000;

/** A register that was just put into work. */
export const newRegister = (tokenCipher: string): RegisterState => ({
  lastNumber: 0,
  lastOfflineNumber: OFFLINE_NUMBER_BASE,
  lastAt: null,
  shift: null,
  counters: emptyCounters(),
  journal: GENESIS,
  sentNumber: 0,
  bookedNumber: 0,
  reconcile: false,
  ads: {},
  offlineSince: null,
  wire: { requestNumber: 0, tokenCipher, freshTokenCipher: null, pending: null },
});

/** Lines that the operator may have printed below a receipt. */
const AD_LINES_MAX = 12;

/** What the operator wants below a receipt: all of its texts but the notice of a hold, as lines that can be printed. */
export const adLines = ({ ads }: Pick<RegisterState, "ads">): readonly string[] =>
  Object.keys(ads)
    .filter((kind) => kind !== NOTICE_KIND)
    .sort()
    .flatMap((kind) => (ads[kind]?.text ?? "").split("\n"))
    .map((line) => line.replace(/\p{Cc}/gu, " ").trim())
    .filter((line) => line !== "")
    .slice(0, AD_LINES_MAX);

export const unsentCount = (state: RegisterState): number => state.lastNumber - state.sentNumber;
export const openShiftOf = (state: RegisterState): Shift | null => (state.shift?.open ? state.shift : null);
