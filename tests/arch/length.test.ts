import ts from "typescript";
import { expect, test } from "vitest";
import reasons from "./long.json" with { type: "json" };
import { isTest, type Source, sources, walk } from "./source";

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 80;

// Tables, generated code, schema and messages are free: texts of papers here, tables by name in the list.
const all = sources("app", "components", "lib", "tests", "e2e").filter(({ file }) => !/\/texts\//.test(file));

const linesOf = (source: Source, node: ts.Node): number =>
  source.tree.getLineAndCharacterOfPosition(node.getEnd()).line -
  source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line +
  1;

function longFunctions(source: Source): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || linesOf(source, node) <= FUNCTION_LINES_MAX) return;
    const name =
      node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : "function");
    found.push(`${source.file}#${name}`);
  });
  return found;
}

test("files of more than 400 lines and functions of more than 80 have a reason in the list", () => {
  const long = [
    ...all.filter(({ text }) => text.trimEnd().split("\n").length > FILE_LINES_MAX).map(({ file }) => file),
    ...all.filter(({ file }) => !isTest(file)).flatMap(longFunctions),
  ];
  expect(long.filter((place) => !(place in reasons))).toEqual([]);
});

test("the list of reasons holds nothing that is short by now", () => {
  const long = new Set([
    ...all.filter(({ text }) => text.trimEnd().split("\n").length > FILE_LINES_MAX).map(({ file }) => file),
    ...all.flatMap(longFunctions),
  ]);
  expect(Object.keys(reasons).filter((place) => !long.has(place))).toEqual([]);
  expect(Object.values(reasons).filter((reason) => reason.trim().length < 10)).toEqual([]);
});
