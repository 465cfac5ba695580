import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { envSchema, parseEnv } from "@/lib/config";
import { ROOT } from "./source";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Read by docker-compose alone. */
const COMPOSE_ONLY = ["POSTGRES_PASSWORD"];

/** Settings of `.env.example` with the default each shows. */
const example = new Map(
  [...read(".env.example").matchAll(/^# ([A-Z][A-Z_0-9]+)=(.*)$/gm)].map(([, name = "", shown = ""]) => [name, shown]),
);

const required = {
  DATABASE_URL: "postgres://u@h/d",
  SESSION_SECRET: "s".repeat(32),
  ENCRYPTION_KEY: "k".repeat(44),
  PASSWORD_PEPPER: "p".repeat(32),
};

test(".env.example names every setting of the schema and no other", () => {
  expect([...example.keys()].filter((name) => !COMPOSE_ONLY.includes(name)).sort()).toEqual(
    Object.keys(envSchema.shape).sort(),
  );
});

test(".env.example shows the defaults that the schema has", () => {
  const defaults: Readonly<Record<string, unknown>> = parseEnv(required);
  const shown = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value ?? ""));
  const differing = [...example]
    .filter(([name]) => !(name in required) && !COMPOSE_ONLY.includes(name))
    .filter(([name, text]) => text !== shown(defaults[name]));
  expect(differing).toEqual([]);
});

test("production gives an exchange no less time than the protocol asks for", () => {
  const given = { ...required, APP_MODE: "production", TRANSMISSION_TOTAL_MS: "4999" };
  expect(() => parseEnv(given)).toThrow("TRANSMISSION_TOTAL_MS: the protocol asks for at least 5000");
  expect(parseEnv({ ...given, APP_MODE: "demo" }).TRANSMISSION_TOTAL_MS).toBe(4999);
});

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const compose = z.object({ services: z.record(z.string(), service) });

/** YAML merges one level deep: what a service says itself replaces what it took over. */
const services = compose.parse(parse(read("docker-compose.yml"), { merge: true })).services;
const ours = Object.entries(services).filter(([name]) => name !== "postgres");

test("docker-compose has the services of production and nothing of the demo", () => {
  expect(Object.keys(services).sort()).toEqual(["migrate", "operator", "postgres", "web", "worker"]);
  expect(ours.map(([, { environment }]) => environment.APP_MODE)).toEqual(ours.map(() => "production"));
});

test("docker-compose sets only settings that exist, from variables that .env.example shows", () => {
  const known = Object.keys(envSchema.shape);
  expect(
    ours.flatMap(([, { environment }]) => Object.keys(environment)).filter((name) => !known.includes(name)),
  ).toEqual([]);
  const variables = [...read("docker-compose.yml").matchAll(/\$\{([A-Z_]+)/g)].map(([, name = ""]) => name);
  expect(variables.filter((name) => !example.has(name))).toEqual([]);
});

test("docker-compose gives production all that it needs: with it the settings are accepted", () => {
  const given: Readonly<Record<string, string>> = {
    POSTGRES_PASSWORD: "secret",
    WEB_ORIGIN: "https://tiyn.kz",
    SESSION_SECRET: "s".repeat(32),
    ENCRYPTION_KEY: "k".repeat(44),
    PASSWORD_PEPPER: "p".repeat(32),
    PROVIDER_BIN: "180140000117",
    PROVIDER_BIK: "CASPKZKA",
    PROVIDER_IIK: "KZ41722C000000000001",
    SMTP_URL: "smtp://mail:25",
    OFD_CHECK_BASE: "https://tiyn.kz/ofd/check",
    TRUSTED_PROXIES: "1",
  };
  for (const [name, { environment }] of ours) {
    const filled = Object.entries(environment).map(([key, value]) => [
      key,
      String(value).replace(/\$\{([A-Z_]+)[^}]*\}/g, (_, variable: string) => given[variable] ?? "given"),
    ]);
    expect(() => parseEnv(Object.fromEntries(filled)), name).not.toThrow();
  }
});

test("ports of the services are those of their settings, and the operator is found by its name", () => {
  const { web, operator } = services;
  expect(web?.ports).toEqual([`${web?.environment.WEB_PORT}:${web?.environment.WEB_PORT}`]);
  expect(operator?.ports).toEqual([`${operator?.environment.OPERATOR_PORT}:${operator?.environment.OPERATOR_PORT}`]);
  for (const [, { environment }] of ours)
    expect([environment.OFD_HOST, environment.OFD_PORT]).toEqual(["operator", operator?.environment.OPERATOR_PORT]);
});

test("each service runs a process that the build makes, after the migrations", () => {
  const built = [...read("lib/supervisor/boot.mjs").matchAll(/^ {2}(\w+): "([^"]+\.ts)",$/gm)];
  for (const [name, { command, depends_on }] of ours) {
    const bundle = /^\.build\/(\w+)\.mjs$/.exec(command?.[1] ?? "")?.[1];
    const entry = built.find(([, entryName]) => entryName === bundle)?.[2];
    expect(existsSync(join(ROOT, entry ?? "absent")), name).toBe(true);
    if (name !== "migrate") expect(depends_on?.migrate?.condition, name).toBe("service_completed_successfully");
  }
});

test("the image runs on a Node version that the project accepts", () => {
  const versions = [...read("Dockerfile").matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => Number(major));
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.every((major) => major >= 24)).toBe(true);
});
