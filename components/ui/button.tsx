import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

/** Looks of a button, for links and triggers that are no <button>. */
export const buttonLook = cva(
  "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&>svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "bg-primary text-primary-foreground hover:bg-primary-hover disabled:bg-muted disabled:text-subtle-foreground",
        outline:
          "border border-input bg-card text-foreground hover:bg-accent disabled:bg-muted disabled:text-subtle-foreground",
        quiet: "bg-secondary text-secondary-foreground hover:bg-accent disabled:text-subtle-foreground",
        ghost: "text-muted-foreground hover:bg-accent hover:text-foreground disabled:text-subtle-foreground",
        link: "text-primary-text underline-offset-4 hover:underline disabled:text-subtle-foreground",
        dangerOutline:
          "border border-danger-border bg-card text-danger-text hover:bg-danger-bg disabled:bg-muted disabled:text-subtle-foreground",
        danger:
          "bg-danger text-destructive-foreground hover:brightness-95 disabled:bg-muted disabled:text-subtle-foreground",
      },
      size: {
        sm: "h-8 px-2.5 text-caption max-md:h-auto max-md:min-h-11 max-md:px-3.5 max-md:py-2 max-md:text-body max-md:whitespace-normal",
        md: "h-9 px-3.5 text-body max-md:h-auto max-md:min-h-11 max-md:py-2 max-md:whitespace-normal",
        lg: "h-11 px-5 text-body",
        pos: "h-14 px-5 text-lead",
        icon: "size-9 max-md:size-11",
        iconSm: "size-8 max-md:size-11",
        inline: "h-auto px-0 text-body max-md:min-h-11",
      },
    },
    defaultVariants: { variant: "outline", size: "md" },
  },
);

type Looks = VariantProps<typeof buttonLook>;

export type ButtonProps = ComponentProps<"button"> &
  Looks & {
    /** Why it cannot be pressed: disables it, and is read out and shown on hover. Say it in a line beside it too. */
    readonly reason?: string | null | undefined;
    /** Something is on its way: spins, takes no press, keeps its width. */
    readonly busy?: boolean;
    readonly icon?: ReactNode;
    /** Shortcut shown on the button. */
    readonly keys?: string;
  };

/** A button. Its default type is "button", so that it never sends a form by accident. */
export function Button({
  variant,
  size,
  reason,
  busy,
  icon,
  keys,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  const named = rest["aria-label"] ?? (typeof children === "string" ? children : undefined);
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || Boolean(reason)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      title={reason ?? rest.title}
      aria-label={reason && named ? `${named}: ${reason}` : rest["aria-label"]}
      className={cn(buttonLook({ variant, size }), className)}
      onClick={busy ? undefined : rest.onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {keys && <Kbd solid={variant === "primary" || variant === "danger"}>{keys}</Kbd>}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Looks & { icon?: ReactNode }) {
  return (
    <Link {...rest} className={cn(buttonLook({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}

/** A square button with an icon alone; the label is read out and shown on hover. */
export const IconButton = ({ label, size = "icon", variant = "ghost", ...rest }: ButtonProps & { label: string }) => (
  <Button {...rest} size={size} variant={variant} aria-label={label} title={rest.title ?? label} />
);
