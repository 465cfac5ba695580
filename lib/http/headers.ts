import type { Env } from "@/lib/config";

type Settings = Pick<Env, "APP_MODE" | "WEB_ORIGIN" | "NCALAYER_URL" | "NCALAYER_DEMO_PORT">;

/** Where the page's scripts may connect: home, and the program that signs on the visitor's own machine. */
function connections(settings: Settings): string[] {
  const ncalayer = new URL(settings.NCALAYER_URL).origin;
  if (settings.APP_MODE !== "demo") return ["'self'", ncalayer];
  const standIn = `127.0.0.1:${settings.NCALAYER_DEMO_PORT}`;
  return ["'self'", ncalayer, `ws://${standIn}`, `http://${standIn}`];
}

/**
 * What a page may load and do. Scripts run only by the nonce of this very answer, and what such a script loads. Styles may stand in
 * attributes, which React and Radix write. A paper of ours may be shown within a page of ours, nothing else and nowhere else.
 */
export function contentSecurityPolicy(nonce: string, settings: Settings, development = false): string {
  const rules: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": connections(settings),
    "frame-src": ["'self'", "blob:"],
    "worker-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

const YEAR_S = 365 * 24 * 60 * 60;

/** Headers of every answer, pages or not. */
export function fixedHeaders(settings: Settings): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(settings.WEB_ORIGIN.startsWith("https:")
      ? { "strict-transport-security": `max-age=${YEAR_S}; includeSubDomains` }
      : {}),
  };
}
