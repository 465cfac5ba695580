import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const APP = join(process.cwd(), "app");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** A way in from the street: a page, a handler's method or a server action. */
export type Door = {
  /** `cabinet/goods/page`, `cabinet/goods/export/route#GET`, `cabinet/goods/actions#saveGood`: no route groups. */
  readonly name: string;
  readonly kind: "page" | "route" | "action";
  /** Parameters of the address. */
  readonly params: readonly string[];
  readonly open: () => Promise<unknown>;
};

const nameOf = (file: string): string =>
  file
    .replace(/\.tsx?$/, "")
    .split(/[\\/]/)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join("/");

const paramsOf = (file: string): string[] => [...file.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = ""]) => name);

const load = async (file: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ pathToFileURL(join(APP, file)).href);

const isActions = (file: string): boolean => /^\s*["']use server["']/.test(readFileSync(join(APP, file), "utf8"));

/** Every door of the street, found by walking the tree. Files are loaded to see what they export. */
export async function allDoors(): Promise<readonly Door[]> {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const doors: Door[] = [];
  for (const file of files.sort()) {
    const [name, params] = [nameOf(file), paramsOf(file)];
    if (/(^|[\\/])page\.tsx$/.test(file))
      doors.push({ name, kind: "page", params, open: async () => (await load(file)).default });
    const kind = /(^|[\\/])route\.ts$/.test(file) ? "route" : isActions(file) ? "action" : null;
    if (kind === null) continue;
    const exported = Object.entries(await load(file)).filter(([, value]) => typeof value === "function");
    for (const [what, value] of exported)
      if (kind === "action" || METHODS.includes(what))
        doors.push({ name: `${name}#${what}`, kind, params, open: async () => value });
  }
  return doors;
}
