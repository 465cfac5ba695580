"use client";
import { Delete } from "lucide-react";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText } from "@/lib/i18n/client";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const PIN_MAX = 6;

const KEY =
  "num inline-flex h-14 items-center justify-center rounded-md border border-input bg-card text-title font-medium hover:bg-accent";

/** Takes a PIN by keys or by touch. A wrong one is gone at once, and the words beside it say what happens next. */
export function PinPad({
  action,
  next,
  words,
}: {
  action: (previous: ActionState<never>, input: { pin: string; next: string }) => Promise<ActionState<unknown>>;
  next: string;
  words: { readonly pin: string; readonly submit: string; readonly erase: string; readonly keypad: string };
}) {
  const errorText = useErrorText();
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const type = (text: string) => {
    setPin(text.replace(/\D/g, "").slice(0, PIN_MAX));
    setWrong(null);
  };
  const send = () =>
    start(async () => {
      const answer = await action(IDLE, { pin, next }).catch(
        () => ({ status: "refused", error: { code: "unreachable" } }) as const,
      );
      // Led elsewhere: the answer is the next page.
      if (answer?.status !== "refused") return;
      setPin("");
      setWrong(errorText(answer.error));
      field.current?.focus();
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (pin && !busy) send();
      }}
    >
      <label htmlFor="pin" className="mb-1.5 block text-body font-medium">
        {words.pin}
      </label>
      <Input
        ref={field}
        id="pin"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        tall
        autoFocus
        value={pin}
        onChange={(event) => type(event.currentTarget.value)}
        className="text-center text-title tracking-[0.4em]"
        {...(wrong ? { "aria-invalid": true as const, "aria-describedby": "pin-error" } : {})}
      />
      <p id="pin-error" role="alert" className="mt-1.5 min-h-10 text-caption text-danger-text">
        {wrong}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
      <div role="group" aria-label={words.keypad} className="mt-1 grid grid-cols-3 gap-2">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" className={KEY} onClick={() => type(pin + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className={KEY} aria-label={words.erase} onClick={() => type(pin.slice(0, -1))}>
          <Delete className="size-5" aria-hidden="true" />
        </button>
        <button type="button" className={KEY} onClick={() => type(`${pin}0`)}>
          0
        </button>
      </div>
      <Button type="submit" variant="primary" size="pos" keys="Enter" busy={busy} className="mt-3 w-full">
        {words.submit}
      </Button>
    </form>
  );
}
