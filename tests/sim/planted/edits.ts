/** A bug planted into a source of the product while it is bundled. */
export type Edit = {
  /** From the root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
};
