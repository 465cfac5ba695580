"use client";
import { Archive, Ellipsis, Eraser, LayoutGrid, Percent } from "lucide-react";
import Link from "next/link";
import { useId, useRef } from "react";
import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import type { CartKind } from "./cart";
import { useTill } from "./till-context";

/** What is done with the receipt as a whole. */
export type ReceiptActs = {
  readonly onKind: (kind: CartKind) => void;
  readonly onParked: () => void;
  readonly onDiscount: () => void;
  readonly onClear: () => void;
  readonly onGoods: () => void;
};

const KINDS = ["sale", "return", "purchase"] as const;

/** «Продажа, Возврат, Покупка»: a return has a page of its own, for it begins with a receipt. */
function KindSwitch({
  kind,
  onKind,
  className,
}: {
  kind: CartKind;
  onKind: (kind: CartKind) => void;
  className?: string;
}) {
  const t = useT("pos");
  const { till } = useTill();
  const look = (chosen: boolean) =>
    cn(
      "inline-flex h-8 flex-auto items-center justify-center rounded-md px-3 text-body font-medium whitespace-nowrap max-lg:h-11",
      chosen ? "bg-card text-foreground ring-1 ring-border-strong" : "text-muted-foreground",
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame
    <div role="group" aria-label={t("receipt.kind")} className={cn("flex gap-1 rounded-lg bg-muted p-1", className)}>
      {KINDS.map((each) =>
        each === "return" ? (
          <Link key={each} href={`/pos/${till.register.id}/return`} prefetch={false} className={look(false)}>
            {t("receipt.kinds.return")}
          </Link>
        ) : (
          <button
            key={each}
            type="button"
            aria-pressed={each === kind}
            onClick={() => onKind(each)}
            className={look(each === kind)}
          >
            {t(`receipt.kinds.${each}`)}
          </button>
        ),
      )}
    </div>
  );
}

const ITEM =
  "flex min-h-11 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-body hover:bg-accent disabled:text-subtle-foreground [&>svg]:text-subtle-foreground";

/** The rest: what few receipts need, and on phones the kind too. */
function MoreMenu({ kind, count, acts }: { kind: CartKind; count: number; acts: ReceiptActs }) {
  const t = useT("pos");
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <IconButton
        label={t("receipt.more")}
        popoverTarget={id}
        onClick={(event) => {
          const { bottom, right } = event.currentTarget.getBoundingClientRect();
          list.current?.style.setProperty("top", `${bottom + 4}px`);
          list.current?.style.setProperty("right", `${Math.max(8, window.innerWidth - right)}px`);
        }}
        className="max-lg:size-11"
      >
        <Ellipsis className="size-5" aria-hidden="true" />
      </IconButton>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: whatever is chosen inside closes it, by key too */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        id={id}
        ref={list}
        popover="auto"
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a, button")) list.current?.hidePopover();
        }}
        className="fixed inset-auto m-0 w-72 rounded-lg border bg-popover p-1 text-body text-popover-foreground shadow-overlay"
      >
        <KindSwitch kind={kind} onKind={acts.onKind} className="mb-1 lg:hidden" />
        <button type="button" className={ITEM} disabled={count === 0} onClick={acts.onDiscount}>
          <Percent className="size-4" aria-hidden="true" />
          {t("discount.receiptTitle")}
        </button>
        <button type="button" className={ITEM} disabled={count === 0} onClick={acts.onClear}>
          <Eraser className="size-4" aria-hidden="true" />
          {t("receipt.clear")}
        </button>
      </div>
    </>
  );
}

/** Over the lines: what kind of receipt it is, how many wait aside, and what else can be done with it. */
export function ReceiptHead({
  kind,
  count,
  parkedCount,
  acts,
}: {
  kind: CartKind;
  count: number;
  parkedCount: number;
  /** Without them the receipt can only be read. */
  acts: ReceiptActs | null;
}) {
  const t = useT("pos");
  return (
    <div className="flex h-14 shrink-0 items-center gap-3 border-b px-5 max-md:h-12 max-md:px-3">
      <h1 className={cn("text-lead font-semibold whitespace-nowrap", acts && "max-xl:sr-only max-lg:not-sr-only")}>
        {t("receipt.label")}
      </h1>
      {acts ? (
        <KindSwitch kind={kind} onKind={acts.onKind} className="max-lg:hidden" />
      ) : (
        <span className="text-body text-muted-foreground">{kind === "purchase" && t("receipt.kinds.purchase")}</span>
      )}
      <span className="num truncate text-body text-muted-foreground max-2xl:sr-only max-lg:not-sr-only">
        {acts && kind === "purchase" && (
          <b className="font-medium text-foreground lg:hidden">{t("receipt.kinds.purchase")}, </b>
        )}
        {t("receipt.lines", { count })}
      </span>
      {acts && (
        <span className="ml-auto flex">
          {count > 0 && (
            <IconButton label={t("goods.label")} onClick={acts.onGoods} className="max-lg:size-11 lg:hidden">
              <LayoutGrid className="size-5" aria-hidden="true" />
            </IconButton>
          )}
          <IconButton
            label={parkedCount > 0 ? t("parked.open", { count: parkedCount }) : t("parked.title")}
            onClick={acts.onParked}
            className={cn("max-lg:size-11", parkedCount > 0 && "w-auto gap-1 px-2 text-foreground max-lg:w-auto")}
          >
            <Archive className="size-5" aria-hidden="true" />
            {parkedCount > 0 && <span className="num text-body">{parkedCount}</span>}
          </IconButton>
          <MoreMenu kind={kind} count={count} acts={acts} />
        </span>
      )}
    </div>
  );
}
