"use client";
import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** A word of help on hover and focus. Never the only place where a thing is said: phones have no hover. */
export const Tooltip = ({ text, children }: { text: ReactNode; children: ReactNode }) => (
  <Radix.Provider delayDuration={200}>
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md border bg-popover px-2.5 py-1.5 text-caption text-popover-foreground shadow-overlay"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  </Radix.Provider>
);
