"use client";
import { useRouter, useSearchParams } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { DateInput } from "@/components/ui/date-input";
import { useT } from "@/lib/i18n/client";

/** The period of the table, as part of its address. */
export function PeriodForm({ from, to }: { from: string; to: string }) {
  const t = useT("billing");
  const router = useRouter();
  const params = useSearchParams();
  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const next = new URLSearchParams(params);
    next.delete("page");
    for (const name of ["from", "to"]) {
      const value = String(typed.get(name) ?? "");
      if (value) next.set(name, value);
      else next.delete(name);
    }
    router.replace(`/cabinet/billing?${next}`, { scroll: false });
  };
  return (
    <form
      method="get"
      onSubmit={show}
      className="flex flex-wrap items-center gap-2 max-md:grid max-md:w-full max-md:grid-cols-2"
    >
      <DateInput name="from" aria-label={t("from")} defaultValue={from} className="md:w-40" />
      <span className="max-md:hidden" aria-hidden="true">
        –
      </span>
      <DateInput name="to" aria-label={t("to")} defaultValue={to} className="md:w-40" />
      <Button type="submit" className="max-md:col-span-2">
        {t("period")}
      </Button>
    </form>
  );
}
