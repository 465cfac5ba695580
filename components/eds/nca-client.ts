import { BEGINNING, hear, type NcaAnswer, type NcaCall, readMessage, type Talk, versionIn } from "./nca-talk";

export type NcaCallbacks = {
  /** It greeted and was asked: from now on the person acts in its window. */
  readonly onFound: () => void;
  readonly signal: AbortSignal;
};

/** A program that took the call greets at once; one that is silent for so long is stuck. */
const GREETING_MS = 10_000;

/** Asks NCALayer to sign. The person may take minutes, so after the greeting only `signal` ends the wait. Never throws. */
export function askNca(
  url: string,
  call: NcaCall,
  { onFound, signal }: NcaCallbacks,
  greetingMs = GREETING_MS,
): Promise<NcaAnswer> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: "cancelled" });
    let talk: Talk = BEGINNING;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const socket = new WebSocket(url);
    const finish = (answer: NcaAnswer) => {
      clearTimeout(silence);
      resolve(answer); // the first one counts
      socket.close();
    };
    const gone = () => finish({ kind: talk.at === "greeting" ? "absent" : "lost" });
    signal.addEventListener("abort", () => finish({ kind: "cancelled" }), { once: true });
    socket.onopen = () => {
      silence = setTimeout(() => finish({ kind: "silent" }), greetingMs);
    };
    socket.onerror = gone;
    socket.onclose = gone;
    socket.onmessage = ({ data }) => {
      const turn = hear(call, talk, data);
      if (!turn) return;
      if ("answer" in turn) return finish(turn.answer);
      if (talk.at === "greeting") {
        clearTimeout(silence);
        onFound();
      }
      talk = turn.talk;
      socket.send(turn.say);
    };
  });
}

/** Whether a program is there, and which version it says it is; null when nobody greets in time. */
export function greetNca(url: string, greetingMs = GREETING_MS): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const finish = (version: string | null) => {
      clearTimeout(silence);
      resolve(version);
      socket.close();
    };
    const silence = setTimeout(() => finish(null), greetingMs);
    socket.onerror = () => finish(null);
    socket.onclose = () => finish(null);
    socket.onmessage = ({ data }) => {
      const message = readMessage(data);
      const version = message && versionIn(message);
      if (version !== null) finish(version);
    };
  });
}
