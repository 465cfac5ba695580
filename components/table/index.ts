export { KeyPager, RowMenu } from "./controls";
export { type Column, DataTable, SimpleTable, TableSkeleton } from "./data-table";
export { readTableQuery, type SearchParams, type TableQuery } from "./query";
