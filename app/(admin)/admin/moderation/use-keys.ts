"use client";
import { useEffect, useRef } from "react";

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export type DeskKey = "next" | "previous" | "up" | "down" | "matches" | "differs" | "reject" | "approve";

/** Russian and Kazakh keyboards give other letters for the same key, so keys are known by their place. */
const PLACES: Readonly<Record<string, DeskKey>> = {
  KeyJ: "next",
  KeyK: "previous",
  ArrowUp: "up",
  ArrowDown: "down",
  Space: "matches",
  KeyX: "differs",
  KeyR: "reject",
  KeyA: "approve",
};

/** Calls back for the keys of the desk, unless somebody types or holds a modifier. */
export function useKeys(handlers: Readonly<Record<DeskKey, () => void>>): void {
  const now = useRef(handlers);
  now.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const { target } = event;
      if (target instanceof HTMLElement && TYPING.has(target.tagName)) return;
      const key = PLACES[event.code];
      if (!key) return;
      // Space on a button presses it, as everywhere; only the marks follow the line that is in hand.
      const onControl = target instanceof HTMLElement && target.closest("button, a, summary") !== null;
      const onMark = target instanceof HTMLElement && target.dataset.mark !== undefined;
      if (key === "matches" && onControl && !onMark) return;
      event.preventDefault();
      now.current[key]();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
