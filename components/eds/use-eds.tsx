"use client";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { NcaAddress, NcaAddresses } from "@/lib/eds/input";
import type { ShownRefusal } from "@/lib/http/state";
import { useLocale } from "@/lib/i18n/client";
import { EdsDialog, type EdsFailure, type EdsView } from "./eds-dialog";
import { askNca, localAccess } from "./nca-client";
import type { EdsOutcome, EdsRequest } from "./request";

type Session = {
  readonly request: EdsRequest;
  readonly resolve: (outcome: EdsOutcome) => void;
  /** A word by which the demo's window finds this page's request. */
  readonly channel: string;
};

const DONE_MS = 700;
const WINDOW_LOOK = "popup,width=460,height=760";

/**
 * Signing with a person's key. `sign` opens the dialog and answers when there is an accepted signature or the person gave up;
 * it never throws. Render `dialog` once.
 */
export function useEds({ addresses }: { addresses: NcaAddresses }): {
  sign: (request: EdsRequest) => Promise<EdsOutcome>;
  dialog: ReactNode;
} {
  const locale = useLocale();
  const [session, setSession] = useState<Session | null>(null);
  const [view, setView] = useState<EdsView>({ step: "which" });
  const attempt = useRef<AbortController | null>(null);
  const rememberFocus = useReturningFocus(session !== null);
  const only = addresses.length === 1 ? addresses[0] : undefined;

  const start = useCallback(
    async (address: NcaAddress, { request, resolve, channel }: Session) => {
      attempt.current?.abort();
      const mine = new AbortController();
      attempt.current = mine;
      const show = (next: EdsView) => !mine.signal.aborted && setView(next);
      const outcome = await attemptOnce(request, address, { locale, channel, signal: mine.signal, show });
      if (!outcome || mine.signal.aborted) return;
      resolve(outcome);
      show({ step: "done", address });
      setTimeout(() => !mine.signal.aborted && setSession(null), request.verify ? DONE_MS : 0);
    },
    [locale],
  );

  const sign = useCallback(
    (request: EdsRequest) =>
      new Promise<EdsOutcome>((resolve) => {
        const opened: Session = { request, resolve, channel: randomWord() };
        rememberFocus();
        setView({ step: "which" });
        setSession((before) => {
          before?.resolve({ cancelled: true });
          return opened;
        });
        if (only) void start(only, opened);
      }),
    [only, start, rememberFocus],
  );

  // A page that goes away takes its request along: the program must not wait for a person nobody listens to.
  useEffect(() => () => attempt.current?.abort(), []);

  const dialog = session && (
    <EdsDialog
      request={session.request}
      addresses={addresses}
      view={view}
      onChoose={(address) => {
        openWindow(address, session.channel, locale);
        void start(address, session);
      }}
      onShowWindow={(address) => openWindow(address, session.channel, locale)}
      onOther={only ? undefined : () => setView({ step: "which" })}
      onClose={() => {
        attempt.current?.abort();
        setSession(null);
        session.resolve({ cancelled: true });
      }}
    />
  );
  return { sign, dialog };
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

type Attempt = {
  readonly locale: string;
  readonly channel: string;
  readonly signal: AbortSignal;
  readonly show: (view: EdsView) => void;
};

/** One try from the bytes to the server's word. Null when it failed or was given up; the dialog was shown why. */
async function attemptOnce(
  request: EdsRequest,
  address: NcaAddress,
  attempt: Attempt,
): Promise<{ cms: string } | null> {
  const fail = (failure: EdsFailure) => {
    attempt.show({ step: "failed", address, failure });
    return null;
  };
  const answer = await signOnce(request, address, attempt);
  if (attempt.signal.aborted) return null;
  if (!("cms" in answer)) return fail(answer);
  if (!request.verify) return answer;
  attempt.show({ step: "checking", address, since: Date.now() });
  const refusal = await request.verify(answer.cms).catch((): ShownRefusal => ({ code: "internal" }));
  return refusal ? fail({ kind: "refused", refusal }) : answer;
}

/** The bytes, the program, the signature. A failure names its kind. */
async function signOnce(
  request: EdsRequest,
  address: NcaAddress,
  { locale, signal, channel, show }: Attempt,
): Promise<{ cms: string } | EdsFailure> {
  const since = Date.now();
  show({ step: "finding", address, since });
  const dataBase64 =
    typeof request.dataBase64 === "string" ? request.dataBase64 : await request.dataBase64().catch(() => null);
  if (dataBase64 === null) return { kind: "refused", refusal: { code: "internal" } };
  show({ step: "finding", address, since, dataBase64 });
  const isDemo = address.kind === "demo";
  const call = { dataBase64, kind: request.kind, locale, anyAuthority: isDemo };
  const url = isDemo ? `${address.url}?channel=${channel}` : address.url;
  const onFound = () => show({ step: "signing", address, since: Date.now(), dataBase64 });
  const answer = await askNca(url, call, { signal, onFound });
  if (answer.kind === "signed") return { cms: answer.cms };
  if (answer.kind !== "absent") return answer;
  const access = await localAccess();
  return { kind: access === "denied" || access === "prompt" ? access : "absent" };
}

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
