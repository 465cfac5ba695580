/** Larger ones carry their document: such a document is given apart. */
export const SIGNATURE_BYTES_MAX = 1024 * 1024;
