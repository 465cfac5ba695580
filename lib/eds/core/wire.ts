import { err, ok, type Result } from "@/lib/kernel";
import { bounds } from "./bounds";
import type { EdsError } from "./error";

const ARMOUR = /^-----BEGIN (?:CMS|PKCS7)-----([A-Za-z0-9+/=\s]*)-----END (?:CMS|PKCS7)-----$/;

/** Reads what NCALayer hands over: PEM from its new module, bare base64 from its old one, any line ends. */
export function decodeCms(text: string): Result<Uint8Array, EdsError> {
  if (text.length > bounds.cmsBytes * 1.5) return err({ code: "eds.too_large" });
  const trimmed = text.trim();
  const body = (ARMOUR.exec(trimmed)?.[1] ?? trimmed).replace(/\s/g, "");
  if (body.length === 0 || body.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(body))
    return err({ code: "eds.malformed" });
  const bytes = Uint8Array.from(Buffer.from(body, "base64"));
  return bytes.length > bounds.cmsBytes ? err({ code: "eds.too_large" }) : ok(bytes);
}
