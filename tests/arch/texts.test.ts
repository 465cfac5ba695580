import ts from "typescript";
import { expect, test } from "vitest";
import { isTest, placeOf, type Source, sources, walk } from "./source";

const CYRILLIC = /[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]/;

/** Papers and fiscal prints are worded by law; directories, brands and the people of the demo are facts, not interface. */
const FREE = [
  /^lib\/documents\//,
  /^lib\/fiscal\/print\//,
  /^lib\/operator\/print\//,
  /^lib\/i18n\//,
  /^lib\/directory\//,
  /^lib\/config\/(env|provider)\.ts$/,
  /^lib\/eds\/demo\//,
  /\/seed(\/|\.ts$|-)/,
  // Languages are named in themselves, whatever the language of the page.
  /^components\/layout\/language-switch\.tsx$/,
  // The short word for a flat inside an address line, which is stored in papers.
  /^lib\/registers\/core\/address\.ts$/,
  // What people write into the tables that they upload: read, never shown.
  /^lib\/catalog\/core\/import-words\.ts$/,
];

function textsIn(source: Source): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isJsxText(node) ||
      node.kind === ts.SyntaxKind.TemplateHead ||
      node.kind === ts.SyntaxKind.TemplateMiddle ||
      node.kind === ts.SyntaxKind.TemplateTail;
    if (isText && CYRILLIC.test(node.getText(source.tree)))
      found.push(`${placeOf(source, node)} ${node.getText(source.tree).trim()}`);
  });
  return found;
}

test("pages, widgets and rooms carry no Russian or Kazakh string: texts come from the catalogues", () => {
  const worded = sources("app", "components", "lib").filter(
    ({ file }) => !isTest(file) && !FREE.some((free) => free.test(file)),
  );
  expect(worded.flatMap(textsIn)).toEqual([]);
});
