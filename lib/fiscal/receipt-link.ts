import { timingSafeEqual } from "node:crypto";
import { markOf } from "@/lib/config";
import { isId } from "@/lib/kernel";

/** Where a document stands: whose, of which register, which one. */
export type DocumentPlace = { readonly tenantId: string; readonly registerId: string; readonly documentId: string };

const ID_BYTES = 16;
const MARK_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{86}$/;

const mark = (ids: Uint8Array): Uint8Array => markOf(ids, "receipt-link").subarray(0, MARK_BYTES);

const idOf = (bytes: Uint8Array, index: number): string =>
  Buffer.from(bytes.subarray(index * ID_BYTES, (index + 1) * ID_BYTES))
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** The last part of an electronic receipt's address: names the document, and nobody but us can make one. Always the same. */
export function receiptToken({ tenantId, registerId, documentId }: DocumentPlace): string {
  const ids = Buffer.from([tenantId, registerId, documentId].join("").replaceAll("-", ""), "hex");
  return Buffer.concat([ids, mark(ids)]).toString("base64url");
}

/** Reads what `receiptToken` made; null for anything else. */
export function readReceiptToken(token: string): DocumentPlace | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  const ids = bytes.subarray(0, 3 * ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(3 * ID_BYTES), mark(ids))) return null;
  const [tenantId, registerId, documentId] = [idOf(ids, 0), idOf(ids, 1), idOf(ids, 2)];
  return [tenantId, registerId, documentId].every(isId) ? { tenantId, registerId, documentId } : null;
}

/** The address of an electronic receipt under the address of the service. */
export const receiptPath = (place: DocumentPlace): string => `/r/${receiptToken(place)}`;
