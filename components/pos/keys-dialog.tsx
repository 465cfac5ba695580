"use client";
import { useEffect } from "react";
import { KeysList } from "./lazy";

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** All keys of the till; `?` opens the list from anywhere. */
export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing = target instanceof HTMLElement && TYPING.has(target.tagName);
      const resting = target instanceof HTMLInputElement && target.dataset.rest !== undefined && target.value === "";
      if (event.key !== "?" || (typing && !resting) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      onOpenChange(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onOpenChange]);
  return open ? <KeysList onClose={() => onOpenChange(false)} /> : null;
}
