"use client";
import { Download, FileText, KeyRound } from "lucide-react";
import { useEffect, useState } from "react";
import { buttonLook } from "@/components/ui/button";
import { useT } from "@/lib/i18n/client";
import type { Asked, SignedItem } from "./request";

/** What exactly is being signed: names, the beginning and end of each hash, and the files themselves. */
export function Signed({
  items,
  kind,
  data,
}: {
  items: readonly SignedItem[];
  kind: Asked["kind"];
  data?: readonly string[] | undefined;
}) {
  return (
    <ul className="max-h-56 divide-y overflow-y-auto rounded-md border">
      {items.map((item, index) => (
        <Item key={item.downloadHref ?? item.what} item={item} kind={kind} dataBase64={data?.[index]} />
      ))}
    </ul>
  );
}

function Item({ item, kind, dataBase64 }: { item: SignedItem; kind: Asked["kind"]; dataBase64: string | undefined }) {
  const t = useT("eds");
  const hash = useHash(kind === "document" ? dataBase64 : undefined);
  const Icon = kind === "document" ? FileText : KeyRound;
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <Icon className="size-[18px] shrink-0 text-muted-foreground" aria-hidden="true" />
      <span className="min-w-0 flex-1 break-words">
        {item.what}
        {hash && <span className="block font-mono text-[12px] text-muted-foreground">{hash}</span>}
      </span>
      {item.downloadHref && (
        <a
          href={item.downloadHref}
          download
          className={buttonLook({ variant: "ghost", size: "iconSm" })}
          aria-label={t("dialog.downloadFile")}
          title={t("dialog.downloadFile")}
        >
          <Download className="size-4" aria-hidden="true" />
        </a>
      )}
    </li>
  );
}

/** SHA-256 in short; absent where the page is not served securely, since the browser then has no such function. */
function useHash(dataBase64: string | undefined): string | null {
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    setHash(null);
    if (dataBase64 && window.isSecureContext) {
      const bytes = Uint8Array.from(atob(dataBase64), (sign) => sign.charCodeAt(0));
      crypto.subtle.digest("SHA-256", bytes).then((digest) => current && setHash(shortened(new Uint8Array(digest))));
    }
    return () => {
      current = false;
    };
  }, [dataBase64]);
  return hash;
}

function shortened(digest: Uint8Array): string {
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}
