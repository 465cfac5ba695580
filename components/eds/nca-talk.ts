import { INDIVIDUAL_PURPOSE, type KeyStorage, LEGAL_PURPOSE, SIGNING_PURPOSE } from "@/lib/eds/input";

/** Whose key is wanted, where the page knows it: NCALayer then offers no others. */
export type NcaSigner = { readonly bin: string } | { readonly iin: string };

export type NcaCall = {
  /** Base64 of each thing to sign. */
  readonly items: readonly string[];
  /** Documents are offered signing keys only; a challenge may be answered with any. */
  readonly kind: "challenge" | "document";
  readonly locale: string;
  /** Demo keys are under no national authority; the real program hides such keys unless told otherwise. */
  readonly anyAuthority: boolean;
  /** Null leaves the choice to NCALayer. */
  readonly storage: KeyStorage | null;
  readonly signer: NcaSigner | null;
};

/** What came of asking NCALayer. Failures are answers too. */
export type NcaAnswer =
  /** One signature for each thing, in their order; PEM or base64, as the program likes. */
  | { readonly kind: "signed"; readonly signatures: readonly string[] }
  | { readonly kind: "cancelled" }
  /** Nobody answered at the address, or the browser did not let us ask. */
  | { readonly kind: "absent" }
  /** Somebody took the call and says nothing. */
  | { readonly kind: "silent" }
  /** It went away in the middle. */
  | { readonly kind: "lost" }
  /** It knows neither of the two modules. */
  | { readonly kind: "outdated" }
  | { readonly kind: "failed"; readonly code: string };

/** Where a talk stands: before the greeting, asked in the new words, or asked in the old ones, which take one thing at a time. */
export type Talk =
  | { readonly at: "greeting" }
  | { readonly at: "basics" }
  | { readonly at: "old"; readonly signatures: readonly string[] };

export const BEGINNING: Talk = { at: "greeting" };

export type Turn =
  | { readonly talk: Talk; readonly say: string; readonly version?: string }
  | { readonly answer: NcaAnswer };

type Message = Readonly<Record<string, unknown>>;

/** What follows from one frame of NCALayer; null when it says nothing to us (heartbeats, foreign or broken frames). */
export function hear(call: NcaCall, talk: Talk, frame: unknown): Turn | null {
  const message = readMessage(frame);
  if (!message) return null;
  if (talk.at === "greeting") {
    const version = versionIn(message);
    return version === null ? null : { talk: { at: "basics" }, say: basicsCall(call), version };
  }
  return talk.at === "basics" ? afterBasics(call, message) : afterOld(call, talk.signatures, message);
}

/** The version that a greeting tells; null when it is no greeting. Some peers put a name there, so it is a text. */
export function versionIn(message: Message): string | null {
  const result = message.result;
  return isMessage(result) ? String(result.version ?? "") : null;
}

export function readMessage(frame: unknown): Message | null {
  if (typeof frame !== "string" || !frame.startsWith("{")) return null;
  try {
    const message: unknown = JSON.parse(frame);
    return isMessage(message) ? message : null;
  } catch {
    return null;
  }
}

const isMessage = (value: unknown): value is Message =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const lacksModule = ({ errorCode, code, message }: Message): boolean =>
  [errorCode, code, message].includes("MODULE_NOT_FOUND");

function afterBasics(call: NcaCall, message: Message): Turn | null {
  if (lacksModule(message)) return { talk: { at: "old", signatures: [] }, say: oldCall(call, 0) };
  if (message.status === true) return { answer: signedOrCancelled(call, message.body) };
  const failure = [message.code, message.errorCode].find((text) => typeof text === "string");
  return message.status === false || failure ? failed(String(failure ?? "GENERAL_ERROR")) : null;
}

/** Success without a result is how NCALayer says that the person pressed Cancel. */
function signedOrCancelled(call: NcaCall, body: unknown): NcaAnswer {
  const result = isMessage(body) ? body.result : undefined;
  if (result === undefined || result === null) return { kind: "cancelled" };
  const listed = isMessage(result) ? result.signatures : result; // an object when certificates come along
  const signatures = Array.isArray(listed) ? listed : [listed];
  const whole = signatures.every((text) => typeof text === "string" && text.trim() !== "");
  return whole && signatures.length === call.items.length
    ? { kind: "signed", signatures }
    : { kind: "failed", code: "WRONG_RESULT" };
}

function afterOld(call: NcaCall, before: readonly string[], message: Message): Turn | null {
  if (lacksModule(message)) return { answer: { kind: "outdated" } };
  const { code, responseObject } = message;
  if (code === undefined) return null;
  if (String(code) !== "200")
    return message.message === "action.canceled" ? { answer: { kind: "cancelled" } } : failed(String(code));
  if (typeof responseObject !== "string" || responseObject.trim() === "") return failed("WRONG_RESULT");
  const signatures = [...before, responseObject];
  if (signatures.length === call.items.length) return { answer: { kind: "signed", signatures } };
  return { talk: { at: "old", signatures }, say: oldCall(call, signatures.length) };
}

const failed = (code: string): Turn => ({ answer: { kind: "failed", code } });

/** Purposes that all must be in the certificate. */
function purposesOf({ kind, signer }: NcaCall): string[] {
  if (kind === "challenge") return [];
  if (!signer) return [SIGNING_PURPOSE];
  return [SIGNING_PURPOSE, "bin" in signer ? LEGAL_PURPOSE : INDIVIDUAL_PURPOSE];
}

/** Detached signatures over decoded bytes, no time stamp of its own: one dialog for all. */
function basicsCall(call: NcaCall): string {
  const [only] = call.items;
  return JSON.stringify({
    module: "kz.gov.pki.knca.basics",
    method: "sign",
    args: {
      allowedStorages: call.storage && [call.storage],
      format: "cms",
      data: call.items.length === 1 ? only : call.items,
      signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: null },
      signerParams: {
        extKeyUsageOids: purposesOf(call),
        ...call.signer,
        chain: call.anyAuthority ? [] : null,
      },
      locale: call.locale,
    },
  });
}

/**
 * The older module: arguments by place, one thing at a time, and a storage has to be named. A key type that it does not know makes
 * it offer keys of every purpose.
 */
const oldCall = ({ items, kind, storage }: NcaCall, nth: number): string =>
  JSON.stringify({
    module: "kz.gov.pki.knca.commonUtils",
    method: "createCAdESFromBase64",
    args: [storage ?? "PKCS12", kind === "document" ? "SIGNATURE" : "ANY", items[nth], false],
  });
