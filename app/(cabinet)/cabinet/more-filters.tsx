"use client";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** Conditions that a phone shows when they are asked for; wider screens show them always. */
export function MoreFilters({ label, open, children }: { label: string; open: boolean; children: ReactNode }) {
  const id = useId();
  const [shown, setShown] = useState(open);
  return (
    <>
      <Button
        variant="ghost"
        className="col-span-2 -mx-2 justify-between md:hidden"
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        {label}
        <ChevronDown className={cn("size-4", shown && "rotate-180")} aria-hidden="true" />
      </Button>
      <div id={id} className={cn("col-span-2 grid grid-cols-2 items-end gap-3 md:contents", !shown && "max-md:hidden")}>
        {children}
      </div>
    </>
  );
}
