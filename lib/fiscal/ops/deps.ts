import type { LogFacts, LogLevel } from "@/lib/config";
import type { RegisterState as GuardState } from "@/lib/registers";
import type { Rules } from "../core/check-lines";
import type { PaperHead } from "../core/document";
import type { Sha256 } from "../core/journal";
import type { ReceiptRounding } from "../core/rounding";
import type { Failpoint } from "../failpoint";
import type { Wire } from "../ofd/client";
import type { WireIdentity } from "../ofd/identity";
import type { FiscalStore } from "../store/port";

/** What other rooms know of a register, as the fiscalizer needs it. */
export type RegisterFacts = {
  /** What decides whether it may sell. */
  readonly guard: GuardState;
  /** May this account work at it as a cashier. */
  readonly admitted: boolean;
  readonly vatPayer: boolean;
  /** What its owner set. */
  readonly settings: { readonly rounding: ReceiptRounding; readonly withdrawOnClose: boolean };
  /** The head of papers; null before a РНМ stands. */
  readonly head: PaperHead | null;
  readonly wire: WireIdentity | null;
  /** The token that the owner typed last, encrypted, hex: with it a register is put into work. */
  readonly tokenCipher: string | null;
};

/** Everything an op of this room reaches the world by. Tests and the simulation bring their own. */
export type FiscalDeps = {
  readonly store: FiscalStore;
  /** `stamp`: the one of a reading made for this account just before; without it the facts look themselves. */
  facts(tenantId: string, registerId: string, accountId: string | null, stamp?: string): Promise<RegisterFacts | null>;
  readonly wire: Wire;
  readonly tokens: {
    open(tenantId: string, registerId: string, cipherHex: string): number;
    close(tenantId: string, registerId: string, token: number): string;
  };
  readonly sha256: Sha256;
  newId(): string;
  rulesAt(at: Date): Omit<Rules, "vatPayer">;
  readonly settings: {
    /** One exchange, retries included. */
    readonly totalMs: number;
    /** Between attempts of a register without a link. */
    readonly probeMs: number;
    /** Whether a resend names the time without a link and the autonomous number (house §4). */
    readonly offlineAdditions: boolean;
  };
  /** Names this process in leases. */
  readonly holder: string;
  readonly failpoint: Failpoint;
  /** Runs works of one key one after another inside this process. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
  pause(ms: number): Promise<void>;
  /** Milliseconds left of a span that begins now. */
  countdown(ms: number): () => number;
  /** The span, a little longer by chance, so that registers do not come all at once. */
  jittered(ms: number): number;
  log(level: LogLevel, event: string, facts: LogFacts): void;
  /** Ends waiting when the process stops. */
  readonly signal: AbortSignal;
};
