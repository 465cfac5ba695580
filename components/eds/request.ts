import type { ShownRefusal } from "@/lib/http/state";
import type { NcaSigner } from "./nca-talk";

/** One thing that is signed. */
export type SignedItem = {
  /** What exactly it is, by its name. */
  readonly what: string;
  /** Where that very file can be had. */
  readonly downloadHref?: string;
};

type Common = {
  /** What the person is about to do; the head of the dialog. */
  readonly title: string;
  readonly kind: "challenge" | "document";
  /** Whose key is wanted, where the page knows it; NCALayer then offers no others. */
  readonly signer?: NcaSigner;
  /** The kind of storage must be named before anything is asked. */
  readonly storage?: "required";
};

export type EdsRequest = Common &
  SignedItem & {
    /** Bytes to sign; a function is asked before each attempt, so that each gets a challenge of its own. */
    readonly dataBase64: string | (() => Promise<string>);
    /**
     * The server's check of what was signed. While it is given, the dialog stays open for it, shows a refusal with its help and
     * offers another try; without it the dialog closes as soon as there is a signature.
     */
    readonly verify?: (cms: string) => Promise<ShownRefusal | null>;
  };

/** Several documents for one press and one password. */
export type EdsBatch = Common & {
  readonly documents: readonly SignedItem[];
  readonly dataBase64: () => Promise<readonly string[]>;
  /** Gets the signatures in the order of the documents. */
  readonly verify: (cms: readonly string[]) => Promise<ShownRefusal | null>;
};

export type EdsOutcome = { readonly cms: string } | { readonly cancelled: true };
export type EdsBatchOutcome = { readonly cms: readonly string[] } | { readonly cancelled: true };

/** What the dialog works with, one thing or many. */
export type Asked = Common & {
  readonly items: readonly SignedItem[];
  readonly bytes: () => Promise<readonly string[]>;
  readonly verify: ((cms: readonly string[]) => Promise<ShownRefusal | null>) | undefined;
};

export function askedFor(request: EdsRequest): Asked {
  const { title, kind, signer, storage, what, downloadHref, dataBase64, verify } = request;
  return {
    ...{ title, kind, items: [{ what, downloadHref }] },
    ...(signer ? { signer } : {}),
    ...(storage ? { storage } : {}),
    bytes: async () => [typeof dataBase64 === "string" ? dataBase64 : await dataBase64()],
    verify: verify && (([cms = ""]) => verify(cms)),
  };
}

export const askedForAll = ({ documents, dataBase64, verify, ...common }: EdsBatch): Asked => ({
  ...common,
  items: documents,
  bytes: dataBase64,
  verify,
});
