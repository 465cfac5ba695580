"use client";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import { type ReactNode, useTransition } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export const Menu = Radix.Root;
export const MenuTrigger = Radix.Trigger;

/** The list that opens. */
export const MenuContent = ({
  children,
  align = "end",
  className,
}: {
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
}) => (
  <Radix.Portal>
    <Radix.Content
      align={align}
      sideOffset={4}
      collisionPadding={8}
      className={cn(
        "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg border bg-popover p-1 text-popover-foreground shadow-overlay",
        className,
      )}
    >
      {children}
    </Radix.Content>
  </Radix.Portal>
);

const ITEM =
  "flex min-h-9 w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left text-body outline-none select-none data-[highlighted]:bg-accent max-md:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-subtle-foreground";

/**
 * One thing that can be done. `href` leads somewhere, `run` (a bound server action or a function) does something.
 * What cannot be done now stays visible and says why.
 */
export function MenuItem({
  children,
  icon,
  href,
  download,
  run,
  danger,
  reason,
  keys,
}: {
  children: ReactNode;
  icon?: ReactNode;
  href?: string;
  /** The address gives a file: opened by the browser, not by the router. */
  download?: boolean;
  run?: () => unknown;
  danger?: boolean;
  reason?: string | null | undefined;
  keys?: string;
}) {
  const [busy, start] = useTransition();
  if (reason)
    return (
      <Radix.Item
        aria-disabled="true"
        onSelect={(event) => event.preventDefault()}
        className={cn(ITEM, "items-start text-subtle-foreground [&>svg]:mt-0.5")}
      >
        {icon}
        <span>
          <span className="block">{children}</span>
          <span className="block text-caption">{reason}</span>
        </span>
      </Radix.Item>
    );
  const inside = (
    <>
      {busy ? <Spinner /> : icon}
      <span className="flex-1">{children}</span>
      {keys && <Kbd>{keys}</Kbd>}
    </>
  );
  const look = cn(ITEM, danger && "text-danger-text [&>svg]:text-danger-text");
  if (href)
    return (
      <Radix.Item asChild className={look}>
        {download ? <a href={href}>{inside}</a> : <Link href={href}>{inside}</Link>}
      </Radix.Item>
    );
  return (
    <Radix.Item
      className={look}
      onSelect={() =>
        start(async () => {
          await run?.();
        })
      }
    >
      {inside}
    </Radix.Item>
  );
}
