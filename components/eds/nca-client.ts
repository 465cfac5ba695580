import { SIGNING_PURPOSE } from "@/lib/eds/input";

/** What came of asking NCALayer. Failures are answers too: nothing here throws. */
export type NcaAnswer =
  | { readonly kind: "signed"; readonly cms: string }
  | { readonly kind: "cancelled" }
  /** Nobody answered at the address, or the browser did not let us ask. */
  | { readonly kind: "absent" }
  /** It went away in the middle. */
  | { readonly kind: "lost" }
  | { readonly kind: "failed"; readonly code: string };

export type NcaCall = {
  readonly dataBase64: string;
  /** Documents are offered signing keys only; a challenge may be answered with any. */
  readonly kind: "challenge" | "document";
  readonly locale: string;
  /** Demo keys are under no national authority; the real program hides such keys unless told otherwise. */
  readonly anyAuthority: boolean;
};

export type NcaCallbacks = { readonly onFound: () => void; readonly signal: AbortSignal };

/** The one call we make, in the newer module's words: a detached signature over decoded bytes, no time stamp. */
const callOf = ({ dataBase64, kind, locale, anyAuthority }: NcaCall): string =>
  JSON.stringify({
    module: "kz.gov.pki.knca.basics",
    method: "sign",
    args: {
      allowedStorages: null,
      format: "cms",
      data: dataBase64,
      signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: null },
      signerParams: {
        extKeyUsageOids: kind === "document" ? [SIGNING_PURPOSE] : [],
        chain: anyAuthority ? [] : null,
      },
      locale,
    },
  });

/** Asks NCALayer for one signature. The person may take minutes, so only `signal` ends the wait. */
export function askNca(url: string, call: NcaCall, { onFound, signal }: NcaCallbacks): Promise<NcaAnswer> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: "cancelled" });
    let found = false;
    const socket = new WebSocket(url);
    const finish = (answer: NcaAnswer) => {
      resolve(answer); // the first one counts
      socket.close();
    };
    signal.addEventListener("abort", () => finish({ kind: "cancelled" }), { once: true });
    socket.onerror = () => finish({ kind: found ? "lost" : "absent" });
    socket.onclose = () => finish({ kind: found ? "lost" : "absent" });
    socket.onmessage = ({ data }) => {
      const message = read(data);
      if (!found && message?.result !== undefined) {
        found = true;
        onFound();
        socket.send(callOf(call));
        return;
      }
      const answer = message && answerOf(message);
      if (answer) finish(answer);
    };
  });
}

type Message = { result?: unknown; status?: unknown; body?: unknown; code?: unknown; errorCode?: unknown };

function read(data: unknown): Message | null {
  if (typeof data !== "string" || !data.startsWith("{")) return null; // heartbeats and the like
  try {
    return JSON.parse(data) as Message; // cast: every field is looked at before use
  } catch {
    return null;
  }
}

/** Success without a result is how NCALayer says that the person pressed Cancel. */
export function answerOf({ status, body, code, errorCode }: Message): NcaAnswer | null {
  if (status === true) {
    const result = body && typeof body === "object" && "result" in body ? body.result : undefined;
    const cms = Array.isArray(result) ? result[0] : result;
    return typeof cms === "string" && cms !== "" ? { kind: "signed", cms } : { kind: "cancelled" };
  }
  const failure = [code, errorCode].find((text) => typeof text === "string");
  return status === false || failure ? { kind: "failed", code: String(failure ?? "GENERAL_ERROR") } : null;
}

export type LocalAccess = "granted" | "denied" | "prompt" | "unknown";

/** Pages of this computer or of the local network may speak to it without being asked, whatever the permission says. */
export const isLocalPage = (host: string): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\]|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+)$/.test(host);

/** Whether this browser lets the page speak to programs on this computer; older and other browsers do not ask at all. */
export async function localAccess(): Promise<LocalAccess> {
  if (isLocalPage(window.location.hostname)) return "granted";
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      const { state } = await navigator.permissions.query({ name: name as PermissionName }); // cast: newer than the types
      return state;
    } catch {
      // this browser does not know the name: try the next
    }
  }
  return "unknown";
}
