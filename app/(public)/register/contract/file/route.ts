import { fileResponse } from "@/lib/files";
import { heldBrowserKey, route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { contractToSign } from "@/lib/orgs";

/** The very bytes that this browser is asked to sign, to read and to sign. */
export const GET = route({
  realm: null,
  run: async () => {
    const key = await heldBrowserKey();
    const file = key === null ? null : await contractToSign(key);
    return file ? fileResponse(file, { inline: true }) : err({ code: "not_found" });
  },
});
