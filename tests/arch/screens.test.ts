import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PASSED_THROUGH, SCREENS, type Things } from "../../e2e/support/pages";
import { ROOT } from "./source";

/** Addresses of all pages: folders in brackets of the first kind are not part of them. */
function pages(folder = "", address = ""): string[] {
  return readdirSync(join(ROOT, "app", folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return pages(`${folder}/${entry.name}`, entry.name.startsWith("(") ? address : `${address}/${entry.name}`);
    return entry.name === "page.tsx" ? [address || "/"] : [];
  });
}

const ID = "\u0000";
const things: Things = new Proxy({} as Things, { get: () => ID }); // cast: answers any name with one mark
const shown = new Set(SCREENS.map(({ path }) => path(things).split("?")[0]));

test("every page is walked by npm run screens", () => {
  const matches = (address: string): boolean => {
    const pattern = new RegExp(`^${address.replace(/\[[^\]]+\]/g, "[^/]+")}$`);
    return [...shown].some((path) => path !== undefined && pattern.test(path));
  };
  expect(pages().filter((address) => !PASSED_THROUGH.includes(address) && !matches(address))).toEqual([]);
});

test("no screen has the name of another", () => {
  const names = SCREENS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
