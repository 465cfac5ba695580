import { type Tiyn, tiyn } from "@/lib/kernel";

/** How a register is joined to us. */
export const CONNECTIONS = ["wired", "wireless"] as const;
export type Connection = (typeof CONNECTIONS)[number];

export type Tariff = {
  readonly code: Connection;
  readonly priceTiyn: Tiyn;
};

/** What the service costs a register in a month, by the way it is joined. */
export const TARIFFS: readonly Tariff[] = CONNECTIONS.map((code) => ({
  code,
  priceTiyn: tiyn(150_000n),
}));

export const tariffOf = (code: string): Tariff | null => TARIFFS.find((tariff) => tariff.code === code) ?? null;
