import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import systemModules from "@/lib/db/system-modules.json" with { type: "json" };
import { isTest, placeOf, ROOT, type Source, sources, walk } from "./source";

const production = sources("app", "components", "lib").filter(({ file }) => !isTest(file));
const called = (node: ts.Node): string | undefined =>
  ts.isCallExpression(node) ? node.expression.getText() : undefined;

/** Places where a node of a file meets a claim. */
function placesOf(source: Source, claim: (node: ts.Node) => boolean): string[] {
  const places: string[] = [];
  walk(source.tree, (node) => {
    if (claim(node)) places.push(placeOf(source, node));
  });
  return places;
}

test("exactly the listed modules act as the system role", () => {
  const actsAsSystem = (node: ts.Node): boolean =>
    called(node) === "withSystem" ||
    (called(node) === "call" && ts.isCallExpression(node) && node.arguments[0]?.getText() === '"system"');
  const callers = production
    .filter(({ file }) => !file.startsWith("lib/db/"))
    .filter((source) => placesOf(source, actsAsSystem).length > 0)
    .map(({ file }) => file);
  expect(Object.keys(systemModules).sort()).toEqual(callers.sort());
  expect(Object.entries(systemModules).filter(([, why]) => String(why).trim().length < 10)).toEqual([]);
});

test("rooms with invariants say them in a README of at most 60 lines", () => {
  const withInvariants = ["fiscal", "operator", "cpcr", "eds", "billing", "registers", "auth", "db"];
  const readmes = withInvariants.map((room) => `lib/${room}/README.md`);
  expect(readmes.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  const lengthOf = (file: string) => readFileSync(join(ROOT, file), "utf8").trimEnd().split("\n").length;
  expect(readmes.filter((file) => lengthOf(file) > 60)).toEqual([]);
});

test("only the settings read the environment", () => {
  const readers = production
    .filter(({ file }) => !file.startsWith("lib/config/") && file !== "lib/supervisor/boot.mjs")
    .flatMap((source) =>
      placesOf(source, (node) => ts.isPropertyAccessExpression(node) && node.getText() === "process.env"),
    );
  expect(readers).toEqual([]);
});

test("nobody fetches or opens a WebSocket outside the adapters", () => {
  const adapter = /^lib\/(fiscal\/ofd|operator\/server|eds\/revocation|eds\/demo|mail|supervisor|worker)\//;
  const inBrowser = /^components\/eds\//;
  const found = production
    .filter(({ file }) => !adapter.test(file))
    .flatMap((source) => [
      ...placesOf(source, (node) => called(node) === "fetch"),
      ...(inBrowser.test(source.file)
        ? []
        : placesOf(source, (node) => ts.isNewExpression(node) && node.expression.getText() === "WebSocket")),
    ]);
  expect(found).toEqual([]);
});

const models = readdirSync(join(ROOT, "prisma", "schema")).flatMap((file) =>
  [...readFileSync(join(ROOT, "prisma", "schema", file), "utf8").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(
    ([, name = "", body = ""]) => ({
      name: name[0]?.toLowerCase() + name.slice(1),
      schema: /@@schema\("(\w+)"\)/.exec(body)?.[1] ?? "",
    }),
  ),
);
const VERBS = /^(find|create|update|upsert|delete|count|aggregate|groupBy)/;

/** `tx.model.findMany(…)` and its like: the model that a call of the database client touches. */
function modelTouched(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  if (!VERBS.test(name.text) || !ts.isPropertyAccessExpression(expression)) return undefined;
  const model = expression.name.text;
  return models.some((known) => known.name === model) ? model : undefined;
}

test("the schema of every model is named", () => {
  expect(models.length).toBeGreaterThan(3);
  expect(models.filter(({ schema }) => !["common", "cabinet", "operator"].includes(schema))).toEqual([]);
});

test("models are touched in stores and queries alone", () => {
  const outside = production.filter(({ file }) => !/^lib\/(db|[^/]+\/(store|queries))\//.test(file));
  expect(outside.flatMap((source) => placesOf(source, (node) => modelTouched(node) !== undefined))).toEqual([]);
});

test("the operator touches its own models and the common ones through their rooms; nobody else touches its", () => {
  const ofOperator = new Set(models.filter(({ schema }) => schema === "operator").map(({ name }) => name));
  const wrong = production.flatMap((source) => {
    const mayTouch = source.file.startsWith("lib/operator/");
    return placesOf(source, (node) => {
      const model = modelTouched(node);
      return model !== undefined && ofOperator.has(model) !== mayTouch;
    });
  });
  expect(wrong).toEqual([]);
});

test("SQL of one product names no table of the other", () => {
  const offences = production
    .filter(({ file }) => !/^lib\/(db|supervisor)\//.test(file))
    .flatMap((source) => {
      const foreign = source.file.startsWith("lib/operator/")
        ? /\bcabinet\.[a-z_]+/
        : /\boperator\.[a-z_]+\s*\(|\b(FROM|INTO|UPDATE|JOIN) operator\./;
      return placesOf(
        source,
        (node) =>
          (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) &&
          !ts.isImportDeclaration(node.parent) &&
          foreign.test(node.getText()),
      );
    });
  expect(offences).toEqual([]);
});
