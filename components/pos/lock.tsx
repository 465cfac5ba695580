"use client";
import { KeyRound, Lock } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { useTill } from "./till-context";
import { useKeys } from "./use-keys";

// Tabs of one browser share a session: they tell each other when somebody is there, and that it was locked.
const SEEN = "till:seen";
const LOCKED = "till:locked";
const TELL_EVERY_MS = 5000;
const MINUTE_MS = 60_000;

function tell(name: string): void {
  try {
    localStorage.setItem(name, String(Date.now()));
  } catch {
    // Without storage each tab watches for itself.
  }
}

function told(name: string): number {
  try {
    return Number(localStorage.getItem(name) ?? 0);
  } catch {
    return 0;
  }
}

/** Locks the till and shows its lock; without a PIN it leads to choosing one. What was typed stays in this browser. */
function useLock(): () => Promise<boolean> {
  const { actions } = useTill();
  const router = useRouter();
  const path = usePathname();
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(async () => {
    const answer = await actions
      .lock(IDLE, {})
      .catch(() => ({ status: "refused", error: { code: "unreachable" } }) as const);
    const why = answer.status === "refused" ? answer.error.code : null;
    if (why === "auth.pin_missing") router.push("/pos/pin");
    else if (answer.status === "done" || why === "auth.locked") {
      tell(LOCKED);
      router.replace(`/pos/lock?next=${encodeURIComponent(path)}`);
    } else if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
    return why === null;
  }, [actions, router, path, toast, errorText]);
}

/** Locks a till that was left alone, and on F6 at once. Without a PIN nothing locks by itself. */
export function LockWatch({ hasPin, idleMinutes }: { hasPin: boolean; idleMinutes: number }) {
  const lock = useLock();
  const router = useRouter();
  const path = usePathname();
  const now = useRef({ lock, path });
  now.current = { lock, path };
  useKeys({ f6: () => void lock() });
  useEffect(() => {
    if (!hasPin) return;
    let seen = Date.now();
    let locking = false;
    const onSign = () => {
      if (Date.now() - seen > TELL_EVERY_MS) tell(SEEN);
      seen = Date.now();
    };
    const look = async () => {
      const idle = Date.now() - Math.max(seen, told(SEEN)) >= idleMinutes * MINUTE_MS;
      if (!idle || locking) return;
      locking = true;
      await now.current.lock();
      locking = false;
    };
    const onTold = (event: StorageEvent) => {
      if (event.key === LOCKED) router.replace(`/pos/lock?next=${encodeURIComponent(now.current.path)}`);
    };
    const timer = setInterval(look, TELL_EVERY_MS);
    const signs = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
    for (const sign of signs) document.addEventListener(sign, onSign, { passive: true, capture: true });
    window.addEventListener("storage", onTold);
    return () => {
      clearInterval(timer);
      for (const sign of signs) document.removeEventListener(sign, onSign, { capture: true });
      window.removeEventListener("storage", onTold);
    };
  }, [hasPin, idleMinutes, router]);
  return null;
}

/** The lock on top of the till. */
export function LockButton() {
  const t = useT("pos");
  const lock = useLock();
  return (
    <IconButton label={t("nav.lock")} title={`${t("nav.lock")}: F6`} onClick={() => void lock()}>
      <Lock className="size-4" aria-hidden="true" />
    </IconButton>
  );
}

/** The same in the menu, and the way to another PIN. */
export function LockItems({ className }: { className: string }) {
  const t = useT("pos");
  const lock = useLock();
  return (
    <>
      <button type="button" data-closes="" onClick={() => void lock()} className={className}>
        <Lock className="size-4" aria-hidden="true" />
        {t("nav.lock")}
        <Kbd className="ml-auto">F6</Kbd>
      </button>
      <Link href="/pos/pin" className={className}>
        <KeyRound className="size-4" aria-hidden="true" />
        {t("nav.pin")}
      </Link>
    </>
  );
}
