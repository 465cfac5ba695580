import ts from "typescript";
import { placeOf, type Source, walk } from "./source";

/** Where rules are decided: no clock, no chance, no timers of their own, and no word to the compiler that is not explained. */
export const isPure = (file: string): boolean => /^lib\/[^/]+\/(core|ops)\//.test(file);

const TIMERS = ["setTimeout", "setInterval", "setImmediate"];
const CHANCE = ["randomUUID", "randomBytes", "randomFillSync", "randomInt", "getRandomValues"];
const CLOCK = ["performance", "hrtime"];

/** What a file of a core or of ops must not hold, each with its place. */
export function impurities(source: Source): string[] {
  const found: string[] = [];
  const say = (node: ts.Node, what: string) => found.push(`${placeOf(source, node)} ${what}`);
  walk(source.tree, (node) => {
    const what = offence(source, node);
    if (what) say(node, what);
  });
  return found;
}

function offence(source: Source, node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "any";
  if (ts.isNonNullExpression(node)) return "non-null !";
  if (ts.isAsExpression(node) && !isConst(node) && !isExplained(source, node)) return "cast without // cast:";
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return "the machine's clock";
  if (ts.isPropertyAccessExpression(node)) {
    const whole = node.getText();
    if (whole === "Date.now") return "the machine's clock";
    if (whole === "Math.random") return "chance";
  }
  if (!ts.isIdentifier(node) || isOnlyAName(node)) return undefined;
  if (TIMERS.includes(node.text)) return "a timer";
  if (CHANCE.includes(node.text)) return "chance";
  return CLOCK.includes(node.text) ? "the machine's clock" : undefined;
}

const isConst = (node: ts.AsExpression): boolean => node.type.getText() === "const";

/** Names that do not reach the global: a member of something, a key, a declared field. */
const isOnlyAName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) &&
    node.parent.name === node &&
    node.parent.expression.getText() !== "crypto") ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
  ts.isPropertySignature(node.parent) ||
  ts.isMethodSignature(node.parent);

/** The reason stands on the line of the cast, on that of its statement's end, or on the line above. */
function isExplained({ tree, text }: Source, node: ts.AsExpression): boolean {
  const lines = text.split("\n");
  const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
  const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
  return lines.slice(Math.max(0, first - 1), last + 1).some((line) => /\bcast: \S/.test(line));
}
