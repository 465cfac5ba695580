// What is stored of a register, as the auditor reads it. It shares no type, sum or rule with the fiscalizer.

export type Line = {
  readonly priceTiyn: bigint;
  readonly quantityMilli: bigint;
  readonly discountTiyn: bigint;
  readonly receiptDiscountTiyn: bigint;
  readonly netTiyn: bigint;
  readonly vatTiyn: bigint;
  readonly grossTiyn: bigint;
  readonly vatKind: string;
  readonly sectionCode: string;
};
export type Payment = { readonly type: string; readonly sumTiyn: bigint };
type Count = { readonly count: number; readonly sumTiyn: bigint };
type ByKind<T> = Readonly<Record<string, T>>;

/** Counters as they are stored beside the register and inside a Z. */
export type Counted = {
  readonly cashTiyn: bigint;
  readonly nonResettableTiyn: ByKind<bigint>;
  readonly startNonResettableTiyn: ByKind<bigint>;
  readonly receipts: ByKind<
    Count & { readonly totalCount: number; readonly offlineCount: number; readonly payments: ByKind<Count> }
  >;
  readonly placements: ByKind<Count & { readonly totalCount: number; readonly offlineCount: number }>;
  readonly taxes: Readonly<
    Partial<Record<string, ByKind<{ readonly turnoverTiyn: bigint; readonly vatTiyn: bigint }>>>
  >;
};

export type DocumentRow = {
  readonly id: string;
  readonly number: number;
  readonly shiftNumber: number;
  readonly shiftDocumentNumber: number;
  readonly kind: string;
  readonly at: Date;
  readonly totalTiyn: bigint;
  readonly offlineNumber: number | null;
  readonly autonomous: boolean;
  readonly basisId: string | null;
  readonly body: {
    readonly kind: string;
    readonly lines?: readonly Line[];
    readonly payments?: readonly Payment[];
    readonly sumTiyn?: bigint;
    readonly cashTiyn?: bigint;
    readonly report?: { readonly counters: Counted; readonly shiftNumber: number };
  };
  readonly journalSeq: number;
  readonly previousHash: string;
  readonly hash: string;
};

export type SettlementRow = {
  readonly id: string;
  readonly documentId: string;
  readonly sealId: string | null;
  readonly kind: string;
  readonly at: Date;
  readonly code: number | null;
  readonly fiscalSign: string | null;
  readonly journalSeq: number;
  readonly previousHash: string;
  readonly hash: string;
};

/** A record's place on the chain. */
export type Link = { readonly journalSeq: number; readonly previousHash: string; readonly hash: string };

export type SealRow = Link & {
  readonly id: string;
  readonly documentId: string;
  readonly requestNumber: number;
  readonly tokenCipher: string;
  readonly body: Uint8Array;
  readonly epoch?: number;
};

export type AttemptRow = Link & { readonly sealId: string; readonly body: Uint8Array | null; readonly epoch?: number };

export type Tables = {
  readonly version: number;
  readonly state: {
    readonly lastNumber: number;
    readonly lastOfflineNumber: number;
    readonly sentNumber: number;
    readonly offlineSince: Date | null;
    readonly counters: Counted;
    readonly journal: { readonly seq: number; readonly hash: string };
    readonly shift: { readonly number: number; readonly open: boolean; readonly openedAt: Date } | null;
    readonly wire: {
      readonly requestNumber: number;
      readonly tokenCipher: string;
      readonly pending: { readonly sealId: string; readonly documentId: string; readonly code: number | null } | null;
    };
  };
  readonly queue: { readonly dueAt: number | null; readonly leaseUntil: number | null };
  readonly documents: readonly DocumentRow[];
  readonly settlements: readonly SettlementRow[];
  readonly seals: readonly SealRow[];
  readonly attempts: readonly AttemptRow[];
  readonly keys: readonly { readonly key: string; readonly documentId: string }[];
  readonly audit: readonly { readonly act: string; readonly subject: string }[];
  readonly blocks: readonly string[];
  readonly shifts: readonly { readonly number: number; readonly closed: boolean }[];
};
