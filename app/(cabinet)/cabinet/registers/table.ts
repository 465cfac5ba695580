import { readTableQuery, type SearchParams } from "@/components/table";
import { REGISTER_SORTS, type RegisterFilter } from "@/lib/registers";

/** Tabs over the table, in their order; the first is the default. */
export const REGISTER_TABS = [
  "all",
  "active",
  "awaiting_signature",
  "awaiting_rnm",
  "in_moderation",
  "rejected",
  "prolong",
] as const;

/** What the address asks of a table of registers. */
export const registerTable = (searchParams: SearchParams) =>
  readTableQuery(searchParams, { sorts: REGISTER_SORTS, sort: "address", filters: { tab: REGISTER_TABS } });

/** The same for the query. */
export function registerFilter(table: ReturnType<typeof registerTable>): RegisterFilter {
  const { search, sort, descending, page, pageRows, filters } = table;
  return { search, sort, descending, page, pageRows, tab: filters.tab };
}
