import { randomBytes } from "node:crypto";
import { catalogues, LOCALES, type Locale, translator } from "@/lib/i18n";
import { FAULTS, NEW_KEYS } from "./desk";
import { DEMO_KEY_PASSWORD } from "./folder";
import { type Boot, windowScript } from "./window-script";
import { windowStyle } from "./window-style";

export type WindowPage = { readonly locale: Locale; readonly channel: string; readonly key: string };

const asText = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const LANGUAGE_NAMES: Record<Locale, string> = { ru: "РУС", kk: "ҚАЗ", en: "ENG" };

/** The small window as a page, with the policy under which its one script and style may run. */
export function windowPage({ locale, channel, key }: WindowPage): { html: string; policy: string } {
  const nonce = randomBytes(16).toString("base64");
  const texts = catalogues[locale].eds.window as Record<string, string>; // cast: this part of the texts is flat
  const write = translator(locale, "eds");
  const t = (name: string): string => asText(texts[name] ?? name);
  const boot: Boot = { channel, key, texts };
  const languages = LOCALES.map((other) =>
    other === locale
      ? `<span aria-current="true" lang="${other}">${LANGUAGE_NAMES[other]}</span>`
      : `<a lang="${other}" href="?lang=${other}&amp;channel=${channel}">${LANGUAGE_NAMES[other]}</a>`,
  ).join("");
  const field = (id: string, required = true, type = "text", value = "") =>
    `<label class="field" id="${id}Field"><span>${t(`${id}Label`)}</span><input id="${id}" type="${type}" maxlength="${
      id === "organization" ? 120 : 60
    }" value="${asText(value)}"${required ? " required" : ""} autocomplete="off"></label>`;
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t("title")}</title><link rel="icon" href="data:,"><style nonce="${nonce}">${windowStyle}</style></head>
<body data-state="idle">
<header><b>${t("title")}</b><nav aria-label="${t("language")}">${languages}</nav></header>
<main>
<p id="error" role="alert" hidden></p>
<section class="idle"><h1>${t("idleTitle")}</h1><p>${t("idleText")}</p></section>
<section class="done" role="status"><h1>${t("doneTitle")}</h1><p>${t("doneText")}</p></section>
<form id="sign">
<section class="asked"><h1>${t("askedTitle")}</h1><p><span class="muted">${t("site")}</span> <b id="origin"></b></p><ul id="items"></ul></section>
<fieldset><legend>${t("keys")}</legend><div id="keys"></div><p id="none" hidden>${t("none")}</p></fieldset>
<section class="asked"><label class="field"><span>${t("path")}</span><input id="path" readonly tabindex="-1"></label>
<label class="field"><span>${t("password")}</span><input id="password" type="password" autocomplete="off" required></label>
<p class="muted">${asText(write("window.passwordHint", { password: DEMO_KEY_PASSWORD }))}</p>
<div class="buttons"><button type="button" id="cancel">${t("cancel")}</button><button class="primary">${t("sign")}</button></div></section>
</form>
<details id="maker"><summary>${t("makeTitle")}</summary><form id="make">
<div class="kinds"><label><input type="radio" name="kind" id="kindCompany" checked> ${t("company")}</label>
<label><input type="radio" name="kind" id="kindEntrepreneur"> ${t("entrepreneur")}</label></div>
${field("organization", true, "text", texts.organizationExample ?? "")}
${field("surname", true, "text", texts.surnameExample ?? "")}${field("givenName", true, "text", texts.givenNameExample ?? "")}
<label class="field"><span>${t("algorithmLabel")}</span><select id="algorithm">${NEW_KEYS.map((kind) => `<option value="${kind}">${t(`algorithm_${kind}`)}</option>`).join("")}</select></label>
${field("patronymic", false)}${field("city", true, "text", texts.cityExample ?? "")}${field("email", false, "email")}
<p class="muted">${t("makeText")}</p><div class="buttons"><button id="makeButton">${t("make")}</button></div></form></details>
<details id="faults"><summary>${t("faultsTitle")}</summary><form id="fault"><label class="field"><span>${t("faultLabel")}</span>
<select id="faultKind">${FAULTS.map((fault) => `<option value="${fault}">${t(`fault_${fault}`)}</option>`).join("")}</select></label>
<p class="muted" id="faultTold" role="status">${t("faultsText")}</p><div class="buttons"><button id="faultButton">${t("faultTell")}</button></div></form></details>
</main>
<script nonce="${nonce}">const __name=(f)=>f;(${windowScript.toString()})(${JSON.stringify(boot).replace(/</g, "\\u003c")})</script>
</body></html>`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}
