"use client";
import { BROKEN_TEXTS } from "@/lib/i18n/client";

/** The root layout itself broke: no texts of the request and no styles are at hand. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang={BROKEN_TEXTS[0].locale}>
      <body style={{ fontFamily: "system-ui, sans-serif", margin: "15vh auto", maxWidth: "32rem", padding: "0 1rem" }}>
        {BROKEN_TEXTS.map(({ locale, text }) => (
          <p key={locale} lang={locale}>
            {text}
          </p>
        ))}
        <p>{error.digest}</p>
      </body>
    </html>
  );
}
