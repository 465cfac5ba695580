export { RowMenu, type TableFilter } from "./controls";
export { type Column, DataTable, SimpleTable, TableSkeleton } from "./data-table";
export { readTableQuery, type SearchParams, type TableQuery, tableHref } from "./query";
