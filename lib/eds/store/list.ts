import { withSystem } from "@/lib/db";
import type { ListShelf, ShelvedList } from "../revocation/lists";

// Lists are of no tenant: they are public, and the same for everybody.

/** The newest list of an address; null when none was ever fetched. */
async function read(address: string): ReturnType<ListShelf["read"]> {
  const row = await withSystem((tx) => tx.edsList.findUnique({ where: { address } }));
  return row && { bytes: row.bytes, fetchedAt: row.fetchedAt };
}

/** Keeps a list. One that is older than the kept one changes nothing, so a slow process cannot bring the past back. */
async function write({ address, issuer, thisUpdate, fetchedAt, bytes }: ShelvedList): Promise<void> {
  const issuerHash = Uint8Array.from(Buffer.from(issuer, "hex"));
  const data = { issuer: issuerHash, thisUpdate, fetchedAt, bytes: Uint8Array.from(bytes) };
  await withSystem(async (tx) => {
    const { count } = await tx.edsList.createMany({ data: [{ address, ...data }], skipDuplicates: true });
    if (count === 0) await tx.edsList.updateMany({ where: { address, thisUpdate: { lte: thisUpdate } }, data });
  });
}

export const listShelf: ListShelf = { read, write };

/** Every address from which a list ever came, with the fingerprint of its authority. */
export async function knownLists(): Promise<{ readonly address: string; readonly issuer: string }[]> {
  const rows = await withSystem((tx) => tx.edsList.findMany({ select: { address: true, issuer: true } }));
  return rows.map(({ address, issuer }) => ({ address, issuer: Buffer.from(issuer).toString("hex") }));
}
