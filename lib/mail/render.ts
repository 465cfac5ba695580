import { env } from "@/lib/config";
import { type Locale, translator, type Values } from "@/lib/i18n";
import type { LetterTemplate } from "./templates";

export type RenderedLetter = { readonly subject: string; readonly text: string; readonly html: string };

const SUBJECT_LENGTH_MAX = 200;

/** One line: whatever a name or a reason brought along cannot begin another header. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, SUBJECT_LENGTH_MAX);

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const INK = "#18181b";
const QUIET = "#5f5f68";
const LINE = "#e4e4e7";
const ACCENT = "#0f766e";

type Parts = {
  readonly locale: Locale;
  readonly product: string;
  readonly heading: string;
  readonly body: string;
  readonly button: string;
  readonly note: string;
  readonly foot: string;
  readonly link: string;
};

const paragraphs = (text: string, style: string): string =>
  text
    .split(/\n+/)
    .filter(Boolean)
    .map((paragraph) => `<p style="margin:0 0 12px;${style}">${escapeHtml(paragraph)}</p>`)
    .join("");

/** One calm sheet for every letter: tables and inline styles, since mail programs know little else. */
function sheet({ locale, product, heading, body, button, note, foot, link }: Parts): string {
  const address = escapeHtml(link);
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(heading)}</title></head>
<body style="margin:0;background:#f6f6f7;color:${INK};font:16px/24px Inter,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td style="padding:0 4px 16px;font-weight:600;font-size:18px">${escapeHtml(product)}</td></tr>
<tr><td style="background:#ffffff;border:1px solid ${LINE};border-radius:8px;padding:28px 28px 20px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${escapeHtml(heading)}</h1>
${paragraphs(body, "")}
<p style="margin:20px 0"><a href="${address}" style="display:inline-block;background:${ACCENT};color:#ffffff;text-decoration:none;font-weight:500;border-radius:6px;padding:10px 20px">${escapeHtml(button)}</a></p>
${paragraphs(note, `color:${QUIET};font-size:14px;line-height:20px`)}
<p style="margin:0 0 12px;color:${QUIET};font-size:12px;line-height:16px;word-break:break-all">${address}</p>
</td></tr>
<tr><td style="padding:16px 4px;color:${QUIET};font-size:12px;line-height:16px">${escapeHtml(foot)}</td></tr>
</table></td></tr></table></body></html>`;
}

/** Writes a letter in the reader's language, as text and as HTML. Values are escaped; nothing in them becomes markup. */
export function renderLetter(
  template: LetterTemplate,
  locale: Locale,
  values: Values & { readonly link: string },
): RenderedLetter {
  const t = translator(locale, "letters");
  const settings = env();
  const given = { ...values, product: settings.PRODUCT_CABINET_NAME };
  const parts: Parts = {
    locale,
    product: settings.PRODUCT_CABINET_NAME,
    heading: t(`${template}.heading`, given),
    body: t(`${template}.body`, given),
    button: t(`${template}.button`, given),
    note: t(`${template}.note`, given),
    foot: t("foot", { ...given, email: settings.SUPPORT_EMAIL, phone: settings.SUPPORT_PHONE }),
    link: values.link,
  };
  const text = [parts.heading, parts.body, `${parts.button}:\n${parts.link}`, parts.note, `--\n${parts.foot}`];
  return {
    subject: oneLine(t(`${template}.subject`, given)),
    text: `${text.join("\n\n")}\n`,
    html: sheet(parts),
  };
}
