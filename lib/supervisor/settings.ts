import { resolve } from "node:path";
import { ConfigError, type Env, parseEnv } from "@/lib/config";
import { type ChildEnvironment, type Environment, Refusal } from "./context";
import type { PortSetting } from "./ports";
import { type KeptSecrets, keptSecrets } from "./secrets";

export type Settings = {
  readonly env: Env;
  readonly dataDir: string;
  readonly secrets: KeptSecrets;
  /** The caller's own PostgreSQL, or undefined for the embedded one. */
  readonly givenDatabase: string | undefined;
  /** What was really given, empty strings left out. */
  readonly given: Environment;
};

/** Stands where the embedded server's address will be: settings are checked before anything is started. */
const NOT_YET = "postgres://embedded.invalid/tiyn";

/** Reads and checks all settings. Demo fills in the secrets of the data folder; production must bring its own. */
export function readSettings(root: string, environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const dataDir = resolve(root, given.DATA_DIR ?? ".data");
  const secrets = keptSecrets(dataDir);
  const { DATABASE_PASSWORD: _, ...ofApplication } = secrets;
  const filled = { ...(given.APP_MODE === "production" ? {} : ofApplication), DATABASE_URL: NOT_YET, ...given };
  try {
    return { env: parseEnv(filled), dataDir, secrets, givenDatabase: given.DATABASE_URL, given };
  } catch (thrown) {
    if (thrown instanceof ConfigError) throw new Refusal(thrown.message);
    throw thrown;
  }
}

/** The ports this mode needs, by the settings that choose them. */
export function portsOf(env: Env): PortSetting[] {
  const host = "127.0.0.1";
  const always = [
    { setting: "WEB_PORT", port: env.WEB_PORT, host: env.WEB_HOST },
    { setting: "WORKER_HEALTH_PORT", port: env.WORKER_HEALTH_PORT, host },
    { setting: "OPERATOR_PORT", port: env.OPERATOR_PORT, host: env.OPERATOR_LISTEN_HOST },
    { setting: "OPERATOR_HEALTH_PORT", port: env.OPERATOR_HEALTH_PORT, host },
  ];
  if (env.APP_MODE === "production") return always;
  return [
    ...always,
    { setting: "MAILBOX_SMTP_PORT", port: env.MAILBOX_SMTP_PORT, host },
    { setting: "NCALAYER_DEMO_PORT", port: env.NCALAYER_DEMO_PORT, host },
  ];
}

/** The environment of the parts: what was given, the settled ports, and what follows from them unless it was given. */
export function partEnvironment(
  settings: Settings,
  ports: ReadonlyMap<string, number>,
  databaseUrl: string,
): ChildEnvironment {
  const { env, secrets, given, dataDir } = settings;
  const port = (setting: string) => String(ports.get(setting) ?? "");
  const origin = given.WEB_ORIGIN ?? `http://localhost:${port("WEB_PORT")}`;
  const demo = env.APP_MODE === "demo";
  const derived: Environment = {
    ...(demo ? { SESSION_SECRET: secrets.SESSION_SECRET, ENCRYPTION_KEY: secrets.ENCRYPTION_KEY } : {}),
    ...(demo
      ? { PASSWORD_PEPPER: secrets.PASSWORD_PEPPER, SMTP_URL: `smtp://127.0.0.1:${port("MAILBOX_SMTP_PORT")}` }
      : {}),
    WEB_ORIGIN: origin,
    NEXTAUTH_URL: origin,
    OFD_PORT: port("OPERATOR_PORT"),
    OFD_CHECK_BASE: `${origin}/ofd/check`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const all = { ...derived, ...given, ...Object.fromEntries([...ports].map(([name, n]) => [name, String(n)])) };
  const fixed = { ...all, APP_MODE: env.APP_MODE, DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
  const present = Object.entries(fixed).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...Object.fromEntries(present), NODE_ENV: "production" };
}
