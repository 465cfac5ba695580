/** An expected outcome of an operation: a value, or a coded refusal that left nothing behind. Exceptions are for bugs. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value as a success. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Wraps a coded refusal. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** A refusal: a code that every edge maps, and the facts a person needs to act on it. */
export type Coded<Code extends string = string> = { readonly code: Code };
