import { fileResponse } from "@/lib/files";
import { checkerBytes } from "@/lib/fiscal";
import { route } from "@/lib/http";

/** The program that checks an exported journal, by itself. The same for everybody. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async () => fileResponse({ bytes: checkerBytes(), mediaType: "application/octet-stream", name: "check.mjs" }),
});
