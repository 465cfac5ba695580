import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export const ROOT = process.cwd();

export type Source = {
  /** Path from the root of the repository, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
};

function* filesUnder(relative: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, relative), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const file = `${relative}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== "generated" && entry.name !== "node_modules") yield* filesUnder(file);
    } else if (/\.(tsx?|mjs|cjs)$/.test(entry.name)) yield file;
  }
}

const exists = (relative: string): boolean => Boolean(statSync(join(ROOT, relative), { throwIfNoEntry: false }));

/** The source files of the given folders, parsed. Generated code is left out. */
export function sources(...folders: string[]): Source[] {
  return folders.filter(exists).flatMap((folder) =>
    [...filesUnder(folder)].map((file) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      return { file, text, tree: parse(file, text) };
    }),
  );
}

const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.ES2023,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

/** A source of a test's own making. */
export const planted = (file: string, text: string): Source => ({ file, text, tree: parse(file, text) });

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** Visits every node of a file. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `file:line`, as editors open it. */
export function placeOf({ file, tree }: Source, node: ts.Node): string {
  return `${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}
