import { can, type Session } from "@/lib/auth";
import { type Evidence, readEvidence } from "@/lib/eds";
import { isId } from "@/lib/kernel";

/** A kept signature that whoever is signed in may see: contracts are the owner's, applications also his managers'. */
export async function evidenceFor(session: Session, id: string): Promise<Evidence | null> {
  if (!isId(id) || session.tenantId === null) return null;
  const evidence = await readEvidence(session.tenantId, id);
  const mayContract = can(session.kind, "organization");
  return evidence && (mayContract || evidence.subject !== "contract") ? evidence : null;
}
