import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { NextConfig } from "next";

/** A folder of `app` as the addresses it answers: groups vanish, parameters stand for anything. */
const addressOf = (folder: string): string =>
  folder
    .split(/[\\/]/)
    .filter((part) => part !== "" && !part.startsWith("("))
    .map((part) => (part.includes("...") ? "/.+" : part.startsWith("[") ? "/[^/]+" : `/${part}`))
    .join("");

/**
 * The addresses of route handlers. What they send carries a policy of its own, which Next would drop in favour of the page's
 * policy that proxy.ts sets; so proxy.ts has to know them apart.
 */
function routeHandlers(): string {
  const app = join(import.meta.dirname, "app");
  const files = existsSync(app) ? readdirSync(app, { recursive: true, encoding: "utf8" }) : [];
  const folders = files
    .filter((file) => /(^|[\\/])route\.ts$/.test(file))
    .map((file) => file.slice(0, -"route.ts".length));
  return `^(?:${folders.map(addressOf).sort().join("|")})$`;
}

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; a second check here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  env: { ROUTE_HANDLERS: routeHandlers() },
  experimental: {
    // A form may carry one file of 10 MB and its fields; what is longer never reaches an action.
    serverActions: { bodySizeLimit: "11mb" },
    proxyClientMaxBodySize: "11mb",
  },
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "x-content-type-options", value: "nosniff" }] },
  ],
  // A receipt's QR may lead to the bare host: its facts tell it apart from the landing.
  rewrites: async () => ({
    beforeFiles: [
      {
        source: "/",
        has: [
          { type: "query", key: "i" },
          { type: "query", key: "f" },
        ],
        destination: "/ofd/check",
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
  // Packages that read files of their own, or speak to the database: they stay in node_modules.
  serverExternalPackages: [
    "pdfkit",
    "fontkit",
    "docx",
    "sharp",
    "pg",
    "graphile-worker",
    "nodemailer",
    "protobufjs",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
};

export default config;
