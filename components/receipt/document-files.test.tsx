import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PaperForm } from "@/lib/fiscal/core/document";
import { DocumentFiles } from "./document-files";

const sizesFor = (size: PaperForm["size"]): (string | undefined)[] => {
  const html = renderToStaticMarkup(
    <DocumentFiles base="/file" form={{ size, language: "kk" }} link={null} linkLabel="" />,
  );
  return [...html.matchAll(/as=(\w+)&amp;size=([\w-]+)&amp;lang=kk/g)].map(([, as, of]) => `${as} ${of}`);
};

test("a register of 36 columns gets its files of 58 mm in 36 columns", () => {
  expect(sizesFor("58-narrow")).toEqual(["pdf 80", "pdf 58-narrow", "pdf a4", "escpos 80", "escpos 58-narrow"]);
  expect(sizesFor("80")).toEqual(["pdf 80", "pdf 58", "pdf a4", "escpos 80", "escpos 58"]);
});
