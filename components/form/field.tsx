"use client";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { FieldState } from "./context";

export type FieldProps = {
  readonly name: string;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly required?: boolean;
  readonly defaultValue?: string;
  readonly className?: string;
  readonly disabled?: boolean;
};

/** What stands under a control: its refusal, else its help. */
export function FieldNote({ field, help }: { field: FieldState; help?: ReactNode }) {
  const errorText = useErrorText();
  if (field.refusal)
    return (
      <p id={field.describedBy} className="mt-1.5 flex items-start gap-1.5 text-caption text-danger-text">
        <CircleAlert className="size-3.5 shrink-0 translate-y-px" aria-hidden="true" />
        {errorText(field.refusal)}
      </p>
    );
  if (!help) return null;
  return (
    <p id={field.describedBy} className="mt-1.5 text-caption text-muted-foreground">
      {help}
    </p>
  );
}

/** Label above, control, help or refusal below. */
export function Field({
  field,
  label,
  help,
  required,
  className,
  children,
}: Omit<FieldProps, "name"> & { field: FieldState; children: ReactNode }) {
  const t = useT("ui");
  return (
    <div className={cn("min-w-0", className)}>
      <label htmlFor={field.id} className="mb-1.5 block text-body font-medium">
        {label}
        {required && (
          <>
            <span className="text-danger-text" aria-hidden="true">
              {" *"}
            </span>
            <span className="sr-only">, {t("form.required")}</span>
          </>
        )}
      </label>
      {children}
      <FieldNote field={field} help={help} />
    </div>
  );
}

/** What every control of a field carries. */
export const controlProps = (field: FieldState, props: FieldProps) => ({
  id: field.id,
  name: props.name,
  required: props.required,
  disabled: props.disabled,
  "aria-invalid": field.invalid || undefined,
  "aria-describedby": field.invalid || props.help ? field.describedBy : undefined,
});
