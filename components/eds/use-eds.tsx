"use client";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { NcaAddress, NcaAddresses } from "@/lib/eds/input";
import type { ShownRefusal } from "@/lib/http/state";
import { useLocale } from "@/lib/i18n/client";
import { EdsDialog, type EdsFailure, type EdsView } from "./eds-dialog";
import { askNca, localAccess } from "./nca-client";

export type EdsRequest = {
  /** What the person is about to do; the head of the dialog. */
  readonly title: string;
  /** What exactly is signed, by its name. */
  readonly what: string;
  /** Where that very file can be had. */
  readonly downloadHref?: string;
  /** Bytes to sign; a function is asked before each attempt, so that each gets a challenge of its own. */
  readonly dataBase64: string | (() => Promise<string>);
  readonly kind: "challenge" | "document";
  /**
   * The server's check of what was signed. While it is given, the dialog stays open for it, shows a refusal with its help and
   * offers another try; without it the dialog closes as soon as there is a signature.
   */
  readonly verify?: (cms: string) => Promise<ShownRefusal | null>;
};

export type EdsOutcome = { readonly cms: string } | { readonly cancelled: true };

type Session = { readonly request: EdsRequest; readonly resolve: (outcome: EdsOutcome) => void };

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
  const channel = useRef("");
  const only = addresses.length === 1 ? addresses[0] : undefined;

  const end = useCallback((outcome: EdsOutcome, closing: Session | null) => {
    attempt.current?.abort();
    attempt.current = null;
    setSession(null);
    closing?.resolve(outcome);
  }, []);

  const start = useCallback(
    async (address: NcaAddress, { request, resolve }: Session) => {
      attempt.current?.abort();
      const mine = new AbortController();
      attempt.current = mine;
      const show = (next: EdsView) => !mine.signal.aborted && setView(next);
      const fail = (failure: EdsFailure) => show({ step: "failed", address, failure });
      const since = Date.now();
      show({ step: "finding", address, since });
      const answer = await signOnce(request, address, {
        locale,
        channel: channel.current,
        signal: mine.signal,
        onData: (dataBase64) => show({ step: "finding", address, since, dataBase64 }),
        onFound: (dataBase64) => show({ step: "signing", address, since: Date.now(), dataBase64 }),
      });
      if (mine.signal.aborted) return;
      if (!("cms" in answer)) return fail(answer);
      if (request.verify) {
        show({ step: "checking", address, since: Date.now() });
        const refusal = await request.verify(answer.cms).catch((): ShownRefusal => ({ code: "internal" }));
        if (mine.signal.aborted) return;
        if (refusal) return fail({ kind: "refused", refusal });
      }
      resolve(answer);
      show({ step: "done", address });
      setTimeout(() => !mine.signal.aborted && setSession(null), request.verify ? DONE_MS : 0);
    },
    [locale],
  );

  const sign = useCallback(
    (request: EdsRequest) =>
      new Promise<EdsOutcome>((resolve) => {
        const opened: Session = { request, resolve };
        channel.current = randomWord();
        setView({ step: "which" });
        setSession((before) => {
          before?.resolve({ cancelled: true });
          return opened;
        });
        if (only) void start(only, opened);
      }),
    [only, start],
  );

  // A page that goes away takes its request along: the program must not wait for a person nobody listens to.
  useEffect(() => () => attempt.current?.abort(), []);

  /** Runs within the person's click, which is what lets a page open a window. */
  const showWindow = (address: NcaAddress) => {
    if (!address.windowUrl) return;
    const query = new URLSearchParams({ channel: channel.current, lang: locale });
    window.open(`${address.windowUrl}?${query}`, "tiyn-nca", WINDOW_LOOK)?.focus();
  };

  const dialog = session && (
    <EdsDialog
      title={session.request.title}
      what={session.request.what}
      downloadHref={session.request.downloadHref}
      kind={session.request.kind}
      addresses={addresses}
      view={view}
      onChoose={(address) => {
        showWindow(address);
        void start(address, session);
      }}
      onShowWindow={showWindow}
      onOther={only ? undefined : () => setView({ step: "which" })}
      onClose={() => end({ cancelled: true }, session)}
    />
  );
  return { sign, dialog };
}

type Attempt = {
  readonly locale: string;
  readonly channel: string;
  readonly signal: AbortSignal;
  readonly onData: (dataBase64: string) => void;
  readonly onFound: (dataBase64: string) => void;
};

/** One try: the bytes, the program, the signature. A failure names its kind. */
async function signOnce(
  request: EdsRequest,
  address: NcaAddress,
  attempt: Attempt,
): Promise<{ cms: string } | EdsFailure> {
  const { locale, signal, channel } = attempt;
  const dataBase64 =
    typeof request.dataBase64 === "string" ? request.dataBase64 : await request.dataBase64().catch(() => null);
  if (dataBase64 === null) return { kind: "refused", refusal: { code: "internal" } };
  attempt.onData(dataBase64);
  const isDemo = address.kind === "demo";
  const call = { dataBase64, kind: request.kind, locale, anyAuthority: isDemo };
  const url = isDemo ? `${address.url}?channel=${channel}` : address.url;
  const answer = await askNca(url, call, { signal, onFound: () => attempt.onFound(dataBase64) });
  if (answer.kind === "signed") return { cms: answer.cms };
  if (answer.kind !== "absent") return answer;
  const access = await localAccess();
  return { kind: access === "denied" || access === "prompt" ? access : "absent" };
}

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
