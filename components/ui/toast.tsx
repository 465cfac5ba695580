"use client";
import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useT } from "@/lib/i18n/client";
import { ToneIcon } from "./alert";
import type { Tone } from "./badge";
import { IconButton } from "./button";

type Toast = {
  readonly tone?: Tone;
  readonly title: string;
  readonly text?: string | undefined;
  readonly action?: ReactNode;
};
type Shown = Toast & { readonly id: number };

const STAYS_MS = 6000;
const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Says something in the corner. It leaves by itself after six seconds, unless it is a danger. */
export const useToast = (): ((toast: Toast) => void) => useContext(ToastContext);

function ToastCard({ toast, onClose }: { toast: Shown; onClose: (id: number) => void }) {
  const t = useT("ui");
  const danger = toast.tone === "danger";
  useEffect(() => {
    if (danger) return;
    const timer = setTimeout(() => onClose(toast.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [danger, toast.id, onClose]);
  return (
    <div
      role={danger ? "alert" : "status"}
      className="pointer-events-auto flex w-full items-start gap-3 rounded-lg border bg-popover px-4 py-3 text-body shadow-overlay md:w-[380px]"
    >
      <ToneIcon tone={toast.tone ?? "success"} className="mt-0.5 size-5" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{toast.title}</p>
        {toast.text && <p className="text-muted-foreground">{toast.text}</p>}
        {toast.action && <div className="mt-2">{toast.action}</div>}
      </div>
      <IconButton label={t("close")} size="iconSm" className="-mt-1 -mr-2" onClick={() => onClose(toast.id)}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Keeps the toasts of a page; stands once, in the root layout. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback(
    (toast: Toast) => setShown((all) => [...all.slice(-3), { ...toast, id: (all.at(-1)?.id ?? 0) + 1 }]),
    [],
  );
  const list = useMemo(
    () => shown.map((toast) => <ToastCard key={toast.id} toast={toast} onClose={close} />),
    [shown, close],
  );
  return (
    <ToastContext value={say}>
      {children}
      <div className="no-print pointer-events-none fixed right-4 bottom-4 z-[60] flex flex-col gap-3 max-md:inset-x-4">
        {list}
      </div>
    </ToastContext>
  );
}
