import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** A Chromium to drive, and what it needs to be started with. */
export type Browser = {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly from: string;
};

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const DOWNLOAD_MS = 120_000;

/**
 * Finds a browser: the one named by PLAYWRIGHT_CHROMIUM, that of the system, Playwright's own, the one from the packages
 * (unpacked once into .build), and at last Playwright's download. Undefined when none of them can be had.
 */
export async function findBrowser(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Browser | undefined> {
  const named = environment.PLAYWRIGHT_CHROMIUM;
  if (named && !isExecutable(named)) throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which cannot be run`);
  const simple = named ? { path: named, from: "PLAYWRIGHT_CHROMIUM" } : (systemBrowser() ?? playwrightsOwn());
  if (simple) return { executablePath: simple.path, args: sandbox(), env: {}, from: simple.from };
  return unpacked(root) ?? downloaded(root);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium refuses its sandbox to root. */
const sandbox = (): string[] => (process.getuid?.() === 0 ? ["--no-sandbox"] : []);

function systemBrowser() {
  const path = SYSTEM.find(isExecutable);
  return path ? { path, from: "the system" } : undefined;
}

function playwrightsOwn() {
  const path = chromium.executablePath();
  return isExecutable(path) ? { path, from: "Playwright" } : undefined;
}

// Run apart: the package unpacks into the temporary folder of its process, and unpacks the libraries that a bare machine
// lacks only when told that it runs in such a place.
const UNPACK = `import("@sparticuz/chromium").then(({ default: it }) => it.executablePath()).then((path) => console.log(path))`;

function unpacked(root: string): Browser | undefined {
  const folder = join(root, ".build", "browser");
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  if (!existsSync(join(root, "node_modules", "@sparticuz", "chromium"))) return undefined;
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  execFileSync(process.execPath, ["--input-type=module", "-e", UNPACK], { cwd: root, env });
  const executablePath = join(folder, "chromium");
  const libraries = join(folder, "al2023", "lib");
  const lacking = /not found/.test(spawnSync("ldd", [executablePath], { encoding: "utf8" }).stdout ?? "");
  return {
    executablePath,
    args: sandbox(),
    env: {
      ...(lacking ? { LD_LIBRARY_PATH: libraries } : {}),
      ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
    from: "the package @sparticuz/chromium",
  };
}

function downloaded(root: string): Browser | undefined {
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  const answer = spawnSync(process.execPath, [cli, "install", "chromium"], { timeout: DOWNLOAD_MS, stdio: "ignore" });
  const own = answer.status === 0 ? playwrightsOwn() : undefined;
  return own && { executablePath: own.path, args: sandbox(), env: {}, from: "Playwright's download" };
}

/** What a person must do when there is none. */
export const NO_BROWSER =
  "No browser for the journeys: install Chromium or Chrome, or name one in PLAYWRIGHT_CHROMIUM=/path/to/chromium";
