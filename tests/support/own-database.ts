import { afterAll } from "vitest";
import { disconnect } from "@/lib/db";
import { freshDatabase } from "./db";

// Every test file works on its own copy of the migrated database: nothing it leaves behind reaches another file.
const database = await freshDatabase();
process.env.DATABASE_URL = database.url;

afterAll(async () => {
  await disconnect();
  await database.drop();
});
