import { env } from "@/lib/config";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { receivedLetter } from "@/lib/mail";

/** Whatever a letter holds: no scripts, nothing fetched, links open apart. */
const POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** The HTML of a letter, alone in its frame. */
export const GET = route({
  realm: null,
  run: async (_ctx, _request, { id }) => {
    if (env().APP_MODE !== "demo") return err({ code: "not_found" });
    const letter = await receivedLetter(String(id));
    if (!letter?.html) return err({ code: "not_found" });
    const html = letter.html.replace(/<head>/i, '<head><base target="_blank">');
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": POLICY,
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      },
    });
  },
});
