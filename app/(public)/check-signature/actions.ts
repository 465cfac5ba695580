"use server";
import { z } from "zod";
import { signatureView } from "@/app/_eds/view";
import type { SignatureView } from "@/components/eds";
import { throttle } from "@/lib/auth";
import { verifyLoose } from "@/lib/eds";
import { action, type HouseError, showRefusal } from "@/lib/http";
import type { ShownRefusal } from "@/lib/http/state";
import { getT } from "@/lib/i18n/server";
import { limits, ok, type Result } from "@/lib/kernel";
import { SIGNATURE_BYTES_MAX } from "./bounds";

export type Checked = {
  readonly sha256: string;
  readonly attached: boolean;
  readonly signers: readonly ({ readonly view: SignatureView } | { readonly refusal: ShownRefusal })[];
};

const isGiven = (file: File | undefined): file is File => file !== undefined && file.size > 0;

const input = z.object({
  signature: z
    .instanceof(File, { error: "field.required" })
    .refine(isGiven, "field.required")
    .refine(({ size }) => size <= SIGNATURE_BYTES_MAX, "eds.too_large"),
  document: z
    .instanceof(File)
    .refine(({ size }) => size <= limits.uploadBytes, "too_large")
    .optional(),
});

/** Bytes of DER begin with this sign; anything else is PEM or base64. */
const SEQUENCE = 0x30;

/** «Проверить»: anybody's signature over anybody's document. Nothing is kept, not even a name of a file. */
export const checkSignature = action({
  realm: null,
  name: "check_signature",
  input,
  run: async (ctx, { signature, document }): Promise<Result<Checked, HouseError>> => {
    const allowed = await throttle("check_signature", ctx.from);
    if (!allowed.ok) return allowed;
    const bytes = new Uint8Array(await signature.arrayBuffer());
    const report = await verifyLoose({
      cms: bytes[0] === SEQUENCE ? bytes : Buffer.from(bytes).toString("latin1"),
      document: isGiven(document) ? new Uint8Array(await document.arrayBuffer()) : null,
    });
    if (!report.ok) return report;
    const t = await getT("eds");
    const { sha256, attached, signers } = report.value;
    return ok({
      ...{ sha256, attached },
      signers: signers.map((signer) =>
        signer.ok ? { view: signatureView(signer.value, t) } : { refusal: showRefusal(signer.error) },
      ),
    });
  },
});
