/** Raised when the program contradicts itself. Never shown to a person; becomes a 500 with a request id. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Asserts a fact that only a bug can break. State it positively: `invariant(total === sum, "total equals its lines")`. */
export function invariant(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new InvariantError(`broken: ${fact}`);
}

/** Returns a value that only a bug could have left absent. */
export function present<T>(value: T | null | undefined, fact: string): T {
  if (value === null || value === undefined) throw new InvariantError(`broken: ${fact}`);
  return value;
}
