import type { ActionState, ShownRefusal } from "@/lib/http/state";
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
    readonly dataBase64: string | (() => Promise<string | ShownRefusal>);
    /**
     * The server's check of what was signed. While it is given, the dialog stays open for it, shows a refusal with its help and
     * offers another try; without it the dialog closes as soon as there is a signature.
     */
    readonly verify?: (cms: string) => Promise<ShownRefusal | null>;
  };

/** Several documents for one press and one password. */
export type EdsBatch = Common & {
  readonly documents: readonly SignedItem[];
  readonly dataBase64: () => Promise<readonly string[] | ShownRefusal>;
  /** Gets the signatures in the order of the documents. */
  readonly verify: (cms: readonly string[]) => Promise<ShownRefusal | null>;
};

export type EdsOutcome = { readonly cms: string } | { readonly cancelled: true };
export type EdsBatchOutcome = { readonly cms: readonly string[] } | { readonly cancelled: true };

/** What the dialog works with, one thing or many. */
export type Asked = Common & {
  readonly items: readonly SignedItem[];
  readonly bytes: () => Promise<readonly string[] | ShownRefusal>;
  readonly verify: ((cms: readonly string[]) => Promise<ShownRefusal | null>) | undefined;
};

export function askedFor(request: EdsRequest): Asked {
  const { title, kind, signer, storage, what, downloadHref, dataBase64, verify } = request;
  return {
    ...{ title, kind, items: [{ what, downloadHref }] },
    ...(signer ? { signer } : {}),
    ...(storage ? { storage } : {}),
    bytes: async () => {
      const data = typeof dataBase64 === "string" ? dataBase64 : await dataBase64();
      return typeof data === "string" ? [data] : data;
    },
    verify: verify && (([cms = ""]) => verify(cms)),
  };
}

export const askedForAll = ({ documents, dataBase64, verify, ...common }: EdsBatch): Asked => ({
  ...common,
  items: documents,
  bytes: dataBase64,
  verify,
});

/** What an action hands over to be signed, or why it does not. */
export function bytesOf<T extends string | readonly string[]>(answer: ActionState<T>): T | ShownRefusal {
  return answer.status === "done" ? answer.value : (refusalOf(answer) ?? INTERNAL);
}

const INTERNAL: ShownRefusal = { code: "internal" };

/** The refusal in an action's answer, in the form that `verify` hands to the dialog. */
export const refusalOf = (answer: ActionState<unknown>): ShownRefusal | null => {
  if (answer.status === "done") return null;
  return answer.status === "refused" ? answer.error : INTERNAL;
};
