"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Draws the page anew every so often while it is looked at. */
export function Refresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
