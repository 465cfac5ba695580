import { z } from "zod";
import { parseCertificate } from "../core/certificate";
import type { DemoKey } from "./folder";
import { derOfPem } from "./folder";

/** What NCALayer says first, as of its builds of 2026. */
export const GREETING = JSON.stringify({ result: { version: "1.4" } });

const HEARTBEAT = "--heartbeat--";

/** A call for signatures, checked. */
export type SignCall = {
  readonly items: readonly Uint8Array[];
  /** Whether the caller sent a list, and so gets one back. */
  readonly asList: boolean;
  readonly attached: boolean;
  readonly purposes: readonly string[];
  readonly iin: string;
  readonly bin: string;
};

export type Heard = { readonly answer: string } | { readonly sign: SignCall };

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

const signArgs = z.object({
  format: z.literal("cms").default("cms"),
  data: z.union([z.string().max(20_000_000), z.array(z.string().max(20_000_000)).min(1).max(50)]),
  signingParams: z
    .object({
      decode: z.boolean().default(false),
      encapsulate: z.boolean().default(false),
      digested: z.literal(false).default(false),
    })
    .default({ decode: false, encapsulate: false, digested: false }),
  signerParams: z
    .object({
      extKeyUsageOids: z
        .array(z.string().max(100))
        .max(20)
        .nullish()
        .transform((value) => value ?? []),
      iin: text,
      bin: text,
    })
    .default({ extKeyUsageOids: [], iin: "", bin: "" }),
});

const failure = (code: string, message: string): Heard => ({
  answer: JSON.stringify({ status: false, code, message, details: message }),
});

/** Understands one frame of a page: either there is an answer at once, or somebody has to be asked to sign. */
export function hear(frame: string): Heard {
  if (frame === HEARTBEAT) return { answer: HEARTBEAT };
  const call = z
    .object({ module: z.string(), method: z.string(), args: z.unknown() })
    .partial()
    .safeParse(jsonOf(frame));
  if (!call.success || !call.data.module) return failure("INVOCATION_ERROR", "a call names a module and a method");
  const { module, method, args } = call.data;
  if (module !== "kz.gov.pki.knca.basics") {
    // Clients ask everybody for the version of a token program; without it the real one answers the same.
    return { answer: JSON.stringify({ success: false, errorCode: "MODULE_NOT_FOUND" }) };
  }
  if (method !== "sign") return failure("INVOCATION_ERROR", `there is no method ${String(method)}`);
  const parsed = signArgs.safeParse(args);
  if (!parsed.success) return failure("INVALID_SIGNING_PARAMS", parsed.error.issues[0]?.path.join(".") ?? "args");
  const { data, signingParams, signerParams } = parsed.data;
  const items = (Array.isArray(data) ? data : [data]).map((item) => bytesToSign(item, signingParams.decode));
  if (items.some((item) => item === null)) return failure("INVALID_SIGNING_PARAMS", "data is not base64");
  return {
    sign: {
      items: items.filter((item) => item !== null),
      ...{ asList: Array.isArray(data), attached: signingParams.encapsulate, purposes: signerParams.extKeyUsageOids },
      ...{ iin: signerParams.iin, bin: signerParams.bin },
    },
  };
}

function jsonOf(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return null; // read as a call without a module
  }
}

/** Either the base64 is undone, or the text itself is what is signed. */
function bytesToSign(item: string, decode: boolean): Uint8Array | null {
  if (!decode) return new TextEncoder().encode(item);
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(item) && item.trim() ? Uint8Array.from(Buffer.from(item, "base64")) : null;
}

/** Whether a key fits what the page asked for: all purposes, and the number where one is given. */
export function fits(key: DemoKey, call: SignCall): boolean {
  const held = parseCertificate(derOfPem(key.certificate))?.extKeyUsage;
  const hasPurposes = call.purposes.every((purpose) => held?.has(purpose));
  return hasPurposes && (!call.iin || call.iin === key.iin) && (!call.bin || call.bin === key.bin);
}

export const signedAnswer = (signatures: readonly string[], asList: boolean): string =>
  JSON.stringify({ status: true, body: { result: asList ? signatures : signatures[0] } });

/** The person pressed Cancel: to NCALayer that is a success without a result. */
export const CANCELLED_ANSWER = JSON.stringify({ status: true, body: {} });

export const failedAnswer = (message: string): string =>
  JSON.stringify({ status: false, code: "SIGNING_FAILURE", message, details: message });

export const BUSY_ANSWER = JSON.stringify({
  ...{ status: false, code: "GENERAL_ERROR" },
  ...{ message: "another request is being answered", details: "one request at a time" },
});
