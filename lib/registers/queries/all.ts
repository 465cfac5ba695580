import { systemClock } from "@/lib/config";
import { type Prisma, withSystem } from "@/lib/db";
import { limits } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { type BlockCause, isBlockCause } from "../core/blocks";
import { order, type RegisterFilter, type RegisterList, registerCounts, searched, whereTab } from "./list";
import { type RegisterRow, rowSelect, toRow } from "./rows";

/** A register as the administration's list shows it. */
export type AdminRegisterRow = RegisterRow & {
  readonly tenantId: string;
  readonly organization: string;
  readonly xin: string;
  /** Version of the protocol that it speaks: 203 is 2.0.3. */
  readonly ofdVersion: number;
  /** Stored blocks, longest first, with the words of whoever set them. */
  readonly blocksSince: readonly { readonly cause: BlockCause; readonly since: Date; readonly detail: string | null }[];
};

/** Registers of all organisations: one page of what was searched and chosen. */
export function allRegisters(
  filter: RegisterFilter,
): Promise<Omit<RegisterList, "rows"> & { readonly rows: readonly AdminRegisterRow[] }> {
  const now = systemClock.now();
  const where: Prisma.RegisterWhereInput = { AND: [...searched(filter.search), whereTab(filter.tab, now)] };
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withSystem(async (tx) => {
    const total = await tx.register.count({ where });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const found = await tx.register.findMany({
      where,
      select: {
        ...{ ...rowSelect, tenantId: true, ofdVersion: true },
        blocks: { select: { cause: true, since: true, detail: true }, orderBy: { since: "asc" } },
      },
      orderBy: order(filter.sort, filter.descending),
      skip: (page - 1) * take,
      take,
    });
    const rows: AdminRegisterRow[] = [];
    for (const row of found) {
      const organization = await organizationProfile(tx, row.tenantId);
      rows.push({
        ...toRow(row, now, organization),
        ...{
          tenantId: row.tenantId,
          ofdVersion: row.ofdVersion,
          organization: organization?.name ?? "",
          xin: organization?.xin ?? "",
        },
        blocksSince: row.blocks.flatMap(({ cause, since, detail }) =>
          isBlockCause(cause) ? [{ cause, since, detail }] : [],
        ),
      });
    }
    return { rows, total, counts: await registerCounts(tx, {}, now) };
  });
}
