"use client";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { useFormState } from "./context";

/** Sends the form around it. While the answer is on its way it keeps its width and takes no second press. */
export function SubmitButton({
  children,
  busyText,
  variant = "primary",
  icon,
  ...rest
}: Omit<ButtonProps, "type" | "busy"> & { children: ReactNode; busyText?: string }) {
  const t = useT("ui");
  const { pending } = useFormState();
  return (
    <Button {...rest} type="submit" variant={variant} busy={pending} icon={icon}>
      <span className="grid">
        <span className={cn("col-start-1 row-start-1", pending && "invisible")}>{children}</span>
        <span aria-live="polite" className={cn("col-start-1 row-start-1", !pending && "invisible")}>
          {pending ? (busyText ?? t("form.sending")) : ""}
        </span>
      </span>
    </Button>
  );
}
