import { fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { contractFile } from "@/lib/orgs";

/** The signed contract of whoever is signed in. */
export const GET = route({
  realm: "cabinet",
  can: "organization",
  run: async (ctx) => {
    const file = await contractFile(ctx.tenantId);
    return file ? fileResponse(file, { inline: true }) : err({ code: "not_found" });
  },
});
