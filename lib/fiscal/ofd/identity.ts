import type { CpcrVersion } from "@/lib/cpcr";

/** How a register presents itself to its operator, and where that operator listens. */
export type WireIdentity = {
  readonly host: string;
  readonly port: number;
  /** 203 is 2.0.3. */
  readonly version: CpcrVersion;
  /** Id of the register at the operator. */
  readonly deviceId: number;
  /** «ID кассира ОФД» of the register. */
  readonly operatorCode: number;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly sellerName: string;
  readonly sellerXin: string;
  readonly addressRu: string;
  readonly addressKk: string;
};

/** Where a register sends, in one word: breakers and shares of a worker go by it. */
export const operatorOf = ({ host, port }: Pick<WireIdentity, "host" | "port">): string => `${host}:${port}`;

/** The wire's whole numbers end at 31 bits; a longer id of a cashier keeps its last digits. */
export const operatorCodeOf = (cashierId: string): number => Number(BigInt(cashierId) % 2_000_000_000n);
