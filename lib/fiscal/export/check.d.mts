/** What the program that checks an export answers; it is plain JavaScript, so that anybody can run it. */
export function check(text: string): {
  readonly head?: { readonly journal: { readonly seq: number }; readonly heads: readonly object[] };
  readonly documents?: number;
  readonly end?: { readonly seq: number; readonly hash: string };
  readonly fault: { readonly number: number | null; readonly what: string } | null;
};
