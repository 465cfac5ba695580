import type { Actor } from "@/lib/audit";
import type { CpcrVersion } from "@/lib/cpcr";
import type { FiscalDocument, ReceiptBody, Settlement } from "../core/document";
import type { Link } from "../core/journal";
import type { RegisterState, Situation } from "../core/register";
import type { BasisTurn, PaperName } from "../core/returned";

/** A frame as it is stored before its first byte leaves. The token stays encrypted; the header is made anew from these parts. */
export type Seal = Link & {
  readonly id: string;
  readonly documentId: string;
  readonly wireVersion: CpcrVersion;
  readonly deviceId: number;
  readonly requestNumber: number;
  /** Hex. */
  readonly tokenCipher: string;
  readonly body: Uint8Array;
  readonly sealedAt: Date;
};

/** A later sending of a seal; `body` only where the offline additions differ from what was sent before. */
export type Attempt = Link & {
  readonly id: string;
  readonly sealId: string;
  readonly startedAt: Date;
  readonly body: Uint8Array | null;
};

export type AuditPart = {
  readonly actor: Actor;
  readonly act: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly requestId: string | null;
};

/** The same kinds as the table's check. */
export type AlarmKind = "clock_back" | "info_differs" | "z_differs" | "exchange_broken";

export type Alarm = {
  readonly kind: AlarmKind;
  /** The document it is about, where it is about one. */
  readonly subject?: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

export type LeaseMove =
  /** Takes the lease if it is free; else the whole change is lost. */
  | { readonly do: "take"; readonly holder: string; readonly ms: number }
  /** Keeps or gives back a lease that must still be ours. */
  | { readonly do: "hold"; readonly epoch: number; readonly ms: number }
  | { readonly do: "release"; readonly epoch: number };

/** When the dispatcher looks at the register next. `soon`: now, unless a later moment is set already. */
export type Due = { readonly do: "now" | "soon" | "never" | "keep" } | { readonly do: "after"; readonly ms: number };

/** One step of a register. It is written whole or not at all, if the register is still at `version`. */
export type Change = {
  readonly version: number;
  readonly next: RegisterState;
  readonly document?: FiscalDocument;
  /** For a return: its basis, and the how-manyth return of it this is. Somebody quicker with the same turn makes the change lost. */
  readonly basis?: BasisTurn;
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly inputHash: string };
  /** A key that its caller gave up: from now on it makes nothing, whoever still brings it. */
  readonly givesUp?: { readonly scope: string; readonly key: string };
  readonly seal?: Seal;
  readonly attempt?: Attempt;
  readonly settlement?: Settlement;
  readonly block?: readonly { readonly cause: string; readonly detail: string | null }[];
  readonly lift?: readonly string[];
  /** What people have to look at. */
  readonly alarms?: readonly Alarm[];
  /** Alarms of these kinds are over. */
  readonly calm?: readonly AlarmKind[];
  readonly audit?: readonly AuditPart[];
  readonly jobs?: readonly {
    readonly identifier: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly key: string | null;
  }[];
  /** What the operator told about the register, as it is kept for pages. */
  readonly told?: Readonly<Record<string, unknown>>;
  readonly lease?: LeaseMove;
  /** Where the register sends. */
  readonly operator?: string;
  readonly due: Due;
};

export type Written =
  | { readonly outcome: "done"; readonly version: number; readonly epoch: number }
  | { readonly outcome: "lost" };

/** What a given-up key stands for: the hash of no input, and no document. */
export const GIVEN_UP = { inputHash: "given up", documentId: "00000000-0000-0000-0000-000000000000" } as const;

/** What the store knows of a register, read in one go. */
export type Reading = {
  readonly situation: Situation;
  /** Causes of the register's stored blocks. */
  readonly blocks: ReadonlySet<string>;
  /** What the caller's key made before. */
  readonly known: { readonly inputHash: string; readonly documentId: string } | null;
  /** What `facts` may be asked with instead of looking itself; present where it was asked for and the store knows one. */
  readonly factsStamp?: string;
};

/** Where a document stands, from its settlements. */
export type DocumentStatus = {
  readonly document: FiscalDocument;
  readonly outcome: "accepted" | "autonomous" | "pending" | "rejected";
  readonly issuedAutonomous: boolean;
  readonly fiscalSign: string | null;
  readonly qrText: string | null;
  readonly refusal: { readonly code: number; readonly text: string } | null;
};

/** Which receipt is taken back: one of ours by its id, or what its paper says. */
export type BasisReference = { readonly documentId: string } | PaperName;

/** The basis of a return as it stands: what it is called, what it is, what came back of it, and whose turn is next. */
export type BasisReading = BasisTurn & {
  /** Null where no register of the organisation made it. */
  readonly receipt: DocumentStatus | null;
  /** Whether its paper names a register of the organisation: our books know what that one made. */
  readonly ours: boolean;
  /** Returns that were not refused, oldest first. */
  readonly returns: readonly ReceiptBody[];
};

export type Lease = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly epoch: number;
  /** Where the register sends, as its last document knew it. */
  readonly operator?: string | null;
};

/**
 * The fiscal store: register, journal, queue, idempotency. Every call is one statement or one transaction; none waits for the
 * network. The contract suite runs over every implementation.
 */
export interface FiscalStore {
  /** Puts a register into work; twice does nothing. */
  enroll(tenantId: string, registerId: string, first: RegisterState): Promise<void>;
  read(
    tenantId: string,
    registerId: string,
    caller?: { readonly scope: string; readonly key: string },
    /** Who works there, where facts of other rooms are wanted next. */
    worker?: { readonly accountId: string | null },
  ): Promise<Reading | null>;
  commit(tenantId: string, registerId: string, change: Change): Promise<Written>;
  takeLease(tenantId: string, registerId: string, holder: string, ms: number): Promise<number | null>;
  /** Leases what is due, longest waiting first, without the registers of `busy` operators. */
  takeDue(holder: string, ms: number, howMany: number, busy?: readonly string[]): Promise<readonly Lease[]>;
  /** Gives a lease back. If the register moved on since `version`, it is due at once. */
  release(lease: Lease, version: number, afterMs: number | null): Promise<void>;
  document(tenantId: string, registerId: string, documentId: string): Promise<DocumentStatus | null>;
  documentByNumber(tenantId: string, registerId: string, number: number): Promise<DocumentStatus | null>;
  /** Reads a basis over all registers of the organisation. */
  basis(tenantId: string, reference: BasisReference): Promise<BasisReading>;
  seal(tenantId: string, sealId: string): Promise<{ readonly seal: Seal; readonly lastBody: Uint8Array } | null>;
}
