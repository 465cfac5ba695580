"use client";
import { useRouter, useSearchParams } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
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
    <form method="get" onSubmit={show} className="flex flex-wrap items-center gap-2">
      <Input type="date" name="from" aria-label={t("from")} defaultValue={from} className="w-auto" />
      <span aria-hidden="true">–</span>
      <Input type="date" name="to" aria-label={t("to")} defaultValue={to} className="w-auto" />
      <Button type="submit">{t("period")}</Button>
    </form>
  );
}
