import { type Refusal, refusal } from "./refusal";

/** Where the chain of tokens of a register stands. */
export type Chain = {
  /** The token that the next request must carry; null before the first was issued. */
  readonly issued: number | null;
  /** The document that was booked last. */
  readonly last: { readonly token: number; readonly requestNumber: number; readonly command: number } | null;
};

export type Asked = { readonly token: number; readonly requestNumber: number; readonly command: number };

export type ChainVerdict =
  | { readonly kind: "replay" }
  | { readonly kind: "next" }
  | { readonly kind: "refuse"; readonly refusal: Refusal };

const refuse = (reason: "token" | "repeated_number" | "repeated_otherwise"): ChainVerdict => ({
  kind: "refuse",
  refusal: refusal(reason),
});

/**
 * What a document request means for the chain, in the order of the protocol's table (ofd-protocol §2.4, rows a to e). A request
 * seen before is answered as before: the answer may have been lost, and counting twice would sell twice.
 */
export function decideDocument(chain: Chain, asked: Asked): ChainVerdict {
  const { issued, last } = chain;
  if (last && asked.token === last.token && asked.requestNumber === last.requestNumber)
    return asked.command === last.command ? { kind: "replay" } : refuse("repeated_otherwise");
  if (asked.token === 0 || asked.token !== issued) return refuse("token");
  if (last && asked.requestNumber === last.requestNumber) return refuse("repeated_number");
  return { kind: "next" };
}

/** A request that books nothing needs the current token and leaves it as it is. */
export const mayAsk = (chain: Chain, token: number): boolean => token !== 0 && token === chain.issued;
