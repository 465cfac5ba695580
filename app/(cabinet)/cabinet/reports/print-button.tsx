"use client";
import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Puts the page on paper, without its menu and filters. */
export const PrintButton = ({ children }: { children: string }) => (
  <Button className="no-print" icon={<Printer className="size-4" aria-hidden="true" />} onClick={() => window.print()}>
    {children}
  </Button>
);
