import { readTableQuery, type SearchParams } from "@/components/table";
import { TRANSACTION_SORTS, type TransactionFilter } from "@/lib/billing";
import { parseDay } from "@/lib/kernel";

/** What the address asks of «Транзакции»: newest first unless asked otherwise. */
export const transactionTable = (searchParams: SearchParams) => {
  const query = readTableQuery(searchParams, { sorts: TRANSACTION_SORTS, sort: "number", descending: true });
  const { from = "", to = "" } = query.params;
  return { ...query, filters: { from, to }, narrowed: query.narrowed || from !== "" || to !== "" };
};

/** The same for the query. */
export function transactionFilter(table: ReturnType<typeof transactionTable>): TransactionFilter {
  const { search, sort, descending, page, pageRows, filters } = table;
  return { search, sort, descending, page, pageRows, from: parseDay(filters.from), to: parseDay(filters.to) };
}
