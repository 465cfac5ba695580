import { z } from "zod";
import { Secret } from "./secret";

const port = z.coerce.number().int().min(0).max(65_535);
const secret = (minLength: number) =>
  z
    .string()
    .min(minLength)
    .transform((text) => new Secret(text));
const list = (otherwise: string) =>
  z
    .string()
    .default(otherwise)
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    );

/**
 * Every setting of the product, with its default. `.env.example` lists the same names (a test compares them).
 * Secrets have no default: the keeper makes them at first start of the demo, production must bring its own.
 */
export const envSchema = z.object({
  /** `demo` starts the demo authority, tax office and mailbox; `production` refuses each of them by name. */
  APP_MODE: z.enum(["demo", "production"]).default("demo"),
  /** Folder of the embedded database, of secrets made at first start and of the demo authority. */
  DATA_DIR: z.string().default("./.data"),
  /** One address is enough: connections take their role at start-up. */
  DATABASE_URL: z.string().url(),
  DATABASE_URL_OWNER: z.string().url().optional(),
  DATABASE_URL_APP: z.string().url().optional(),
  DATABASE_URL_SYSTEM: z.string().url().optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  /** Port of the embedded database, used only when DATABASE_URL is not given. */
  DATABASE_PORT: port.default(54_330),

  WEB_PORT: port.default(3000),
  /** Address on which the web process listens; 0.0.0.0 opens it to the network. */
  WEB_HOST: z.string().default("127.0.0.1"),
  /** The address people type: cookies, letters and links follow it. */
  WEB_ORIGIN: z.string().url().default("http://localhost:3000"),
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  WORKER_HEALTH_PORT: port.default(3010),
  SESSION_SECRET: secret(32),
  /** 32 bytes in base64: encrypts data operator tokens at rest. */
  ENCRYPTION_KEY: secret(44),
  PASSWORD_PEPPER: secret(32),
  /** A till that nobody touched for so long locks itself, where its cashier has a PIN. */
  TILL_LOCK_MINUTES: z.coerce.number().int().min(1).max(720).default(10),

  PRODUCT_CABINET_NAME: z.string().default("Тиын Касса"),
  PRODUCT_OPERATOR_NAME: z.string().default("Тиын ОФД"),
  SUPPORT_EMAIL: z.string().email().default("help@tiyn.example"),
  SUPPORT_PHONE: z.string().default("+7 727 000 00 00"),

  /** The company that runs the service, as contracts and invoices name it. The demo has an example; production must say. */
  PROVIDER_NAME: z.string().max(200).optional(),
  PROVIDER_BIN: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  PROVIDER_ADDRESS: z.string().max(300).optional(),
  PROVIDER_HEAD: z.string().max(200).optional(),
  PROVIDER_BANK: z.string().max(200).optional(),
  PROVIDER_BIK: z
    .string()
    .regex(/^[A-Z]{4}KZ[A-Z0-9]{2}$/)
    .optional(),
  PROVIDER_IIK: z
    .string()
    .regex(/^KZ\d{5}[A-Z0-9]{13}$/)
    .optional(),
  PROVIDER_KBE: z
    .string()
    .regex(/^\d{2}$/)
    .default("17"),

  SMTP_URL: z.string().url().default("smtp://127.0.0.1:2525"),
  MAIL_FROM: z.string().default("Тиын <no-reply@tiyn.example>"),
  /** Port of the development mailbox; demo only. */
  MAILBOX_SMTP_PORT: port.default(2525),

  /** Where registers send their documents. */
  OFD_HOST: z.string().default("127.0.0.1"),
  OFD_PORT: port.default(7777),
  OFD_CHECK_BASE: z.string().url().default("http://localhost:3000/ofd/check"),
  OFD_OPERATOR_TITLE: z.string().default("Тиын ОФД"),
  /** Address and port on which our own data operator listens. */
  OPERATOR_LISTEN_HOST: z.string().default("127.0.0.1"),
  OPERATOR_PORT: port.default(7777),
  OPERATOR_HEALTH_PORT: port.default(7778),
  /** One exchange with the data operator, connect and retries included; the protocol asks for at least 5 s, production refuses less. */
  TRANSMISSION_TOTAL_MS: z.coerce.number().int().min(500).max(30_000).default(5000),
  /** Pause between attempts of a register that is offline; the protocol asks for at least 60 s. */
  TRANSMISSION_PROBE_MS: z.coerce.number().int().min(100).max(600_000).default(60_000),
  /** Whether a resend names the time without a link; an operator that compares bodies wants it off. */
  TRANSMISSION_OFFLINE_ADDITIONS: z.enum(["on", "off"]).default("on"),

  /** Folder with trust anchors (PEM) and `pins.txt`; the demo authority is added in demo mode only. */
  EDS_ANCHORS_DIR: z.string().optional(),
  /** Hosts from which revocation lists may be fetched. */
  EDS_CRL_HOSTS: list("crl.pki.gov.kz,crl1.pki.gov.kz,crl.root.gov.kz,crl1.root.gov.kz"),
  /** Hosts that may be asked about single certificates. */
  EDS_OCSP_HOSTS: list("ocsp.pki.gov.kz"),
  /** Whether sign-in goes on when nobody can say whether the key is revoked. Documents are refused then in any case. */
  EDS_SIGN_IN_WHEN_UNKNOWN: z.enum(["refuse", "accept"]).default("refuse"),
  /** From this day (UTC) signatures by ГОСТ 34.310-2004 are refused: its last authority ended in June 2025. */
  EDS_GOST2004_UNTIL: z.iso.date().default("2025-06-25"),
  /** Address at which the visitor's browser reaches NCALayer. */
  NCALAYER_URL: z.string().url().default("wss://127.0.0.1:13579/"),
  /** Port of the demo stand-in for NCALayer; demo only. */
  NCALAYER_DEMO_PORT: port.default(13_580),

  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Names of points at which a process kills itself, for tests; production refuses any. */
  FAILPOINTS: list(""),
});

/** What the demo can make up and production cannot: who is paid and who signs. */
const PRODUCTION_NEEDS = [
  "PROVIDER_NAME",
  "PROVIDER_BIN",
  "PROVIDER_ADDRESS",
  "PROVIDER_HEAD",
  "PROVIDER_BANK",
  "PROVIDER_BIK",
  "PROVIDER_IIK",
] as const;

/** The shortest time that the protocol allows for one exchange; tests that kill processes cannot wait that long. */
const TOTAL_MS_MIN = 5000;

export type Env = z.output<typeof envSchema>;

/** Raised when a setting is absent or wrong: one line per setting, no values in it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads all settings at once; names every wrong one. Production also refuses what belongs to demo and tests. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`settings are wrong\n${lines.join("\n")}`);
  }
  const env = parsed.data;
  if (env.APP_MODE === "production" && env.FAILPOINTS.length > 0)
    throw new ConfigError(`FAILPOINTS: production refuses failpoints (${env.FAILPOINTS.join(", ")})`);
  if (env.APP_MODE === "production" && env.TRANSMISSION_TOTAL_MS < TOTAL_MS_MIN)
    throw new ConfigError(`TRANSMISSION_TOTAL_MS: the protocol asks for at least ${TOTAL_MS_MIN}`);
  const absent = env.APP_MODE === "production" ? PRODUCTION_NEEDS.filter((name) => env[name] === undefined) : [];
  if (absent.length > 0)
    throw new ConfigError(`settings are wrong\n${absent.map((name) => `${name}: required`).join("\n")}`);
  return env;
}

let cached: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
