export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;
export const PAGE_SIZES = [10, 25, 50, 100] as const;

/** What the address asks of a table. */
export type TableQuery<
  Sort extends string = string,
  Filters extends Record<string, string> = Record<string, string>,
> = {
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
  readonly filters: Filters;
  /** After which row the page begins, in tables that page by key; empty on the first one. */
  readonly after: string;
  /** Something beyond the defaults narrows the rows. */
  readonly narrowed: boolean;
  readonly prefix: string;
  /** The whole address as it came, for links that change one thing in it. */
  readonly params: Readonly<Record<string, string>>;
};

const SEARCH_MAX = 100;
const PAGE_MAX = 1_000_000;

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");

/** Reads a table's search, order, page and filters from the address; what is crooked there reads as the default. */
export function readTableQuery<const Sort extends string, const Filters extends Record<string, readonly string[]>>(
  searchParams: SearchParams,
  options: {
    sorts: readonly Sort[];
    sort: Sort;
    descending?: boolean;
    /** Allowed values by name; the first is the default. */
    filters?: Filters;
    pageRows?: (typeof PAGE_SIZES)[number];
    /** Tells the second table of a page from the first. */
    prefix?: string;
  },
): TableQuery<Sort, { [K in keyof Filters]: Filters[K][number] }> {
  const prefix = options.prefix ?? "";
  const params = Object.fromEntries(
    Object.entries(searchParams)
      .map(([name, value]) => [name, single(value)] as const)
      .filter(([, value]) => value !== ""),
  );
  const given = (name: string): string => params[prefix + name] ?? "";
  const wanted = given("sort").replace(/^-/, "");
  const sort = options.sorts.find((each) => each === wanted);
  const page = Number(given("page"));
  const size = Number(given("size"));
  const search = given("q").trim().slice(0, SEARCH_MAX);
  const filters = Object.fromEntries(
    Object.entries(options.filters ?? {}).map(([name, allowed]) => [
      name,
      allowed.find((value) => value === given(name)) ?? allowed[0] ?? "",
    ]),
  ) as { [K in keyof Filters]: Filters[K][number] }; // cast: built from the very lists
  return {
    search,
    sort: sort ?? options.sort,
    descending: sort ? given("sort").startsWith("-") : (options.descending ?? false),
    page: Number.isInteger(page) && page >= 1 && page <= PAGE_MAX ? page : 1,
    pageRows: PAGE_SIZES.find((each) => each === size) ?? options.pageRows ?? 10,
    filters,
    after: given("after"),
    narrowed:
      search !== "" || Object.entries(options.filters ?? {}).some(([name, allowed]) => filters[name] !== allowed[0]),
    prefix,
    params,
  };
}

export type TableChange = {
  readonly search?: string;
  readonly sort?: string;
  readonly page?: number;
  readonly after?: string;
  readonly size?: number;
  readonly filter?: Readonly<Record<string, string>>;
  readonly clear?: boolean;
};

/** The address of the same table with one thing changed. Whatever narrows or orders anew leads to the first page. */
export function tableHref(
  path: string,
  query: { readonly params: Readonly<Record<string, string>>; readonly prefix: string; readonly filters?: object },
  change: TableChange,
): string {
  const { prefix } = query;
  const params = new URLSearchParams(query.params);
  const put = (name: string, value: string) =>
    value === "" ? params.delete(prefix + name) : params.set(prefix + name, value);
  if (change.clear) for (const name of ["q", "page", ...Object.keys(query.filters ?? {})]) put(name, "");
  if (change.search !== undefined) put("q", change.search);
  if (change.sort !== undefined) put("sort", change.sort);
  if (change.size !== undefined) put("size", String(change.size));
  for (const [name, value] of Object.entries(change.filter ?? {})) put(name, value);
  put("after", change.after ?? "");
  put("page", change.page !== undefined && change.page > 1 ? String(change.page) : "");
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}
