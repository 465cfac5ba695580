"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useT } from "@/lib/i18n/client";
import { IconButton } from "./button";
import { cn } from "./cn";

/** Opens over the page; focus stays inside and returns to what opened it. */
export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
/** Wraps a button that closes the dialog. */
export const DialogClose = Radix.Close;

const WIDTHS = { sm: "md:max-w-[440px]", md: "md:max-w-[560px]", lg: "md:max-w-[760px]" } as const;

/** The window: title, one sentence, content, and a foot whose last button carries the verb. */
export function DialogContent({
  title,
  text,
  children,
  footer,
  size = "sm",
  closable = true,
  keepOnPressOutside = false,
  alert,
  className,
}: {
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: keyof typeof WIDTHS;
  /** Without it there is no cross and a press outside does nothing. */
  closable?: boolean;
  /** A press outside does nothing although there is a cross: for work that another window takes part in. */
  keepOnPressOutside?: boolean;
  alert?: boolean;
  className?: string;
}) {
  const t = useT("ui");
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
      <Radix.Content
        role={alert ? "alertdialog" : "dialog"}
        {...(text ? {} : { "aria-describedby": undefined })}
        onInteractOutside={closable && !keepOnPressOutside ? undefined : (event) => event.preventDefault()}
        className={cn(
          "fixed z-50 flex max-h-[90dvh] flex-col border bg-popover text-popover-foreground shadow-overlay outline-none max-md:inset-x-0 max-md:bottom-0 max-md:rounded-t-lg md:top-1/2 md:left-1/2 md:w-[calc(100vw-2rem)] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-lg",
          WIDTHS[size],
          className,
        )}
      >
        <div className={cn("px-5 pt-5", closable && "pr-14")}>
          <Radix.Title className="text-lead font-semibold">{title}</Radix.Title>
          {text && <Radix.Description className="mt-1 text-muted-foreground">{text}</Radix.Description>}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-3 pb-4 empty:pt-0">{children}</div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        {/* Last in order, so that the focus first falls on what the window is about. */}
        {closable && (
          <Radix.Close asChild>
            <IconButton label={t("close")} size="iconSm" className="absolute top-3.5 right-3">
              <X className="size-4" aria-hidden="true" />
            </IconButton>
          </Radix.Close>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}
