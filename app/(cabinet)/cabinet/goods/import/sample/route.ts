import { csvBytes } from "@/app/csv";
import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { translator } from "@/lib/i18n";

/** A sample of the file that an import reads. */
export const GET = route({
  realm: "cabinet",
  can: "goods",
  run: async ({ locale }) => {
    const t = translator(locale, "catalog");
    const columns = (
      [
        "name",
        "barcode",
        "unit",
        "vat",
        "price",
        "section",
        "group",
        "article",
        "ntin",
        "plu",
        "favourite",
        "marked",
      ] as const
    ).map((column) => t(`import.columns.${column}`));
    const bytes = csvBytes(columns, [
      [
        t("import.sampleName"),
        "4870001234560",
        t("import.samplePiece"),
        "16",
        "250,50",
        "1",
        t("import.sampleGroup"),
        "A-1",
        "",
        "",
        "1",
        "0",
      ],
      [
        t("import.sampleWeighed"),
        "",
        t("import.sampleKilo"),
        "16",
        "7900",
        "1",
        t("import.sampleGroup"),
        "",
        "",
        "00042",
        "0",
        "0",
      ],
    ]);
    return new Promise((resolve) =>
      resolve(fileResponse({ bytes, mediaType: "text/csv", name: safeName(t("import.sampleFile"), "text/csv") })),
    );
  },
});
