export const THEME_COOKIE = "theme";
export type Theme = "system" | "light" | "dark";

/** Runs before the first paint: what was chosen, else what the system prefers; follows the system while nothing is chosen. */
export const THEME_SCRIPT = `(()=>{const d=document.documentElement,m=matchMedia("(prefers-color-scheme: dark)"),c=()=>(document.cookie.match(/(?:^|; )${THEME_COOKIE}=(dark|light)/)||[])[1],a=()=>{const t=c();d.classList.toggle("dark",t?t==="dark":m.matches)};a();m.addEventListener("change",a)})()`;

/** What this visitor chose. */
export function chosenTheme(): Theme {
  const chosen = new RegExp(`(?:^|; )${THEME_COOKIE}=(dark|light)`).exec(document.cookie)?.[1];
  return chosen === "dark" || chosen === "light" ? chosen : "system";
}

/** Remembers the choice and shows it at once. */
export function chooseTheme(theme: Theme): void {
  const age = theme === "system" ? 0 : 365 * 24 * 60 * 60;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
  const dark = theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  document.documentElement.classList.toggle("dark", dark);
}
