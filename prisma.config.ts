// The command line would download its native schema engine even to generate the client; any existing file stops that.
// Migrations are applied by lib/db/migrate.ts through the WASM build of the same engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

import { defineConfig } from "prisma/config";

export default defineConfig({ schema: "prisma/schema", migrations: { path: "prisma/migrations" } });
