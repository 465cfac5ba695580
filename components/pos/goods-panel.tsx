"use client";
import { PackageOpen, Search, SquarePen } from "lucide-react";
import { type RefObject, useMemo, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { Button, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { useT } from "@/lib/i18n/client";
import { formatQuantity, formatTenge, ONE_UNIT, type QuantityMilli, type Tiyn } from "@/lib/kernel";
import { type Cart, countOf, type Good } from "./cart";
import { findGoods, groupsOf, looksLikeCode, readScan, readSearch, type Scanned } from "./find-goods";
import { useTill } from "./till-context";

const PIECE = "796";

/** Prices on tiles leave idle tiyn out: there they are captions. */
const short = (price: Tiyn): string => formatTenge(price).replace(/,00$/, "");

function Tile({ good, inCart, onPick }: { good: Good; inCart: QuantityMilli | null; onPick: (good: Good) => void }) {
  const t = useT("pos");
  const { unitOf } = useTill();
  return (
    <button
      type="button"
      onClick={() => onPick(good)}
      className="relative flex h-[clamp(84px,10.6vh,100px)] flex-col justify-between rounded-lg border bg-card p-3 text-left hover:border-input hover:bg-accent"
    >
      <span
        className={cn("line-clamp-2 text-body leading-[18px] font-medium text-pretty break-words", inCart && "pr-9")}
      >
        {good.name}
      </span>
      <span className="num text-body text-muted-foreground">
        {good.priceTiyn === null ? t("goods.noPrice") : short(good.priceTiyn)}
        {good.unitCode !== PIECE && <span className="text-caption"> / {unitOf(good.unitCode)}</span>}
      </span>
      {inCart !== null && (
        <span className="num absolute top-2.5 right-2.5 flex h-5 min-w-5 items-center justify-center rounded-sm bg-primary-soft px-1 text-caption font-semibold text-primary-text">
          <span className="sr-only">{t("goods.inCart")} </span>
          {formatQuantity(inCart)}
        </span>
      )}
    </button>
  );
}

/** The goods that were found, as one touches them. */
const Tiles = ({ found, cart, onPick }: { found: readonly Good[]; cart: Cart; onPick: (good: Good) => void }) => (
  <div className="grid auto-rows-min grid-cols-2 gap-2 p-px sm:grid-cols-3 xl:grid-cols-4">
    {found.map((good) => (
      <Tile key={good.id} good={good} inCart={countOf(cart, good.id)} onPick={onPick} />
    ))}
  </div>
);

/** A line of keys under the goods, so that they are learnt by looking. */
function KeyHints() {
  const t = useT("pos");
  const hints = [
    { keys: ["*"], text: t("keys.hintQuantity") },
    { keys: ["\u2191", "\u2193"], text: t("keys.hintLine") },
    { keys: ["+", "\u2212"], text: t("keys.hintStep") },
    { keys: ["Del"], text: t("keys.hintRemove") },
    { keys: ["F4"], text: t("keys.hintDiscount") },
    { keys: ["Esc"], text: t("keys.hintBack") },
  ];
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t pt-3 text-caption text-muted-foreground max-lg:hidden">
      {hints.map(({ keys, text }) => (
        <span key={text} className="inline-flex items-center gap-1">
          {keys.map((key) => (
            <Kbd key={key} className="ml-0">
              {key}
            </Kbd>
          ))}
          {text}
        </span>
      ))}
      <span className="ml-auto inline-flex items-center gap-1">
        <Kbd className="ml-0">?</Kbd> {t("keys.hintAll")}
      </span>
    </p>
  );
}

/** Where the focus rests: a name, a code, or «3*name». */
function SearchField({
  input,
  text,
  onText,
  onEnter,
}: {
  input: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  onEnter: () => void;
}) {
  const t = useT("pos");
  return (
    <div className="relative flex-1">
      <span className="pointer-events-none absolute inset-y-0 left-4 flex items-center text-muted-foreground">
        <Search className="size-5" aria-hidden="true" />
      </span>
      <input
        ref={input}
        data-rest=""
        type="text"
        inputMode="search"
        enterKeyHint="enter"
        autoComplete="off"
        maxLength={100}
        value={text}
        placeholder={t("goods.search")}
        aria-label={t("goods.search")}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            onText("");
          } else if (event.key === "Enter" && !event.ctrlKey && text !== "") {
            event.preventDefault();
            onEnter();
          }
        }}
        className="h-14 w-full rounded-md border border-input bg-card pr-14 pl-12 text-lead placeholder:text-subtle-foreground max-md:pr-3"
      />
      <span className="pointer-events-none absolute inset-y-0 right-4 flex items-center">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}

/** «Свободная цена»: with words where there is room for them. */
function FreeButton({ onFree }: { onFree: () => void }) {
  const t = useT("pos");
  return (
    <>
      <Button
        size="pos"
        icon={<SquarePen className="size-5" aria-hidden="true" />}
        onClick={onFree}
        className="text-body max-md:hidden"
      >
        {t("goods.free")}
      </Button>
      <IconButton
        label={t("goods.free")}
        variant="outline"
        className="size-14 max-md:size-14 md:hidden"
        onClick={onFree}
      >
        <SquarePen className="size-5" aria-hidden="true" />
      </IconButton>
    </>
  );
}

/** Nothing answers the search, or there are no goods at all: a free price sells all the same. */
function NothingFound({ wanted, onFree }: { wanted: string | null; onFree: () => void }) {
  const t = useT("pos");
  return (
    <EmptyState
      icon={<PackageOpen />}
      title={wanted === null ? t("goods.none") : t("goods.notFound", { wanted })}
      text={wanted === null ? t("goods.noneText") : t("goods.notFoundText")}
      action={
        <Button size="lg" onClick={onFree}>
          {t("goods.sellFree")}
        </Button>
      }
    />
  );
}

/** Which goods are offered: the frequent ones, those of one shelf, or all. */
type Shelf = { readonly of: "frequent" | "all" | "group"; readonly name: string };

const SHELF_TAB = "flex h-10 shrink-0 items-center rounded-md px-3 text-body whitespace-nowrap max-lg:h-11 max-lg:px-4";

/** «Частые», the shelves, and all: one press away, no scroll of the page. */
function Shelves({
  shelf,
  goods,
  onChoose,
}: {
  shelf: Shelf;
  goods: readonly Good[];
  onChoose: (shelf: Shelf) => void;
}) {
  const t = useT("pos");
  const groups = useMemo(() => groupsOf(goods), [goods]);
  const frequent = goods.some(({ favourite }) => favourite);
  if (groups.length === 0 && !frequent) return null;
  const tabs: readonly { readonly shelf: Shelf; readonly label: string }[] = [
    ...(frequent ? [{ shelf: { of: "frequent" as const, name: "" }, label: t("goods.frequent") }] : []),
    { shelf: { of: "all", name: "" }, label: t("goods.all") },
    ...groups.map((name) => ({ shelf: { of: "group" as const, name }, label: name })),
  ];
  const same = (one: Shelf) => one.of === shelf.of && one.name === shelf.name;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame
    <div
      role="group"
      aria-label={t("goods.shelves")}
      className="flex gap-1 overflow-x-auto pb-px lg:max-h-[84px] lg:flex-wrap lg:overflow-y-auto"
    >
      {tabs.map((tab) => (
        <button
          key={`${tab.shelf.of}:${tab.label}`}
          type="button"
          aria-pressed={same(tab.shelf)}
          onClick={() => onChoose(tab.shelf)}
          className={cn(
            SHELF_TAB,
            same(tab.shelf)
              ? "border bg-card font-medium"
              : "border border-transparent text-muted-foreground hover:bg-accent",
          )}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

const onShelf = (goods: readonly Good[], shelf: Shelf): readonly Good[] =>
  shelf.of === "all"
    ? goods
    : goods.filter((good) => (shelf.of === "frequent" ? good.favourite : good.groupName === shelf.name));

/** Search and goods. The focus rests in the search; Enter adds what was found, a whole code wins over names. */
export function GoodsPanel({
  goods,
  cart,
  search,
  onPick,
  onScanned,
  onFree,
  sheet,
  onCloseSheet,
}: {
  goods: readonly Good[];
  cart: Cart;
  search: RefObject<HTMLInputElement | null>;
  onPick: (good: Good, quantity: QuantityMilli) => void;
  /** A whole code was typed or pasted: it means what it would mean at the scanner. */
  onScanned: (scanned: Scanned) => void;
  onFree: (barcode: string | null) => void;
  /** On phones the goods are a sheet over the lines. */
  sheet: boolean;
  onCloseSheet: () => void;
}) {
  const t = useT("pos");
  const [text, setText] = useState("");
  const { quantity, wanted } = readSearch(text);
  const [shelf, setShelf] = useState<Shelf>({
    of: goods.some(({ favourite }) => favourite) ? "frequent" : "all",
    name: "",
  });
  // A search looks on every shelf.
  const found = useMemo(() => findGoods(wanted === "" ? onShelf(goods, shelf) : goods, wanted), [goods, shelf, wanted]);
  const open = sheet || text !== "" || cart.lines.length === 0;
  const pick = (good: Good) => {
    onPick(good, quantity);
    setText("");
    onCloseSheet();
  };
  const enter = () => {
    if (wanted === "") return;
    const scanned = readScan(goods, wanted);
    if (scanned.good && (scanned.mark !== undefined || scanned.quantity !== ONE_UNIT)) {
      onScanned(scanned);
      return setText("");
    }
    const exact = scanned.good ?? found[0];
    if (exact) pick(exact);
  };
  return (
    <section aria-label={t("goods.label")} className="flex min-h-0 min-w-0 flex-col gap-3 p-4 max-md:p-3 lg:flex-1">
      <div className="flex gap-2">
        <SearchField input={search} text={text} onText={setText} onEnter={enter} />
        <FreeButton onFree={() => onFree(null)} />
      </div>
      {wanted === "" && (
        <div className={cn("shrink-0", !open && "max-lg:hidden")}>
          <Shelves shelf={shelf} goods={goods} onChoose={setShelf} />
        </div>
      )}
      <div className={cn("min-h-0 flex-1 overflow-y-auto", !open && "max-lg:hidden")}>
        {found.length > 0 ? (
          <Tiles found={found} cart={cart} onPick={pick} />
        ) : (
          <NothingFound
            wanted={goods.length === 0 ? null : wanted}
            onFree={() => {
              onFree(looksLikeCode(wanted) ? wanted : null);
              setText("");
            }}
          />
        )}
      </div>
      <KeyHints />
    </section>
  );
}
