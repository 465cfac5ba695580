import { env } from "./env";

export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFacts = Readonly<Record<string, string | number | boolean | bigint | null | undefined>>;

const ORDER: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

const plain = (value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

/**
 * Writes one JSON line: time, level, event, facts. Never put a token, PIN, password, signature or whole БИН/ИИН into the
 * facts: mask first.
 */
export function log(level: LogLevel, event: string, facts: LogFacts = {}): void {
  if (ORDER[level] < ORDER[env().LOG_LEVEL]) return;
  const line = JSON.stringify({ time: new Date().toISOString(), level, event, ...facts }, (_, value) => plain(value));
  (level === "error" ? process.stderr : process.stdout).write(`${line}\n`);
}

/** Describes what was thrown, for a log line: name, message and where, without its own data. */
export function errorFacts(thrown: unknown): LogFacts {
  if (!(thrown instanceof Error)) return { error: String(thrown) };
  return { error: thrown.name, message: thrown.message, stack: thrown.stack?.split("\n").slice(1, 6).join(" | ") };
}
