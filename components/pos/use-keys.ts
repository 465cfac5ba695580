"use client";
import { useEffect, useRef } from "react";
import { hear, SILENCE } from "./burst";

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** A key as the till names it, in small letters: `f8`, `ctrl+enter`, `escape`, `/`. A shifted layout's minus is a minus. */
const nameOf = (event: KeyboardEvent): string => {
  const key = event.key === "\u2212" ? "-" : event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : key;
};

/** Keys that mean the same wherever the focus is. */
const everywhere = (key: string) => /^f\d+$/.test(key) || key.startsWith("ctrl+") || key === "escape";

export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/**
 * Listens to the keyboard for one screen of the till. Function keys, Ctrl and Esc work everywhere; letters and signs only
 * where nothing is being typed, which includes the empty search, for there the focus rests.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const { target } = event;
      const inField = target instanceof HTMLElement && TYPING.has(target.tagName);
      const resting = target instanceof HTMLInputElement && target.dataset.rest !== undefined && target.value === "";
      const key = nameOf(event);
      if (inField && !resting && !everywhere(key)) return;
      const onControl = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
      if (onControl && (key === "enter" || key === " ")) return;
      const act = current.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Hears a barcode scanner: a fast burst of keys that ends with Enter, wherever the focus is. */
export function useScanner(onScan: (code: string) => void): void {
  const listener = useRef(onScan);
  listener.current = onScan;
  useEffect(() => {
    let heard = SILENCE;
    let typed = "";
    const onKey = (event: KeyboardEvent) => {
      const { key, code, shiftKey: shift, ctrlKey: ctrl, timeStamp: at } = event;
      const after = hear(heard, { key, code, shift, ctrl, at });
      const { scanned } = after;
      if (after.heard.text.length <= 1) typed = "";
      if (key.length === 1 && !ctrl) typed += key;
      heard = after.heard;
      if (scanned === null) return;
      event.preventDefault();
      event.stopPropagation();
      const { target } = event;
      if (target instanceof HTMLInputElement && target.value.endsWith(typed)) clearTyped(target, typed);
      // A question on the screen is answered first.
      if (!document.querySelector("dialog[open]")) listener.current(scanned);
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);
}

/** Takes the scanned code out of the field it fell into, as if it had been typed away. */
function clearTyped(field: HTMLInputElement, code: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(field, field.value.slice(0, field.value.length - code.length));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
