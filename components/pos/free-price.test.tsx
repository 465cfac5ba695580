import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { vatKindsAt } from "@/lib/fiscal/vat-kinds";
import { catalogues } from "@/lib/i18n/catalogues";
import { I18nProvider } from "@/lib/i18n/client";
import { VatSelect } from "./free-price";

const offered = (at: string): string =>
  renderToStaticMarkup(
    <I18nProvider locale="ru" messages={catalogues.ru}>
      <VatSelect kinds={vatKindsAt(new Date(at))} />
    </I18nProvider>,
  );

test("a line of free price is offered the rates in force alone, the usual one chosen", () => {
  const now = offered("2026-11-25T00:00:00Z");
  expect([...now.matchAll(/value="(\w+)"/g)].map(([, kind]) => kind)).toEqual(["none", "0", "5", "10", "16"]);
  expect(now).toContain('value="16" selected=""');
  const before = offered("2025-12-31T00:00:00Z");
  expect(before).toContain('value="12" selected=""');
  expect(before).not.toContain('value="16"');
});
