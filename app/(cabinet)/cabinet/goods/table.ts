import { readTableQuery, type SearchParams } from "@/components/table";
import { GOOD_SORTS, type GoodFilter } from "@/lib/catalog";

export const GOOD_TABS = ["offered", "archived"] as const;

/** What the address asks of the table of goods. */
export const goodTable = (searchParams: SearchParams) =>
  readTableQuery(searchParams, { sorts: GOOD_SORTS, sort: "name", filters: { tab: GOOD_TABS }, pageRows: 25 });

/** The shelf that the address asks for. */
export const goodGroup = (searchParams: SearchParams): string | null =>
  typeof searchParams.group === "string" && searchParams.group !== "" ? searchParams.group.slice(0, 100) : null;

/** The same for the query. */
export function goodFilter(table: ReturnType<typeof goodTable>, group: string | null = null): GoodFilter {
  const { search, sort, descending, page, pageRows, filters } = table;
  return { search, sort, descending, page, pageRows, tab: filters.tab, group };
}
