import { expect, test } from "vitest";
import { contentSecurityPolicy, fixedHeaders } from "./headers";

const demo = {
  APP_MODE: "demo",
  WEB_ORIGIN: "http://localhost:3000",
  NCALAYER_URL: "wss://127.0.0.1:13579/",
  NCALAYER_DEMO_PORT: 13_580,
} as const;
const rule = (policy: string, name: string) => policy.split("; ").find((part) => part.startsWith(`${name} `));

test("scripts run by the nonce alone: nothing inline, nothing made of text", () => {
  const policy = contentSecurityPolicy("abc", demo);
  expect(rule(policy, "script-src")).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).not.toContain("unsafe-eval");
  expect(rule(policy, "frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(rule(policy, "object-src")).toBe("object-src 'none'");
});

test("the stand-in for NCALayer is reachable in the demo alone", () => {
  expect(rule(contentSecurityPolicy("abc", demo), "connect-src")).toBe(
    "connect-src 'self' wss://127.0.0.1:13579 ws://127.0.0.1:13580 http://127.0.0.1:13580",
  );
  const production = { ...demo, APP_MODE: "production" } as const;
  expect(rule(contentSecurityPolicy("abc", production), "connect-src")).toBe(
    "connect-src 'self' wss://127.0.0.1:13579",
  );
});

test("TLS is insisted on where there is TLS", () => {
  expect(fixedHeaders(demo)["strict-transport-security"]).toBeUndefined();
  expect(fixedHeaders({ ...demo, WEB_ORIGIN: "https://tiyn.kz" })["strict-transport-security"]).toContain("31536000");
});
