import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; a second check here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // A form may carry one file of 10 MB and its fields; what is longer never reaches an action.
    serverActions: { bodySizeLimit: "11mb" },
    proxyClientMaxBodySize: "11mb",
  },
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "x-content-type-options", value: "nosniff" }] },
  ],
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
