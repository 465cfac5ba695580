import type { KeyStorage, NcaAddress } from "@/lib/eds/input";
import type { ShownRefusal } from "@/lib/http/state";
import type { EdsFailure, EdsView } from "./eds-dialog";
import { localAccess } from "./local-access";
import { askNca } from "./nca-client";
import type { Asked } from "./request";

/** Where the key is looked for. */
export type Way = { readonly address: NcaAddress; readonly storage: KeyStorage | null };

export type Attempt = {
  readonly locale: string;
  /** A word by which the demo's window finds this page's request. */
  readonly channel: string;
  readonly signal: AbortSignal;
  readonly show: (view: EdsView) => void;
};

/** One try from the bytes to the server's word. Null when it failed or was given up; the dialog was shown why. */
export async function attemptOnce(asked: Asked, way: Way, attempt: Attempt): Promise<readonly string[] | null> {
  const { address } = way;
  const fail = (failure: EdsFailure) => {
    attempt.show({ step: "failed", address, failure });
    return null;
  };
  const answer = await signOnce(asked, way, attempt);
  if (attempt.signal.aborted) return null;
  if (!("cms" in answer)) return fail(answer);
  if (!asked.verify) return answer.cms;
  attempt.show({ step: "checking", address, since: Date.now() });
  const refusal = await asked.verify(answer.cms).catch((): ShownRefusal => ({ code: "internal" }));
  return refusal ? fail({ kind: "refused", refusal }) : answer.cms;
}

/** The bytes, the program, the signatures. A failure names its kind. */
async function signOnce(
  asked: Asked,
  { address, storage }: Way,
  { locale, signal, channel, show }: Attempt,
): Promise<{ cms: readonly string[] } | EdsFailure> {
  const since = Date.now();
  show({ step: "finding", address, since });
  const access = await localAccess();
  if (access === "denied") return { kind: "denied" };
  const data = await asked.bytes().catch((): ShownRefusal => ({ code: "internal" }));
  if ("code" in data) return { kind: "refused", refusal: data };
  show({ step: "finding", address, since, data, waitsForAccess: access === "prompt" });
  const isDemo = address.kind === "demo";
  const { kind, signer = null } = asked;
  const call = { items: data, kind, locale, anyAuthority: isDemo, storage, signer };
  const url = isDemo ? `${address.url}?channel=${channel}` : address.url;
  const onFound = () => show({ step: "signing", address, since: Date.now(), data });
  const answer = await askNca(url, call, { signal, onFound });
  if (answer.kind === "signed") return { cms: answer.signatures };
  if (answer.kind !== "absent") return answer;
  // The socket tells a closed door from an empty house only by the permission.
  const now = await localAccess();
  return { kind: now === "denied" || now === "prompt" ? now : "absent" };
}
