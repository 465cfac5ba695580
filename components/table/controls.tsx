"use client";
import { ChevronLeft, ChevronRight, Download, Ellipsis, Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { buttonLook, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuContent, MenuTrigger } from "@/components/ui/dropdown-menu";
import { controlLook } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { useT } from "@/lib/i18n/client";
import { PAGE_SIZES, type TableQuery, tableHref } from "./query";

type Place = { readonly path: string; readonly query: TableQuery };

const SEARCH_PAUSE_MS = 300;
const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** «Поиск:»: writes into the address while one types; `/` brings the focus here. */
export function TableSearch({ path, query, placeholder }: Place & { placeholder: string }) {
  const t = useT("ui");
  const router = useRouter();
  const [text, setText] = useState(query.search);
  const [busy, start] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(query.search);

  useEffect(() => {
    const clean = text.trim();
    if (clean === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = clean;
      start(() => router.replace(tableHref(path, query, { search: clean }), { scroll: false }));
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, path, query, router]);

  // The address changed by itself: Back, or «Сбросить фильтры».
  useEffect(() => {
    if (query.search === sent.current) return;
    sent.current = query.search;
    setText(query.search);
  }, [query.search]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && TYPING.has(event.target.tagName);
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <form action={path} className="relative w-80 max-md:w-full" onSubmit={(event) => event.preventDefault()}>
      {Object.entries(query.params)
        .filter(([name]) => name !== `${query.prefix}q` && name !== `${query.prefix}page`)
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-subtle-foreground">
        {busy ? <Spinner /> : <Search className="size-4" aria-hidden="true" />}
      </span>
      <input
        ref={input}
        type="text"
        inputMode="search"
        name={`${query.prefix}q`}
        value={text}
        maxLength={100}
        autoComplete="off"
        aria-label={t("table.search").replace(/:$/, "")}
        placeholder={placeholder}
        onChange={(event) => setText(event.currentTarget.value)}
        className={cn(controlLook(), "px-9")}
      />
      {text !== "" && (
        <button
          type="button"
          aria-label={t("table.clearSearch")}
          onClick={() => setText("")}
          className="absolute inset-y-0 right-1 my-auto inline-flex size-8 items-center justify-center rounded-sm text-subtle-foreground hover:text-foreground max-md:size-10"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      )}
    </form>
  );
}

export type TableFilter = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
};

/** A row of choices that narrow the table; which one is on stands in the address. */
export const TableFilterRow = ({ path, query, filter }: Place & { filter: TableFilter }) => (
  <nav aria-label={filter.label} className="-mx-3 flex w-[calc(100%+1.5rem)] gap-1 overflow-x-auto border-t px-3 pt-2">
    {filter.options.map((option, index) => {
      const current = query.filters[filter.name] === option.value;
      return (
        <Link
          key={option.value}
          href={tableHref(path, query, { filter: { [filter.name]: index === 0 ? "" : option.value } })}
          scroll={false}
          aria-current={current ? "true" : undefined}
          className={cn(
            "inline-flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-body whitespace-nowrap outline-offset-[-2px] max-md:h-11",
            current ? "bg-primary-soft font-medium text-primary-text" : "text-muted-foreground hover:bg-accent",
          )}
        >
          {option.label}
          {option.count !== undefined && <span className="num text-caption">{option.count}</span>}
        </Link>
      );
    })}
  </nav>
);

/** «Экспорт» of what is shown: the file's address takes the table's own. */
export function TableExport({ href, query }: { href: string; query: TableQuery }) {
  const t = useT("ui");
  return (
    <a
      href={tableHref(href, query, {})}
      className={cn(buttonLook({ variant: "ghost" }), "ml-auto max-md:border max-md:border-input")}
    >
      <Download className="size-4" aria-hidden="true" />
      {t("table.export")}
    </a>
  );
}

/** Foot of a table: which records, how many a page, and the pages. */
export function TablePager({ path, query, total }: Place & { total: number }) {
  const t = useT("ui");
  const router = useRouter();
  const pages = Math.max(1, Math.ceil(total / query.pageRows));
  const page = Math.min(query.page, pages);
  const step = (to: number, label: string, before: ReactNode, after: ReactNode) => {
    const possible = to >= 1 && to <= pages;
    const look = cn(buttonLook({ variant: "ghost" }), !possible && "text-subtle-foreground opacity-60");
    if (!possible)
      return (
        <span className={look} aria-disabled="true">
          {before}
          {label}
          {after}
        </span>
      );
    return (
      <Link href={tableHref(path, query, { page: to })} scroll={false} className={look}>
        {before}
        {label}
        {after}
      </Link>
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-5 py-2.5 text-muted-foreground max-md:px-4">
      <p className="num" role="status">
        {total === 0
          ? t("table.none")
          : t("table.range", {
              from: (page - 1) * query.pageRows + 1,
              to: Math.min(total, page * query.pageRows),
              total,
            })}
      </p>
      <div className="flex items-center gap-2">
        {t("table.show")}
        <span className="w-20">
          <Select
            value={query.pageRows}
            aria-label={t("table.pageSize")}
            onChange={(event) =>
              router.push(tableHref(path, query, { size: Number(event.currentTarget.value) }), { scroll: false })
            }
          >
            {PAGE_SIZES.map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
          </Select>
        </span>
        {t("table.records")}
      </div>
      <nav aria-label={t("table.pages")} className="ml-auto flex max-md:w-full max-md:justify-between">
        {step(page - 1, t("table.previous"), <ChevronLeft className="size-4" aria-hidden="true" />, null)}
        {step(page + 1, t("table.next"), null, <ChevronRight className="size-4" aria-hidden="true" />)}
      </nav>
    </div>
  );
}

/** Foot of a table that pages by key: to the earlier rows, and back to the newest. Null where that leads nowhere. */
export function KeyPager({ older, newest }: { older: string | null; newest: string | null }) {
  const t = useT("ui");
  if (!older && !newest) return null;
  return (
    <nav aria-label={t("table.pages")} className="no-print flex justify-end gap-2 border-t px-5 py-2.5 max-md:px-4">
      {newest && (
        <Link href={newest} className={buttonLook({ variant: "ghost" })}>
          {t("table.newest")}
        </Link>
      )}
      {older && (
        <Link href={older} className={buttonLook({ variant: "ghost" })}>
          {t("table.older")}
          <ChevronRight className="size-4" aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}

/** «…» at the end of a row; children are MenuItems. */
export function RowMenu({ label, children }: { label?: string; children: ReactNode }) {
  const t = useT("ui");
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={label ?? t("table.more")} size="iconSm">
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent>{children}</MenuContent>
    </Menu>
  );
}
