"use client";
import { useEffect } from "react";
import { useT } from "@/lib/i18n/client";

/** Asks before the page is left, by a link of ours or by the browser, while `active`. */
export function useLeaveQuestion(active: boolean): void {
  const t = useT("ui");
  const question = t("form.leave");
  useEffect(() => {
    if (!active) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const stays = !link || link.getAttribute("target") === "_blank" || link.hasAttribute("download");
      if (stays || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [active, question]);
}
