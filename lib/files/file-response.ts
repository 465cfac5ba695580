import type { MediaType } from "./core/media-type";
import { FILE_KINDS, type FileKind } from "./store/stored-file";

type Sendable = {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType | "application/octet-stream";
  readonly name: string;
  /** What it is among stored files; `printed` is made for this answer and kept nowhere. */
  readonly kind?: FileKind | "printed";
};

/** RFC 6266: the plain name for old readers, the UTF-8 one for the rest. */
const disposition = (kind: "inline" | "attachment", name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

const mayShow = (file: Sendable): boolean =>
  file.mediaType.startsWith("image/") ||
  (file.mediaType === "application/pdf" &&
    (file.kind === "printed" || FILE_KINDS[file.kind ?? "card_scan"] === "made"));

/**
 * Answers with a file so that it can do nothing in our pages: its type is not guessed, it runs no script, and an uploaded PDF
 * is always a download. `inline` asks to show it; only pictures and papers of our own making are shown.
 */
export function fileResponse(file: Sendable, options: { inline?: boolean } = {}): Response {
  const inline = options.inline === true && mayShow(file);
  // A sandbox would also stop the browser's own PDF viewer, so a paper of ours that is shown goes without that one word.
  const shownPaper = inline && file.mediaType === "application/pdf";
  return new Response(Uint8Array.from(file.bytes), {
    headers: {
      "content-type": file.mediaType === "text/csv" ? "text/csv; charset=utf-8" : file.mediaType,
      "content-length": String(file.bytes.length),
      "content-disposition": disposition(inline ? "inline" : "attachment", file.name),
      "content-security-policy": shownPaper
        ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
        : "sandbox; default-src 'none'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    },
  });
}
