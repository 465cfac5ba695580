import "server-only";
import { headers } from "next/headers";
import { systemClock, systemRandomness } from "@/lib/config";
import { newId } from "@/lib/kernel";
import { ADDRESS_HEADER } from "./address";

export const REQUEST_ID_HEADER = "x-request-id";
/** The path and query that were asked for, for the way back after signing in. */
export const PATH_HEADER = "x-path";

/** What is known of a request besides its body. */
export type RequestFacts = {
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly path: string;
};

const ID = /^[0-9a-f-]{36}$/;

/** Reads the facts from headers; the id is made here where nobody made one before. */
export function factsOf(head: Pick<Headers, "get">): RequestFacts {
  const given = head.get(REQUEST_ID_HEADER) ?? "";
  return {
    requestId: ID.test(given) ? given : newId(systemClock, systemRandomness),
    address: head.get(ADDRESS_HEADER) ?? "unknown",
    userAgent: (head.get("user-agent") ?? "").slice(0, 200),
    path: head.get(PATH_HEADER) ?? "/",
  };
}

/** The facts of the request at hand. */
export const requestFacts = async (): Promise<RequestFacts> => factsOf(await headers());
