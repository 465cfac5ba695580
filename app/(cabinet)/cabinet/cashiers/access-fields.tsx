"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { useT } from "@/lib/i18n/client";

export type AccessOption = { readonly id: string; readonly label: string; readonly note: string };

/** Registers to tick: where a cashier may sell. */
export function AccessFields({ options, chosen }: { options: readonly AccessOption[]; chosen: readonly string[] }) {
  const t = useT("registers");
  return (
    <fieldset>
      <legend className="mb-2 text-body font-medium">{t("cashiers.where")}</legend>
      {options.length === 0 && <p className="text-muted-foreground">{t("cashiers.noRegisters")}</p>}
      <div className="space-y-3">
        {options.map(({ id, label, note }) => (
          <Checkbox
            key={id}
            name="registerIds"
            value={id}
            label={label}
            help={note}
            defaultChecked={chosen.includes(id)}
          />
        ))}
      </div>
    </fieldset>
  );
}
