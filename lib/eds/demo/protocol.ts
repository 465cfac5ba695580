import { z } from "zod";
import { parseCertificate } from "../core/certificate";
import { OID } from "../core/oids";
import type { DemoKey } from "./folder";
import { derOfPem } from "./folder";
import { armour } from "./sign";

/** What NCALayer says first, as of its builds of 2026. */
export const GREETING = JSON.stringify({ result: { version: "1.4" } });

const HEARTBEAT = "--heartbeat--";

/** A call for signatures, checked. */
export type SignCall = {
  /** In which words it was asked, and so is answered. */
  readonly module: "basics" | "commonUtils";
  readonly items: readonly Uint8Array[];
  /** Whether the caller sent a list, and so gets one back. */
  readonly asList: boolean;
  readonly attached: boolean;
  /** Whether a time stamp is asked for. */
  readonly stamped: boolean;
  readonly purposes: readonly string[];
  /** Where keys may live; null is anywhere. */
  readonly storages: readonly string[] | null;
  readonly iin: string;
  readonly bin: string;
};

export type Heard = { readonly answer: string } | { readonly sign: SignCall };

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

const signArgs = z.object({
  allowedStorages: z
    .array(z.string().max(100))
    .max(20)
    .nullish()
    .transform((value) => value ?? null),
  format: z.literal("cms").default("cms"),
  data: z.union([z.string().max(20_000_000), z.array(z.string().max(20_000_000)).min(1).max(50)]),
  signingParams: z
    .object({
      decode: z.boolean().default(false),
      encapsulate: z.boolean().default(false),
      digested: z.literal(false).default(false),
      tsaProfile: z.object({}).nullish().default(null),
    })
    .default({ decode: false, encapsulate: false, digested: false, tsaProfile: null }),
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

/** The method of the older module that always asks for a time stamp. */
const ALWAYS_STAMPED = "createCMSSignatureFromBase64";
const OLD_METHODS = ["createCAdESFromBase64", ALWAYS_STAMPED];
/** Arguments of the older module, by place. */
const oldArgs = z.tuple([z.string().max(100), z.string().max(100), z.string().max(20_000_000), z.boolean()]);
const PURPOSES_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  SIGNATURE: [OID.forSigning],
  AUTHENTICATION: [OID.forAuthentication],
};

const unknownModule = (): Heard => ({ answer: JSON.stringify({ success: false, errorCode: "MODULE_NOT_FOUND" }) });
const oldFailure = (message: string): Heard => ({ answer: JSON.stringify({ code: "500", message }) });

/**
 * Understands one frame of a page: either there is an answer at once, or somebody has to be asked to sign. An old program has
 * only the older of the two modules.
 */
export function hear(frame: string, isOld = false): Heard {
  if (frame === HEARTBEAT) return { answer: HEARTBEAT };
  const call = z
    .object({ module: z.string(), method: z.string(), args: z.unknown() })
    .partial()
    .safeParse(jsonOf(frame));
  if (!call.success || !call.data.module) return failure("INVOCATION_ERROR", "a call names a module and a method");
  const { module, method = "", args } = call.data;
  if (module === "kz.gov.pki.knca.basics" && !isOld) return hearBasics(method, args);
  if (module === "kz.gov.pki.knca.commonUtils") return hearOld(method, args);
  // Clients ask everybody for the version of a token program; without it the real one answers the same.
  return unknownModule();
}

function hearBasics(method: string, args: unknown): Heard {
  if (method !== "sign") return failure("INVOCATION_ERROR", `there is no method ${method}`);
  const parsed = signArgs.safeParse(args);
  if (!parsed.success) return failure("INVALID_SIGNING_PARAMS", parsed.error.issues[0]?.path.join(".") ?? "args");
  const { data, signingParams, signerParams, allowedStorages } = parsed.data;
  const items = (Array.isArray(data) ? data : [data]).map((item) => bytesToSign(item, signingParams.decode));
  if (items.some((item) => item === null)) return failure("INVALID_SIGNING_PARAMS", "data is not base64");
  return {
    sign: {
      ...{ module: "basics", items: items.filter((item) => item !== null), storages: allowedStorages },
      ...{ asList: Array.isArray(data), attached: signingParams.encapsulate, purposes: signerParams.extKeyUsageOids },
      ...{ iin: signerParams.iin, bin: signerParams.bin, stamped: Boolean(signingParams.tsaProfile) },
    },
  };
}

/** A key type that the older module does not know makes it offer keys of every purpose. */
function hearOld(method: string, args: unknown): Heard {
  if (method === "getActiveTokens") return { answer: JSON.stringify({ code: "200", responseObject: [] }) };
  if (!OLD_METHODS.includes(method)) return oldFailure(`there is no method ${method}`);
  const parsed = oldArgs.safeParse(args);
  const item = parsed.success ? bytesToSign(parsed.data[2], true) : null;
  if (!parsed.success || !item)
    return oldFailure(`java.lang.IllegalArgumentException: argument type mismatch. Method: ${method}`);
  const [storage, keyType, , attached] = parsed.data;
  return {
    sign: {
      ...{ module: "commonUtils", items: [item], storages: [storage], asList: false, attached },
      ...{ purposes: PURPOSES_OF_TYPE[keyType] ?? [], iin: "", bin: "", stamped: method === ALWAYS_STAMPED },
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

/** All demo keys are files. */
const STORAGE = "PKCS12";

/** Whether a key fits what the page asked for: its storage, all purposes, and the number where one is given. */
export function fits(key: DemoKey, call: SignCall): boolean {
  const held = parseCertificate(derOfPem(key.certificate))?.extKeyUsage;
  const hasPurposes = call.purposes.every((purpose) => held?.has(purpose));
  const isThere = call.storages?.includes(STORAGE) ?? true;
  return isThere && hasPurposes && (!call.iin || call.iin === key.iin) && (!call.bin || call.bin === key.bin);
}

/** The newer module hands over PEM, the older one bare base64. */
export function signedAnswer({ module, asList }: SignCall, signatures: readonly Uint8Array[]): string {
  if (module === "commonUtils") {
    const [only = new Uint8Array()] = signatures;
    return JSON.stringify({ code: "200", responseObject: Buffer.from(only).toString("base64") });
  }
  const armoured = signatures.map(armour);
  return JSON.stringify({ status: true, body: { result: asList ? armoured : armoured[0] } });
}

/** The person pressed Cancel: to the newer module that is a success without a result. */
export const cancelledAnswer = ({ module }: SignCall): string =>
  JSON.stringify(module === "basics" ? { status: true, body: {} } : { code: "500", message: "action.canceled" });

export const failedAnswer = ({ module }: SignCall, message: string): string =>
  JSON.stringify(
    module === "basics"
      ? { status: false, code: "SIGNING_FAILURE", message, details: message }
      : { code: "500", message },
  );

export const busyAnswer = ({ module }: SignCall): string =>
  JSON.stringify(
    module === "basics"
      ? {
          ...{ status: false, code: "GENERAL_ERROR" },
          ...{ message: "another request is being answered", details: "one request at a time" },
        }
      : { code: "500", message: "another request is being answered" },
  );
