import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { type BootContext, type ChildEnvironment, Refusal } from "./context";
import { withDatabase } from "./with-database";

const USAGE = "npm run admin:create -- --login name@company.kz --name 'Full name' [--operator] [--password-stdin]";

/** Why an account was not made, for the person at the terminal. */
const REFUSALS: Readonly<Record<string, string>> = {
  login: "The login must be an e-mail address.",
  name: "Give the name of the person.",
  "auth.login_taken": "This login exists already.",
  "auth.password_short": "The password is too short: at least 8 characters.",
  "auth.password_long": "The password is too long: at most 128 characters.",
  "auth.password_common": "This password is among those tried first: choose another.",
  "auth.password_is_login": "The password must not be the login.",
};

/** The command of `npm run admin:create`: makes an administrator, the first or one more; with --operator, one of the operator's staff. */
export async function main(boot: BootContext): Promise<number> {
  const wanted = await ask(boot.argv);
  return withDatabase(boot, async ({ env }) => {
    const answer = await create(join(boot.root, ".build", "account.mjs"), env, wanted);
    if (answer !== "created") throw new Refusal(REFUSALS[answer] ?? `The account was not made: ${answer}`);
    const [who, where] = wanted.kind === "admin" ? ["Administrator", "/sign-in"] : ["Operator's staff", "/ofd/sign-in"];
    boot.screen.say(`✓ ${who} ${wanted.login} may sign in at ${env.WEB_ORIGIN}${where}`);
    return 0;
  });
}

type Wanted = {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly kind: "admin" | "ofd_staff";
};

async function ask(argv: readonly string[]): Promise<Wanted> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...{ login: { type: "string" }, name: { type: "string" } },
      ...{ operator: { type: "boolean" }, "password-stdin": { type: "boolean" } },
    },
  });
  const kind = values.operator ? "ofd_staff" : "admin";
  if (values["password-stdin"]) {
    if (!values.login || !values.name) throw new Refusal(`Give login and name: ${USAGE}`);
    const [password = ""] = (await text(process.stdin)).split(/\r?\n/);
    return { login: values.login, name: values.name, password, kind };
  }
  if (!process.stdin.isTTY) throw new Refusal(`There is no terminal to ask at: ${USAGE}`);
  const login = values.login ?? (await prompt("E-mail: "));
  const name = values.name ?? (await prompt("Name: "));
  const password = await prompt("Password: ", true);
  if ((await prompt("Once more: ", true)) !== password) throw new Refusal("The two passwords differ.");
  return { login, name, password, kind };
}

/** Asks at the terminal; what is secret is not shown while typed. */
async function prompt(question: string, secret = false): Promise<string> {
  process.stdout.write(question);
  const quiet = new Writable({ write: (_, __, done) => done() });
  const lines = createInterface({ input: process.stdin, output: secret ? quiet : process.stdout, terminal: true });
  try {
    return (await lines.question("")).trim();
  } finally {
    lines.close();
    if (secret) process.stdout.write("\n");
  }
}

function create(file: string, env: ChildEnvironment, wanted: Wanted): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env, stdio: ["pipe", "inherit", "pipe", "ipc"] });
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    child.on("message", (message) => {
      if (typeof message === "object" && message !== null && "answer" in message) resolve(String(message.answer));
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Refusal(explain(said))));
    child.stdin?.end(JSON.stringify(wanted));
  });
}

const explain = (said: string): string =>
  /does not exist/.test(said)
    ? "The database has no tables of this release yet: start the service once (or run its migration step), then try again."
    : `The account was not made:\n${said.trim()}`;
