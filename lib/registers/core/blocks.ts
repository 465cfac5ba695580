/**
 * Why a register may not work, beside its status. Each cause comes and goes by itself:
 * token: the data operator refuses the token, the owner types a new one; ofd: the operator holds the register (codes 1, 15, 18, 19);
 * protocol: our side broke the protocol (3 to 9, 12), an admin looks; tax: the tax office; billing: the month is not paid;
 * organization: the administration suspended or closed the organisation; email: its address is not confirmed; offline_limit: 72 hours without the operator; data: a document was
 * refused that can no longer be withdrawn, an admin settles it.
 */
export const BLOCK_CAUSES = [
  "organization",
  "token",
  "ofd",
  "protocol",
  "tax",
  "billing",
  "email",
  "offline_limit",
  "data",
] as const;
export type BlockCause = (typeof BLOCK_CAUSES)[number];

/** Narrows a stored text to a cause. */
export const isBlockCause = (text: string): text is BlockCause => BLOCK_CAUSES.some((cause) => cause === text);

/** Adds a cause; one already there stays as it is. */
export const withBlock = (blocks: ReadonlySet<BlockCause>, cause: BlockCause): ReadonlySet<BlockCause> =>
  new Set([...blocks, cause]);

/** What a register's organisation tells about selling. */
export type OrganizationState = { readonly status: string; readonly emailConfirmedAt: Date | null };

/** Adds what follows from the organisation. Derived at every reading, never stored: what is put right there lifts it everywhere at once. */
export function withOrganization(
  stored: ReadonlySet<BlockCause>,
  organization: OrganizationState | null,
): ReadonlySet<BlockCause> {
  const reachable = organization?.emailConfirmedAt ? stored : withBlock(stored, "email");
  return organization?.status === "active" ? reachable : withBlock(reachable, "organization");
}

/** Lifts one cause and no other. */
export const withoutBlock = (blocks: ReadonlySet<BlockCause>, cause: BlockCause): ReadonlySet<BlockCause> =>
  new Set([...blocks].filter((each) => each !== cause));
