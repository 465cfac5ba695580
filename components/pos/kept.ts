"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type DraftOwner, forgetKept, loadKept, saveKept, sentKeys } from "./draft";

/**
 * State that survives a reload and not its leaving: whoever goes elsewhere has put it down, unless a document is out that may turn
 * out never to have been made. `of` names what it is about; state about something else is not taken up.
 */
export function useKept<T>(
  owner: DraftOwner,
  of: string,
  first: T,
  read: (stored: unknown) => T | null,
): readonly [T, (next: T) => void] {
  const [value, setValue] = useState(first);
  const reader = useRef(read);
  useEffect(() => {
    const kept = reader.current(loadKept(owner, of));
    if (kept) setValue(kept);
    return () => {
      if (sentKeys(owner).length === 0) forgetKept(owner);
    };
  }, [owner, of]);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      saveKept(owner, of, next);
    },
    [owner, of],
  );
  return [value, keep];
}
