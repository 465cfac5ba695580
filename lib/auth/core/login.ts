/** A login as it is stored and looked up: whoever types it in capitals or with a stray space is the same person. */
export const normalLogin = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

/** A password as it is hashed: the same letters from another keyboard are the same password. */
export const normalPassword = (typed: string): string => typed.normalize("NFC");
