import type { Tx } from "@/lib/db";
import type { VerifiedSignature } from "../ops/verify-document";
import type { ListEvidence } from "../revocation/lists";

export type SignatureSubject = "contract" | "tax_application" | "ofd_application";

export type NewSignature = {
  readonly id: string;
  readonly tenantId: string;
  readonly subject: SignatureSubject;
  readonly fileId: string;
  readonly verified: VerifiedSignature;
};

/** Keeps a signature with everything needed to verify it again, in the caller's transaction. */
export async function insertSignature(tx: Tx, signature: NewSignature): Promise<void> {
  const { signer, cms, contentSha256, chain, lists, report, verifiedAt } = signature.verified;
  for (const list of lists) await keepList(tx, list, verifiedAt);
  await tx.signature.create({
    data: {
      tenantId: signature.tenantId,
      id: signature.id,
      subject: signature.subject,
      fileId: signature.fileId,
      sha256: Uint8Array.from(Buffer.from(contentSha256, "hex")),
      cms: Uint8Array.from(cms),
      chain: chain.map((der) => Uint8Array.from(der)),
      crls: lists.map((list) => Uint8Array.from(list.sha256)),
      signerKind: signer.kind,
      signerXin: signer.xin,
      signerIin: signer.iin,
      signerName: signer.fullName,
      signerRole: signer.role,
      report,
      signedAt: verifiedAt,
    },
    select: { id: true },
  });
}

/** A list is the same for all tenants and may be large, so it is sent to the database only when it is new there. */
async function keepList(tx: Tx, list: ListEvidence, firstSeen: Date): Promise<void> {
  const sha256 = Uint8Array.from(list.sha256);
  if (await tx.edsCrl.findUnique({ where: { sha256 }, select: { sha256: true } })) return;
  const { address, thisUpdate, nextUpdate } = list;
  const row = { sha256, address, thisUpdate, nextUpdate, bytes: Uint8Array.from(list.bytes), firstSeen };
  await tx.edsCrl.createMany({ data: [row], skipDuplicates: true });
}

export type StoredSignature = {
  readonly id: string;
  readonly subject: SignatureSubject;
  readonly fileId: string;
  readonly sha256: string;
  readonly cms: Uint8Array;
  readonly signerName: string;
  readonly signerXin: string;
  readonly signerRole: string;
  readonly signedAt: Date;
};

/** A signature of a tenant; null when this tenant has none under that id. */
export async function readSignature(tx: Tx, tenantId: string, id: string): Promise<StoredSignature | null> {
  const row = await tx.signature.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return (
    row && {
      id: row.id,
      subject: row.subject as SignatureSubject, // cast: the table checks it
      fileId: row.fileId,
      sha256: Buffer.from(row.sha256).toString("hex"),
      cms: row.cms,
      signerName: row.signerName,
      signerXin: row.signerXin,
      signerRole: row.signerRole,
      signedAt: row.signedAt,
    }
  );
}
