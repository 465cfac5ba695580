import { createHash } from "node:crypto";
import { systemClock, systemRandomness } from "@/lib/config";
import { type Tx, withTenant } from "@/lib/db";
import { invariant, limits, newId } from "@/lib/kernel";
import type { MediaType } from "../core/media-type";

/** What a file is for. Made files are written by us; uploaded ones came from outside and are never shown inside our pages. */
export const FILE_KINDS = {
  contract: "made",
  invoice: "made",
  tax_application: "made",
  tax_package: "made",
  registration_card: "made",
  operator_application: "made",
  card_scan: "uploaded",
} as const;

export type FileKind = keyof typeof FILE_KINDS;

export type StoredFile = {
  readonly id: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly createdAt: Date;
};

export type NewFile = {
  readonly tenantId: string;
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly name: string;
  readonly kind: FileKind;
};

const hashOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Keeps a file of a tenant for good, in the caller's transaction. */
export async function storeFile(tx: Tx, file: NewFile): Promise<{ id: string; sha256: string; size: number }> {
  invariant(file.bytes.length > 0 && file.bytes.length <= limits.uploadBytes, "a stored file is within its bounds");
  const id = newId(systemClock, systemRandomness);
  const sha256 = hashOf(file.bytes);
  await tx.storedFile.create({
    data: {
      tenantId: file.tenantId,
      id,
      kind: file.kind,
      name: file.name,
      mediaType: file.mediaType,
      size: file.bytes.length,
      sha256: Uint8Array.from(sha256),
      bytes: Uint8Array.from(file.bytes),
      createdAt: systemClock.now(),
    },
    select: { id: true },
  });
  return { id, sha256: sha256.toString("hex"), size: file.bytes.length };
}

/** Reads a file of a tenant; null when this tenant has none under that id. */
export async function readFile(tx: Tx, tenantId: string, id: string): Promise<StoredFile | null> {
  const row = await tx.storedFile.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) return null;
  invariant(hashOf(row.bytes).equals(row.sha256), "a stored file equals its hash");
  invariant(row.kind in FILE_KINDS, "a stored file has a known kind");
  return {
    id: row.id,
    kind: row.kind as FileKind, // cast: just checked
    name: row.name,
    mediaType: row.mediaType as MediaType, // cast: the table checks it
    bytes: row.bytes,
    sha256: Buffer.from(row.sha256).toString("hex"),
    createdAt: row.createdAt,
  };
}

/** The same for pages, in a transaction of its own. */
export const fileOf = (tenantId: string, id: string): Promise<StoredFile | null> =>
  withTenant(tenantId, (tx) => readFile(tx, tenantId, id));
