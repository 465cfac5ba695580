import { SimpleTable } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { ImportPreview } from "@/lib/catalog";
import { errorText, formatMoney } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import type { Tiyn } from "@/lib/kernel";
import { unitShort, vatLabel } from "../options";
import { ConfirmImport } from "./confirm-import";

type Confirm = Parameters<typeof ConfirmImport>[0]["action"];

/** What an import would do: how much is new, changed, the same and wrong, each wrong line with its reason. */
export async function Preview({
  preview,
  importId,
  confirm,
}: {
  preview: ImportPreview;
  importId: string;
  confirm: Confirm;
}) {
  const t = await getT("catalog");
  const { counts } = preview;
  const nothing = counts.fresh + counts.changed === 0;
  return (
    <div className="space-y-5">
      {preview.confirmed ? (
        <Alert
          tone="success"
          title={t("import.done")}
          actions={<ButtonLink href="/cabinet/goods">{t("title")}</ButtonLink>}
        />
      ) : (
        <Card>
          <dl className="grid grid-cols-2 gap-4 p-5 md:grid-cols-4">
            {(["fresh", "changed", "same", "wrong"] as const).map((each) => (
              <div key={each}>
                <dt className="text-muted-foreground">{t(`import.${each}`)}</dt>
                <dd
                  className={`num text-figure font-semibold ${each === "wrong" && counts.wrong > 0 ? "text-danger-text" : ""}`}
                >
                  {counts[each]}
                </dd>
              </div>
            ))}
          </dl>
          <div className="flex flex-wrap justify-end gap-2 border-t p-4">
            <ButtonLink href="/cabinet/goods/import" variant="ghost">
              {t("import.other")}
            </ButtonLink>
            <ConfirmImport
              action={confirm}
              importId={importId}
              reason={nothing ? t("import.nothing") : null}
              label={t("import.confirm", { count: counts.fresh + counts.changed })}
            />
          </div>
        </Card>
      )}
      <WrongLines preview={preview} />
      <NewGoods preview={preview} />
      <ChangedGoods preview={preview} />
    </div>
  );
}

async function WrongLines({ preview: { wrong } }: { preview: ImportPreview }) {
  if (wrong.length === 0) return null;
  const t = await getT("catalog");
  const locale = await requestLocale();
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("import.wrong")} text={t("import.wrongText")} />
      <SimpleTable
        caption={t("import.wrong")}
        rows={wrong}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: "line", title: t("import.line"), cell: (row) => row.line, className: "num", card: "side" },
          { key: "name", title: t("name"), cell: (row) => row.name, card: "title" },
          {
            key: "fault",
            title: t("import.fault"),
            cell: (row) => (
              <ul className="space-y-1">
                {row.faults.map(({ column, code }) => (
                  <li key={`${column} ${code}`}>
                    <span className="font-medium">{t(`import.columns.${column}`)}:</span> {errorText(locale, code)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Card>
  );
}

const price = (sum: Tiyn | null, free: string): string => (sum === null ? free : formatMoney(sum));

async function NewGoods({ preview: { fresh } }: { preview: ImportPreview }) {
  if (fresh.length === 0) return null;
  const t = await getT("catalog");
  const locale = await requestLocale();
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("import.fresh")} />
      <SimpleTable
        caption={t("import.fresh")}
        rows={fresh}
        rowKey={(row) => `${row.barcode ?? ""} ${row.name}`}
        columns={[
          { key: "name", title: t("name"), cell: (row) => row.name, card: "title" },
          { key: "barcode", title: t("barcode"), cell: (row) => row.barcode ?? "–", className: "font-mono" },
          { key: "group", title: t("group"), cell: (row) => row.groupName ?? "–" },
          { key: "vat", title: t("vat"), cell: (row) => vatLabel(row.vatKind, locale) },
          {
            ...{ key: "price", title: t("price"), align: "right", card: "side" },
            cell: (row) => `${price(row.priceTiyn, t("free"))} / ${unitShort(row.unitCode, locale)}`,
          },
        ]}
      />
    </Card>
  );
}

async function ChangedGoods({ preview: { changed } }: { preview: ImportPreview }) {
  if (changed.length === 0) return null;
  const t = await getT("catalog");
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("import.changed")} />
      <SimpleTable
        caption={t("import.changed")}
        rows={changed}
        rowKey={(row) => row.before.id}
        columns={[
          { key: "name", title: t("name"), cell: (row) => row.after.name, card: "title" },
          { key: "barcode", title: t("barcode"), cell: (row) => row.after.barcode ?? "–", className: "font-mono" },
          { key: "was", title: t("import.was"), align: "right", cell: (row) => price(row.before.priceTiyn, t("free")) },
          {
            ...{ key: "becomes", title: t("import.becomes"), align: "right", card: "side" },
            cell: (row) => price(row.after.priceTiyn, t("free")),
          },
        ]}
      />
    </Card>
  );
}
