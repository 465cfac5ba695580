import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db";
import type { VerificationReport } from "../ops/report";
import type { VerifiedSignature } from "../ops/verify-document";
import type { StatusEvidence } from "../revocation/evidence";

export type SignatureSubject = "contract" | "tax_application" | "ofd_application";

export type NewSignature = {
  readonly id: string;
  readonly tenantId: string;
  readonly subject: SignatureSubject;
  readonly fileId: string;
  readonly verified: VerifiedSignature;
};

const copies = (ders: readonly Uint8Array[]) => ders.map((der) => Uint8Array.from(der));

/** Keeps a signature with everything needed to verify it again, in the caller's transaction. */
export async function insertSignature(tx: Tx, signature: NewSignature): Promise<void> {
  const { signer, cms, contentSha256, chain, timestampChain, statuses, report, verifiedAt } = signature.verified;
  const lists = statuses.filter(({ kind }) => kind === "crl");
  for (const list of lists) await keepList(tx, list, verifiedAt);
  await tx.signature.create({
    data: {
      tenantId: signature.tenantId,
      id: signature.id,
      subject: signature.subject,
      fileId: signature.fileId,
      sha256: Uint8Array.from(Buffer.from(contentSha256, "hex")),
      cms: Uint8Array.from(cms),
      chain: copies(chain),
      crls: copies(lists.map(({ sha256 }) => sha256)),
      ocsp: copies(statuses.filter(({ kind }) => kind === "ocsp").map(({ bytes }) => bytes)),
      timestampChain: copies(timestampChain),
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
async function keepList(tx: Tx, list: StatusEvidence, firstSeen: Date): Promise<void> {
  const sha256 = Uint8Array.from(list.sha256);
  if (await tx.edsCrl.findUnique({ where: { sha256 }, select: { sha256: true } })) return;
  const { address, thisUpdate, nextUpdate } = list;
  const row = {
    ...{ sha256, address, thisUpdate, firstSeen },
    ...{ nextUpdate: nextUpdate ?? thisUpdate, bytes: Uint8Array.from(list.bytes) },
  };
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

type Row = NonNullable<Awaited<ReturnType<Tx["signature"]["findFirst"]>>>;

const storedOf = (row: Row): StoredSignature => ({
  id: row.id,
  subject: row.subject as SignatureSubject, // cast: the table checks it
  fileId: row.fileId,
  sha256: Buffer.from(row.sha256).toString("hex"),
  cms: row.cms,
  signerName: row.signerName,
  signerXin: row.signerXin,
  signerRole: row.signerRole,
  signedAt: row.signedAt,
});

/** A signature of a tenant; null when this tenant has none under that id. */
export async function readSignature(tx: Tx, tenantId: string, id: string): Promise<StoredSignature | null> {
  const row = await tx.signature.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row && storedOf(row);
}

/** All that a kept signature was accepted on. */
export type Evidence = StoredSignature & {
  readonly tenantId: string;
  readonly signerKind: "legal" | "individual";
  readonly signerIin: string;
  readonly chain: readonly Uint8Array[];
  readonly timestampChain: readonly Uint8Array[];
  readonly statuses: readonly StatusEvidence[];
  readonly report: VerificationReport;
};

/** The evidence behind a kept signature. Without a tenant it is looked for among all, which the system role alone may do. */
export async function readEvidence(tx: Tx, tenantId: string | null, id: string): Promise<Evidence | null> {
  const row = await tx.signature.findFirst({ where: tenantId === null ? { id } : { tenantId, id } });
  if (!row) return null;
  const lists = await tx.edsCrl.findMany({ where: { sha256: { in: row.crls } } });
  const report = row.report as unknown as VerificationReport; // cast: written by insertSignature alone
  const hashes = new Map(row.ocsp.map((bytes) => [sha256Of(bytes), bytes]));
  const answers = (report.statuses ?? []).flatMap((line) => {
    const bytes = hashes.get(line.sha256);
    return bytes ? [answerOf(line, bytes)] : [];
  });
  return {
    ...storedOf(row),
    ...{ tenantId: row.tenantId, signerIin: row.signerIin, chain: row.chain, timestampChain: row.timestampChain },
    signerKind: row.signerKind as Evidence["signerKind"], // cast: the table checks it
    statuses: [...lists.map((list) => ({ kind: "crl" as const, ...list })), ...answers],
    report,
  };
}

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const answerOf = (line: VerificationReport["statuses"][number], bytes: Uint8Array): StatusEvidence => ({
  ...{ kind: "ocsp", address: line.address, bytes },
  sha256: Uint8Array.from(Buffer.from(line.sha256, "hex")),
  thisUpdate: new Date(line.thisUpdate),
  nextUpdate: line.nextUpdate ? new Date(line.nextUpdate) : null,
});
