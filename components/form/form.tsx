"use client";
import {
  type ComponentProps,
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  type RefObject,
  startTransition,
  useActionState,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/cn";
import { CopyText } from "@/components/ui/copy-text";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE, type ShownRefusal } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { type Check, FormContext, type FormContextValue } from "./context";
import { newKey } from "./key";
import { useLeaveQuestion } from "./leave";

/** Fields typed into since an answer: its refusals of them are settled. */
type Edits = { readonly since: ActionState<unknown>; readonly names: ReadonlySet<string> };
type Refusals = Readonly<Record<string, ShownRefusal>>;
const NONE: Refusals = {};
const NOTHING: Readonly<Record<string, string>> = {};

export type FormProps<T> = Omit<ComponentProps<"form">, "action" | "children" | "onSubmit"> & {
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  children: ReactNode;
  /** Called once when the action is done. */
  onDone?: (value: T) => void;
  /** Said in the corner when the action is done; for pages that pass no functions. */
  doneToast?: string;
  resetOnDone?: boolean;
  /** Ask before leaving while something typed is not saved. */
  askLeave?: boolean;
  /** What stands in the fields at first, by name. */
  initial?: Readonly<Record<string, string>>;
  /** Put FormError yourself instead of having it on top. */
  ownErrorPlace?: boolean;
};

/** A message over the form: what happened as a whole, with the request's number where it broke on our side. */
export function FormError() {
  const { state, has } = useContext(FormContext);
  const errorText = useErrorText();
  const t = useT("ui");
  if (state.status !== "refused") return null;
  // What stands at its field is not said twice.
  const atField = Object.entries(state.fields).some(([name, { code }]) => code === state.error.code && has(name));
  const error = atField ? { code: "invalid_input" } : state.error;
  return (
    <div tabIndex={-1} data-form-error="" className="outline-none">
      <Alert tone="danger" title={errorText(error)}>
        {"requestId" in error && error.requestId && !errorText(error).includes(error.requestId) ? (
          <span>
            {t("form.requestId", { id: "" })}
            <CopyText text={error.requestId} />
          </span>
        ) : null}
      </Alert>
    </div>
  );
}

/** Refusals by field: the server's until one types, the field's own once one leaves it. */
function useRefusals(state: ActionState<unknown>) {
  const checks = useRef(new Map<string, Check | undefined>());
  const [edits, setEdits] = useState<Edits>({ since: state, names: new Set() });
  const [local, setLocal] = useState<Refusals>(NONE);
  const register = useCallback((name: string, check: Check | undefined) => {
    checks.current.set(name, check);
    return () => void checks.current.delete(name);
  }, []);
  const keep = (name: string, refusal: ShownRefusal | undefined) =>
    setLocal((all) => {
      const { [name]: _gone, ...others } = all;
      return refusal ? { ...others, [name]: refusal } : others;
    });
  const look = (name: string, text: string) => checks.current.get(name)?.(text);
  return {
    register,
    has: (name: string) => checks.current.has(name),
    refusalOf: (name: string): ShownRefusal | undefined => {
      const typed = edits.since === state && edits.names.has(name);
      return local[name] ?? (state.status === "refused" && !typed ? state.fields[name] : undefined);
    },
    typed: (name: string, text: string) => {
      setEdits((now) => ({ since: state, names: new Set(now.since === state ? now.names : []).add(name) }));
      if (local[name]) keep(name, look(name, text));
    },
    left: (name: string, text: string) => keep(name, look(name, text)),
    /** Looks at everything that is about to be sent; true where nothing is wrong. */
    passes: (filled: FormData): boolean => {
      const found = [...checks.current].flatMap(([name, check]) => {
        const refusal = filled.has(name) ? check?.(String(filled.get(name) ?? "")) : undefined;
        return refusal ? [[name, refusal] as const] : [];
      });
      setLocal(Object.fromEntries(found));
      return found.length === 0;
    },
    forget: () => setLocal(NONE),
  };
}

/** Does what must follow an answer, once per answer. */
function useAnswer<T>(
  state: ActionState<T>,
  form: RefObject<HTMLFormElement | null>,
  heard: (state: ActionState<T>) => void,
) {
  const settled = useRef<ActionState<T>>(state);
  const listener = useRef(heard);
  listener.current = heard;
  useEffect(() => {
    if (settled.current === state) return;
    settled.current = state;
    listener.current(state);
    if (state.status !== "refused") return;
    const wrong =
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not([type="hidden"])') ??
      form.current?.querySelector<HTMLElement>("[data-form-error]");
    wrong?.focus();
  }, [state, form]);
}

/**
 * A form over a server action. Values stay after a refusal, refusals stand at their fields, focus goes to the first,
 * one idempotency key serves until the action is done. Sends without scripts too.
 */
export function Form<T>({
  action,
  children,
  onDone,
  doneToast,
  resetOnDone,
  askLeave = false,
  initial,
  ownErrorPlace,
  className,
  ...rest
}: FormProps<T>) {
  const [state, dispatch, pending] = useActionState(action, IDLE as ActionState<T>); // cast: idle carries no value
  const [key, setKey] = useState(newKey);
  const [dirty, setDirty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const refusals = useRefusals(state);
  const toast = useToast();
  useLeaveQuestion(askLeave && dirty && !pending);
  useAnswer(state, form, (answer) => {
    refusals.forget();
    if (answer.status !== "done") return;
    setDirty(false);
    setKey(newKey());
    if (resetOnDone) form.current?.reset();
    if (doneToast) toast({ title: doneToast });
    onDone?.(answer.value);
  });

  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const { name, value } = event.target as HTMLInputElement; // cast: only controls send input events here
    setDirty(true);
    if (name) refusals.typed(name, value);
  };
  const onBlur = (event: FocusEvent<HTMLFormElement>) => {
    const { name, value } = event.target as unknown as HTMLInputElement; // cast: as above; others have no name
    if (name && value) refusals.left(name, value);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // else React empties the fields once the action has answered
    if (pending) return;
    const { submitter } = event.nativeEvent as SubmitEvent; // cast: that is what a submit event is
    const filled = new FormData(event.currentTarget, submitter);
    if (refusals.passes(filled)) return startTransition(() => dispatch(filled));
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const { register, refusalOf, has } = refusals;
  const context: FormContextValue = { state, pending, initial: initial ?? NOTHING, register, refusalOf, has };
  return (
    <FormContext value={context}>
      <form
        {...rest}
        ref={form}
        noValidate
        action={dispatch}
        onSubmit={onSubmit}
        onInput={onInput}
        onBlur={onBlur}
        aria-busy={pending || undefined}
        className={cn("space-y-4", className)}
      >
        <input type="hidden" name="idempotencyKey" value={key} readOnly suppressHydrationWarning />
        {!ownErrorPlace && <FormError />}
        {children}
      </form>
    </FormContext>
  );
}

/** Foot of a form: the way back at the left, the verb at the right. */
export const FormActions = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div className={cn("flex flex-wrap items-center justify-end gap-3 border-t pt-5 max-md:[&>*]:w-full", className)}>
    {children}
  </div>
);
