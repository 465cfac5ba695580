import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { KeyPager, TableExport, type TableFilter, TableFilterRow, TablePager, TableSearch } from "./controls";
import { ActionsTitle, NoMatch } from "./no-match";
import { type TableQuery, tableHref } from "./query";

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** Null where there is nothing to show: a dash in the table, no line on the card. */
  readonly cell: (row: Row) => ReactNode;
  /** Name of the order that a press on the head asks for. */
  readonly sort?: string;
  readonly align?: "right";
  readonly className?: string;
  /** Where it stands on a phone's card: big at the left, at the right, in the lines below, or nowhere. */
  readonly card?: "title" | "side" | "line" | "hidden";
  /** On a card its value speaks for itself: its name is only read out. */
  readonly plain?: boolean;
};

type Shared<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly href?: (row: Row) => string | null;
  readonly actions?: (row: Row) => ReactNode;
  readonly totals?: { readonly label: ReactNode; readonly cells: Readonly<Record<string, ReactNode>> };
};

const cellPad = (index: number) => (index === 0 ? "pl-5" : "pl-4");

function Head<Row>({ column, index, place }: { column: Column<Row>; index: number; place?: Place | undefined }) {
  const look = cn(
    "bg-muted py-2 font-medium whitespace-nowrap",
    cellPad(index),
    column.align === "right" && "pr-5 text-right",
  );
  if (!column.sort || !place)
    return (
      <th scope="col" className={look}>
        {column.title}
      </th>
    );
  const { query, path } = place;
  const current = query.sort === column.sort;
  const Icon = current ? (query.descending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  const next = current && !query.descending ? `-${column.sort}` : column.sort;
  return (
    <th scope="col" className={look} aria-sort={current ? (query.descending ? "descending" : "ascending") : undefined}>
      <Link
        href={tableHref(path, query, { sort: next })}
        scroll={false}
        className={cn("inline-flex items-center gap-1 hover:text-foreground", current && "text-foreground")}
      >
        {column.title}
        <Icon className="size-3.5 text-subtle-foreground" aria-hidden="true" />
      </Link>
    </th>
  );
}

type Place = { readonly path: string; readonly query: TableQuery };

/** A cell that makes its whole row a link; other controls of the row lie above it. */
const Stretched = ({ href, children }: { href: string | null | undefined; children: ReactNode }) =>
  href ? (
    <Link href={href} className="font-medium outline-offset-2 after:absolute after:inset-0 hover:underline">
      {children}
    </Link>
  ) : (
    children
  );

const Nothing = () => <span className="text-subtle-foreground">–</span>;

function WideRows<Row>({
  columns,
  rows,
  rowKey,
  href,
  actions,
  totals,
  caption,
  place,
}: Shared<Row> & { place?: Place }) {
  return (
    <div className="overflow-x-auto max-md:hidden">
      <table className="w-full">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-caption text-muted-foreground">
          <tr>
            {columns.map((column, index) => (
              <Head key={column.key} column={column} index={index} place={place} />
            ))}
            {actions && (
              <th scope="col" className="bg-muted py-2 pr-5 pl-4 text-right font-medium">
                <ActionsTitle />
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="relative border-t hover:bg-accent/50">
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  className={cn(
                    "py-2.5",
                    cellPad(index),
                    column.align === "right" && "num pr-5 text-right whitespace-nowrap",
                    column.className,
                  )}
                >
                  {index === 0 ? (
                    <Stretched href={href?.(row)}>{column.cell(row)}</Stretched>
                  ) : (
                    (column.cell(row) ?? <Nothing />)
                  )}
                </td>
              ))}
              {actions && (
                <td className="py-2.5 pr-3 pl-4">
                  <span className="relative z-10 flex items-center justify-end gap-1">{actions(row)}</span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr className="border-t bg-muted/60">
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  className={cn(
                    "py-2.5",
                    cellPad(index),
                    index === 0 ? "text-muted-foreground" : "num pr-5 text-right font-semibold",
                  )}
                >
                  {index === 0 ? totals.label : totals.cells[column.key]}
                </td>
              ))}
              {actions && <td />}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Cards<Row>({ columns, rows, rowKey, href, actions, totals, caption }: Shared<Row>) {
  const placed = (place: "title" | "side" | "line") =>
    columns.filter((column, index) => (column.card ?? (index === 0 ? "title" : "line")) === place);
  return (
    <ul aria-label={caption} className="divide-y md:hidden">
      {rows.map((row) => (
        <li key={rowKey(row)} className="relative px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0 font-medium">
              <Stretched href={href?.(row)}>
                {placed("title").map((column) => (
                  <span key={column.key} className="block">
                    {column.cell(row)}
                  </span>
                ))}
              </Stretched>
            </div>
            <div className="num flex shrink-0 flex-col items-end gap-1 text-right font-medium">
              {placed("side").map((column) => (
                <span key={column.key}>{column.cell(row) ?? <Nothing />}</span>
              ))}
            </div>
          </div>
          <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-body">
            {placed("line")
              .map((column) => ({ column, value: column.cell(row) }))
              .filter(({ value }) => value !== null)
              .map(({ column, value }) => (
                <div key={column.key} className="flex items-center gap-1.5">
                  <dt className={column.plain ? "sr-only" : "text-muted-foreground"}>{column.title}</dt>
                  <dd className="num">{value}</dd>
                </div>
              ))}
          </dl>
          {actions && <div className="relative z-10 mt-2.5 flex flex-wrap gap-2">{actions(row)}</div>}
        </li>
      ))}
      {totals && (
        <li className="space-y-1 bg-muted/60 px-4 py-3">
          <p className="text-muted-foreground">{totals.label}</p>
          {columns
            .filter((column) => totals.cells[column.key] !== undefined)
            .map((column) => (
              <p key={column.key} className="flex justify-between gap-3">
                <span className="text-muted-foreground">{column.title}</span>
                <span className="num font-semibold">{totals.cells[column.key]}</span>
              </p>
            ))}
        </li>
      )}
    </ul>
  );
}

/** A table whose search, order, filters and page live in the address; on phones each row is a card. */
export function DataTable<Row>(
  props: Shared<Row> & {
    path: string;
    query: TableQuery;
    /** Rows that match, on all pages; or, where they are paged by key, the key of the next page. */
    total?: number;
    next?: string | null;
    /** Placeholder of the search; without it there is none. */
    search?: string;
    filters?: readonly TableFilter[];
    exportHref?: string;
    toolbar?: ReactNode;
    /** What stands here before the first row exists. */
    empty: ReactNode;
  },
) {
  const { path, query, total, next = null, search, filters = [], exportHref, toolbar, empty, rows } = props;
  const none = (total ?? rows.length) === 0;
  if (none && !query.narrowed && !query.after) return <Card className="overflow-hidden">{empty}</Card>;
  const place = { path, query };
  const tools = search !== undefined || filters.length > 0 || exportHref !== undefined || toolbar !== undefined;
  return (
    <Card className="overflow-hidden">
      {tools && (
        <div className={cn("flex flex-wrap items-center gap-2 border-b p-3", filters.length > 0 && "pb-2")}>
          {search !== undefined && <TableSearch {...place} placeholder={search} />}
          {toolbar}
          {exportHref && <TableExport href={exportHref} query={query} />}
          {filters.map((filter) => (
            <TableFilterRow key={filter.name} {...place} filter={filter} />
          ))}
        </div>
      )}
      {none || rows.length === 0 ? (
        <NoMatch clearHref={tableHref(path, query, { clear: true })} />
      ) : (
        <>
          <WideRows {...props} place={place} />
          <Cards {...props} />
        </>
      )}
      {total === undefined ? (
        <KeyPager
          older={next && tableHref(path, query, { after: next })}
          newest={query.after ? tableHref(path, query, {}) : null}
        />
      ) : (
        <TablePager {...place} total={total} />
      )}
    </Card>
  );
}

/** The same look without search and pages, for short lists. Puts no card around itself. */
export function SimpleTable<Row>(props: Shared<Row> & { empty?: ReactNode }) {
  if (props.rows.length === 0 && props.empty) return props.empty;
  return (
    <>
      <WideRows {...props} />
      <Cards {...props} />
    </>
  );
}

/** Bones of a table, for loading.tsx. */
export const TableSkeleton = ({ columns = 5, rows = 6 }: { columns?: number; rows?: number }) => (
  <div className="overflow-hidden rounded-lg border bg-card" aria-busy="true">
    <div className="flex gap-4 bg-muted px-5 py-3">
      {Array.from({ length: columns }, (_, index) => (
        <Skeleton key={String(index)} className="h-3 flex-1 bg-border-strong" />
      ))}
    </div>
    {Array.from({ length: rows }, (_, row) => (
      <div key={String(row)} className="flex items-center gap-4 border-t px-5 py-3.5">
        {Array.from({ length: columns }, (_, index) => (
          <Skeleton key={String(index)} className={cn("h-4 flex-1", index > 1 && "max-md:hidden")} />
        ))}
      </div>
    ))}
  </div>
);
