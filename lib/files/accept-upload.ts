import { inflateSync } from "node:zlib";
import sharp from "sharp";
import { err, limits, ok, type Result } from "@/lib/kernel";
import { type MediaType, safeName, sniff } from "./core/media-type";
import { scanPdf } from "./core/pdf-scan";

export type FileError =
  | { readonly code: "files.empty" }
  | { readonly code: "files.not_image_or_pdf" }
  | { readonly code: "files.too_large"; readonly megabytesMax: number }
  | { readonly code: "files.too_many_pixels"; readonly megapixelsMax: number }
  | { readonly code: "files.pdf_active" };

export type AcceptedFile = { readonly bytes: Uint8Array; readonly mediaType: MediaType; readonly name: string };

/** A phone makes pictures of 12 to 50 megapixels; anything bigger is a trap for memory. */
const MEGAPIXELS_MAX = 64;
/** Objects of a PDF that unpack to more than this are no scan of a paper. */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;

const inflate = (bytes: Uint8Array): Uint8Array | null => {
  try {
    return inflateSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch {
    return null; // broken or too big: the caller refuses either
  }
};

/**
 * Decodes a picture and writes it anew, upright and without metadata: what is stored is made by us, so nothing but pixels
 * survives. Null when the content is no picture.
 */
async function rewrite(
  bytes: Uint8Array,
  mediaType: "image/jpeg" | "image/png" | "image/webp",
): Promise<Uint8Array | null> {
  const picture = sharp(bytes, { failOn: "error", limitInputPixels: MEGAPIXELS_MAX * 1_000_000, pages: 1 }).rotate();
  const written = {
    "image/jpeg": () => picture.jpeg({ quality: 88 }),
    "image/png": () => picture.png({ compressionLevel: 8 }),
    "image/webp": () => picture.webp({ quality: 88 }),
  };
  try {
    return await written[mediaType]().toBuffer();
  } catch {
    return null; // the decoder's own words are of no use to the person
  }
}

async function pixelsOf(bytes: Uint8Array): Promise<number | null> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return width * height;
  } catch {
    return null; // not a picture, whatever its first bytes say
  }
}

/** Takes an upload by its content: pictures are written anew, a PDF is kept as it is when nothing in it acts. */
export async function acceptUpload(bytes: Uint8Array, name: string): Promise<Result<AcceptedFile, FileError>> {
  if (bytes.length === 0) return err({ code: "files.empty" });
  if (bytes.length > limits.uploadBytes)
    return err({ code: "files.too_large", megabytesMax: limits.uploadBytes / 1024 / 1024 });
  const mediaType = sniff(bytes);
  if (mediaType === null) return err({ code: "files.not_image_or_pdf" });
  if (mediaType === "application/pdf") {
    const fault = scanPdf(bytes, inflate);
    if (fault === "malformed") return err({ code: "files.not_image_or_pdf" });
    return fault === "active"
      ? err({ code: "files.pdf_active" })
      : ok({ bytes, mediaType, name: safeName(name, mediaType) });
  }
  const pixels = await pixelsOf(bytes);
  if (pixels === null) return err({ code: "files.not_image_or_pdf" });
  if (pixels > MEGAPIXELS_MAX * 1_000_000) return err({ code: "files.too_many_pixels", megapixelsMax: MEGAPIXELS_MAX });
  const rewritten = await rewrite(bytes, mediaType);
  if (rewritten === null) return err({ code: "files.not_image_or_pdf" });
  if (rewritten.length > limits.uploadBytes)
    return err({ code: "files.too_large", megabytesMax: limits.uploadBytes / 1024 / 1024 });
  return ok({ bytes: rewritten, mediaType, name: safeName(name, mediaType) });
}
