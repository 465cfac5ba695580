"use client";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { NcaAddress, NcaAddresses } from "@/lib/eds/input";
import { useLocale } from "@/lib/i18n/client";
import { attemptOnce, type Way } from "./attempt";
import { EdsDialog, type EdsView } from "./eds-dialog";
import {
  type Asked,
  askedFor,
  askedForAll,
  type EdsBatch,
  type EdsBatchOutcome,
  type EdsOutcome,
  type EdsRequest,
} from "./request";

type Session = {
  readonly asked: Asked;
  readonly resolve: (signatures: readonly string[] | null) => void;
  /** A word by which the demo's window finds this page's request. */
  readonly channel: string;
};

export type Eds = {
  /** Answers when there is an accepted signature or the person gave up; never throws. */
  readonly sign: (request: EdsRequest) => Promise<EdsOutcome>;
  /** The same for several documents: one choice of a key, one password. */
  readonly signAll: (batch: EdsBatch) => Promise<EdsBatchOutcome>;
  /** Render it once. */
  readonly dialog: ReactNode;
};

const DONE_MS = 700;
const WINDOW_LOOK = "popup,width=460,height=760";

/** Signing with a person's key, through a dialog over the page. What stands on the page is never touched. */
export function useEds({ addresses }: { addresses: NcaAddresses }): Eds {
  const locale = useLocale();
  const [session, setSession] = useState<Session | null>(null);
  const [view, setView] = useState<EdsView>({ step: "which" });
  const [way, setWay] = useState<Way | null>(null);
  const attempt = useRef<AbortController | null>(null);
  const rememberFocus = useReturningFocus(session !== null);
  const only = addresses.length === 1 ? addresses[0] : undefined;

  const start = useCallback(
    async (chosen: Way, { asked, resolve, channel }: Session) => {
      attempt.current?.abort();
      const mine = new AbortController();
      attempt.current = mine;
      setWay(chosen);
      const show = (next: EdsView) => !mine.signal.aborted && setView(next);
      const signatures = await attemptOnce(asked, chosen, { locale, channel, signal: mine.signal, show });
      if (!signatures || mine.signal.aborted) return;
      resolve(signatures);
      show({ step: "done", address: chosen.address });
      setTimeout(() => !mine.signal.aborted && setSession(null), asked.verify ? DONE_MS : 0);
    },
    [locale],
  );

  const open = useCallback(
    (asked: Asked) =>
      new Promise<readonly string[] | null>((resolve) => {
        const opened: Session = { asked, resolve, channel: randomWord() };
        rememberFocus();
        setView({ step: "which" });
        setSession((before) => {
          before?.resolve(null);
          return opened;
        });
        if (only && !asked.storage) void start({ address: only, storage: null }, opened);
      }),
    [only, start, rememberFocus],
  );
  const sign = useCallback(
    async (request: EdsRequest): Promise<EdsOutcome> => {
      const [cms] = (await open(askedFor(request))) ?? [];
      return cms === undefined ? { cancelled: true } : { cms };
    },
    [open],
  );
  const signAll = useCallback(
    async (batch: EdsBatch): Promise<EdsBatchOutcome> => {
      const cms = await open(askedForAll(batch));
      return cms ? { cms } : { cancelled: true };
    },
    [open],
  );

  // A page that goes away takes its request along: the program must not wait for a person nobody listens to.
  useEffect(() => () => attempt.current?.abort(), []);

  const dialog = session && (
    <EdsDialog
      asked={session.asked}
      addresses={addresses}
      view={view}
      storage={way?.storage ?? null}
      onChoose={(chosen) => {
        openWindow(chosen.address, session.channel, locale);
        void start(chosen, session);
      }}
      onShowWindow={(address) => openWindow(address, session.channel, locale)}
      onOther={() => setView({ step: "which" })}
      onClose={() => {
        attempt.current?.abort();
        setSession(null);
        session.resolve(null);
      }}
    />
  );
  return { sign, signAll, dialog };
}

/** Opens the small window of the demo. Must run within the person's click, which is what lets a page open one. */
function openWindow(address: NcaAddress, channel: string, locale: string): void {
  if (!address.windowUrl) return;
  window
    .open(`${address.windowUrl}?${new URLSearchParams({ channel, lang: locale })}`, "tiyn-nca", WINDOW_LOOK)
    ?.focus();
}

/** Brings the keyboard back to where the person was: this dialog has no trigger of its own that would do it. */
function useReturningFocus(isOpen: boolean): () => void {
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!isOpen && opener.current instanceof HTMLElement) opener.current.focus();
  }, [isOpen]);
  return useCallback(() => {
    opener.current = document.activeElement;
  }, []);
}

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
