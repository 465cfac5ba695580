import type { ShownRefusal } from "@/lib/http/state";

export type EdsRequest = {
  /** What the person is about to do; the head of the dialog. */
  readonly title: string;
  /** What exactly is signed, by its name. */
  readonly what: string;
  /** Where that very file can be had. */
  readonly downloadHref?: string;
  /** Bytes to sign; a function is asked before each attempt, so that each gets a challenge of its own. */
  readonly dataBase64: string | (() => Promise<string>);
  readonly kind: "challenge" | "document";
  /**
   * The server's check of what was signed. While it is given, the dialog stays open for it, shows a refusal with its help and
   * offers another try; without it the dialog closes as soon as there is a signature.
   */
  readonly verify?: (cms: string) => Promise<ShownRefusal | null>;
};

export type EdsOutcome = { readonly cms: string } | { readonly cancelled: true };
