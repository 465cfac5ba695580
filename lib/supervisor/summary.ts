import type { Env } from "@/lib/config";
import type { DemoAccount } from "./demo-accounts";

type Values = Readonly<Record<string, string>>;

function addresses(env: Env, values: Values): Record<string, string> {
  const origin = values.WEB_ORIGIN ?? "";
  const always = {
    Web: origin,
    Till: `${origin}/pos`,
    "Data operator portal": `${origin}/ofd`,
    "Data operator TCP": `${env.OPERATOR_LISTEN_HOST}:${values.OPERATOR_PORT}`,
  };
  if (env.APP_MODE === "production") return always;
  return {
    ...always,
    "Tax office (demo)": `${origin}/demo/tax-office`,
    "Mailbox (demo)": `${origin}/demo/mailbox`,
    "NCALayer stand-in": `ws://127.0.0.1:${values.NCALAYER_DEMO_PORT}`,
  };
}

function lines(env: Env, values: Values, accounts: readonly DemoAccount[]): string[] {
  const rows = Object.entries(addresses(env, values));
  const width = Math.max(
    ...[...rows.map(([name]) => name), ...accounts.map(({ who }) => who)].map(({ length }) => length),
  );
  return [
    "",
    ...rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
    ...(accounts.length > 0 ? ["", "  Demo accounts"] : []),
    ...accounts.map(({ who, login, password }) => `  ${who.padEnd(width)}  ${login}  ${password}`),
  ];
}

/** What the screen shows at the end of the start. */
export const summary = { addresses, lines };
