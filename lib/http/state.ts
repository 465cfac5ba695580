/** A refusal as a screen gets it: a code that `useErrorText()` turns into words, and facts already written for a person. */
export type ShownRefusal = {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly requestId?: string;
};

/**
 * What a server action answers. `fields` holds refusals by form field; `values` what was typed, so that a form without
 * scripts keeps it. Passwords and files are never given back.
 */
export type ActionState<T = undefined> =
  | { readonly status: "idle" }
  | { readonly status: "done"; readonly value: T }
  | {
      readonly status: "refused";
      readonly error: ShownRefusal;
      readonly fields: Readonly<Record<string, ShownRefusal>>;
      readonly values: Readonly<Record<string, string>>;
    };

export const IDLE: ActionState<never> = { status: "idle" };
