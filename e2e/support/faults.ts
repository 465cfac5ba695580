import type { Page } from "@playwright/test";
import { seriousFindings } from "./axe";

/** What a machine can see wrong with a page: it scrolls sideways, cuts words off, or shuts people out. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await page.evaluate(sidewaysAndCut)), ...(await seriousFindings(page))];
}

/** Runs in the page. */
function sidewaysAndCut(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1)
    found.push(`scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`);
  const nameOf = (element: Element): string => {
    const words = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.tagName.toLowerCase()} «${words}»`;
  };
  for (const element of document.querySelectorAll("main *, header *, nav *, dialog *")) {
    if (!(element instanceof HTMLElement) || element.closest("[aria-hidden=true], .sr-only, [hidden]")) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const style = getComputedStyle(element);
    const ownText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
    if (!ownText) continue;
    // Ellipsis is a decision; words that simply end at an edge are an accident.
    const hides = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
    if (hides && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${nameOf(element)}`);
    const inScroller = (() => {
      for (let at: Element | null = element.parentElement; at; at = at.parentElement)
        if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      return false;
    })();
    if (!inScroller && style.position !== "fixed" && box.right > root.clientWidth + 1 && style.visibility !== "hidden")
      found.push(`past the edge: ${nameOf(element)}`);
  }
  return [...new Set(found)].slice(0, 8);
}
