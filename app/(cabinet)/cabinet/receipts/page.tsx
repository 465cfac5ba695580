import { ReceiptText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import { type Column, KeyPager, type SearchParams, SimpleTable } from "@/components/table";
import { Card, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { controlTape, controlTapeTotals, findDocuments, type TapeRow, type TapeTotals } from "@/lib/fiscal";
import { DOCUMENT_KINDS, PAYMENT_TYPES } from "@/lib/fiscal/core/kinds";
import { query } from "@/lib/http";
import { formatMoney, type Translate } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { type CashierRow, cashierList } from "@/lib/registers";
import { asText, hrefOf, type Places, placesOf, spanOf } from "../asked";
import { Asked, AskedChoice, FileLinks, FilterBar } from "../filter-bar";
import { MoreFilters } from "../more-filters";
import { documentColumns } from "../registers/[id]/document-columns";
import { tapeFilterOf } from "./filter";

const PATH = "/cabinet/receipts";
const ROWS = 50;
const NARROWING = ["kind", "payment", "cashier", "least", "most"] as const;
const NO_TOTALS: TapeTotals = { documents: 0, kinds: [], payments: [] };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("reports"))("receipts.title") };
}

/** The columns of a register's list, with the register between time and shift where there are several. */
function columnsOf(t: Translate<"registers">, title: string, places: Places): readonly Column<TapeRow>[] {
  const shared: readonly Column<TapeRow>[] = documentColumns(t);
  return shared.flatMap((column): Column<TapeRow>[] =>
    column.key === "at" && places.registers.length > 1
      ? [column, { key: "register", title, plain: true, cell: (row) => places.name(row.registerId) }]
      : [column],
  );
}

/** What the selection comes to: every kind, and how it was paid. */
async function Totals({ totals }: { totals: TapeTotals }) {
  const t = await getT("reports");
  const kinds = await getT("registers");
  if (totals.kinds.length === 0) return null;
  return (
    <Card className="mb-5">
      <CardHeader title={t("receipts.totals")} />
      <dl className="grid gap-x-8 gap-y-4 px-5 py-4 max-md:px-4 sm:grid-cols-2 xl:grid-cols-4">
        {totals.kinds.map(({ kind, count, sumTiyn }) => (
          <div key={kind}>
            <dt className="text-caption text-muted-foreground">
              {kinds(`kind.${kind}`)}, {t("receipts.count", { count })}
            </dt>
            <dd>
              <span className="num block text-title font-semibold">{formatMoney(sumTiyn)}</span>
              {totals.payments
                .filter((paid) => paid.kind === kind)
                .map((paid) => (
                  <span key={paid.type} className="num flex justify-between gap-3 text-muted-foreground">
                    <span>{t(`pay.${paid.type}`)}</span>
                    <span>{formatMoney(paid.sumTiyn)}</span>
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** What narrows the tape beside period and place. */
async function Fields({ asked, cashiers }: { asked: SearchParams; cashiers: readonly CashierRow[] }) {
  const [t, kinds] = [await getT("reports"), await getT("registers")];
  return (
    <MoreFilters label={t("receipts.more")} open={NARROWING.some((name) => asText(asked[name]) !== "")}>
      <AskedChoice
        {...{ label: t("receipts.kind"), name: "kind", value: asText(asked.kind), any: t("receipts.anyKind") }}
        options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: kinds(`kind.${kind}`) }))}
      />
      <AskedChoice
        {...{ label: t("receipts.payment"), name: "payment", value: asText(asked.payment) }}
        any={t("receipts.anyPayment")}
        options={PAYMENT_TYPES.map((type) => ({ value: type, label: t(`pay.${type}`) }))}
      />
      <AskedChoice
        {...{ label: t("receipts.cashier"), name: "cashier", value: asText(asked.cashier) }}
        any={t("receipts.anyCashier")}
        options={cashiers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {(["least", "most"] as const).map((name) => (
        <Asked key={name} label={t(`receipts.${name}`)} className="md:w-32">
          <Input name={name} look="money" inputMode="decimal" defaultValue={asText(asked[name])} maxLength={20} />
        </Asked>
      ))}
    </MoreFilters>
  );
}

/** «Чеки»: the control tape of all registers together, and the search for one receipt. */
export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams;
  const [t, kinds, locale] = [await getT("reports"), await getT("registers"), await requestLocale()];
  const span = spanOf(asked);
  const search = asText(asked.q).trim();
  const filter = tapeFilterOf(asked, span);
  const { places, cashiers, page, totals } = await query(
    { realm: "cabinet", can: "receipts" },
    async ({ tenantId }) => {
      const where = await placesOf(tenantId, asked, locale);
      const after = asText(asked.after);
      return {
        places: where,
        cashiers: await cashierList(tenantId),
        page: search
          ? { rows: await findDocuments(tenantId, where.registerIds, search), next: null }
          : await controlTape(tenantId, where.registerIds, filter, { pageRows: ROWS, ...(after ? { after } : {}) }),
        totals: search ? NO_TOTALS : await controlTapeTotals(tenantId, where.registerIds, filter),
      };
    },
  );
  const count = search ? page.rows.length : totals.documents;
  const title = search ? t("receipts.foundBy", { search, count }) : t("receipts.count", { count });
  return (
    <>
      <PageHeader title={t("receipts.title")} text={t("receipts.text")} />
      <FilterBar path={PATH} asked={asked} span={span} places={places} search={t("receipts.search")}>
        <Fields asked={asked} cashiers={cashiers} />
      </FilterBar>
      <Totals totals={totals} />
      <Card className="overflow-hidden">
        <CardHeader
          title={title}
          text={search ? t("receipts.searchAll") : undefined}
          actions={
            page.rows.length > 0 && (
              <FileLinks path={`${PATH}/export`} asked={asked} title={t("receipts.title")} rows={count} />
            )
          }
        />
        <SimpleTable
          caption={t("receipts.title")}
          rows={page.rows}
          rowKey={(row) => row.id}
          href={(row) => `/cabinet/registers/${row.registerId}/documents/${row.id}`}
          columns={columnsOf(kinds, t("receipts.register"), places)}
          empty={
            <EmptyState
              icon={search ? <SearchX aria-hidden="true" /> : <ReceiptText aria-hidden="true" />}
              title={t("receipts.none")}
              text={t("receipts.noneText")}
            />
          }
        />
        <KeyPager
          older={page.next && hrefOf(PATH, asked, { after: page.next })}
          newest={asText(asked.after) ? hrefOf(PATH, asked, { after: "" }) : null}
        />
      </Card>
    </>
  );
}
