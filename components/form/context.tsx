"use client";
import { createContext, useContext, useEffect, useId } from "react";
import { type ActionState, IDLE, type ShownRefusal } from "@/lib/http/state";

/** Looks at one typed text before it is sent; answers a refusal or nothing. */
export type Check = (text: string) => ShownRefusal | undefined;

export type FormContextValue = {
  readonly state: ActionState<unknown>;
  readonly pending: boolean;
  readonly initial: Readonly<Record<string, string>>;
  readonly refusalOf: (name: string) => ShownRefusal | undefined;
  readonly register: (name: string, check: Check | undefined) => () => void;
  /** Whether a field of this name stands in the form, so that its refusal is seen there. */
  readonly has: (name: string) => boolean;
};

export const FormContext = createContext<FormContextValue>({
  state: IDLE,
  pending: false,
  initial: {},
  refusalOf: () => undefined,
  register: () => () => undefined,
  has: () => false,
});

/** What the form around is doing. */
export function useFormState(): { state: ActionState<unknown>; pending: boolean } {
  const { state, pending } = useContext(FormContext);
  return { state, pending };
}

export type FieldState = {
  readonly id: string;
  readonly describedBy: string;
  readonly refusal: ShownRefusal | undefined;
  readonly invalid: boolean;
  /** What stands in the field at first: what was typed before a refusal, else what the page gave. */
  readonly initial: string;
  readonly pending: boolean;
};

/** Ties a control of your own to the form around it. */
export function useField(name: string, options: { check?: Check | undefined; defaultValue?: string } = {}): FieldState {
  const form = useContext(FormContext);
  const id = useId();
  const { register } = form;
  const { check } = options;
  useEffect(() => register(name, check), [register, name, check]);
  const typed = form.state.status === "refused" ? form.state.values[name] : undefined;
  const refusal = form.refusalOf(name);
  return {
    id,
    describedBy: `${id}-help`,
    refusal,
    invalid: refusal !== undefined,
    initial: typed ?? options.defaultValue ?? form.initial[name] ?? "",
    pending: form.pending,
  };
}
