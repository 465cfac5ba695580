"use client";
import { X } from "lucide-react";
import {
  cloneElement,
  createContext,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useT } from "@/lib/i18n/client";
import { IconButton } from "./button";
import { cn } from "./cn";

// The browser's own <dialog>: it keeps the focus inside and the page behind still, for none of the script that a library
// would bring to every till.

type DialogState = { readonly open: boolean; readonly setOpen: (open: boolean) => void };
const DialogContext = createContext<DialogState>({ open: false, setOpen: () => undefined });

/** Opens over the page; focus stays inside and returns to what opened it. */
export function Dialog({
  open: given,
  onOpenChange,
  children,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const [own, setOwn] = useState(false);
  const setOpen = (next: boolean) => {
    if (given === undefined) setOwn(next);
    onOpenChange?.(next);
  };
  return <DialogContext value={{ open: given ?? own, setOpen }}>{children}</DialogContext>;
}

type Pressable = ReactElement<{ onClick?: (event: MouseEvent<HTMLElement>) => void }>;

/** Gives its one child, a button, another thing to do when it is pressed. */
function Pressing({ children, does }: { children: ReactNode; does: (state: DialogState) => void }) {
  const state = useContext(DialogContext);
  const button = children as Pressable; // cast: the props below ask for one element
  return cloneElement(button, {
    onClick: (event: MouseEvent<HTMLElement>) => {
      button.props.onClick?.(event);
      if (!event.defaultPrevented) does(state);
    },
  });
}

/** Wraps the button that opens the dialog. */
export const DialogTrigger = ({ children }: { asChild?: true; children: ReactElement }) => (
  <Pressing does={({ setOpen }) => setOpen(true)}>{children}</Pressing>
);

/** Wraps a button that closes the dialog. */
export const DialogClose = ({ children }: { asChild?: true; children: ReactElement }) => (
  <Pressing does={({ setOpen }) => setOpen(false)}>{children}</Pressing>
);

const WIDTHS = { sm: "md:max-w-[440px]", md: "md:max-w-[560px]", lg: "md:max-w-[760px]" } as const;

type WindowProps = {
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
};

/** The window: title, one sentence, content, and a foot whose last button carries the verb. */
export function DialogContent(props: WindowProps) {
  const { open } = useContext(DialogContext);
  return open ? <Window {...props} /> : null;
}

/** Shows a <dialog> while it stands; what had the focus before has it again after. */
function useModal() {
  const place = useRef<HTMLDialogElement>(null);
  // Taken while drawing: by the time of the effect a field inside may have the focus already.
  const [before] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  useLayoutEffect(() => {
    const dialog = place.current;
    const wanted = document.activeElement;
    dialog?.showModal();
    if (wanted instanceof HTMLElement && dialog?.contains(wanted)) wanted.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  return place;
}

function Window({
  title,
  text,
  children,
  footer,
  size = "sm",
  closable = true,
  keepOnPressOutside = false,
  alert,
  className,
}: WindowProps) {
  const t = useT("ui");
  const id = useId();
  const place = useModal();
  const { setOpen } = useContext(DialogContext);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same, as onCancel
    <dialog
      ref={place}
      role={alert ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={text ? `${id}-text` : undefined}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return; // a file field inside cancels too
        event.preventDefault();
        setOpen(false);
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && closable && !keepOnPressOutside) setOpen(false);
      }}
      className={cn(
        "m-auto w-[calc(100vw-2rem)] max-w-none overflow-visible rounded-lg border bg-popover p-0 text-body text-popover-foreground shadow-overlay outline-none backdrop:bg-scrim max-md:mb-0 max-md:w-full max-md:rounded-b-none",
        WIDTHS[size],
        className,
      )}
    >
      <div className="relative flex max-h-[90dvh] flex-col">
        <div className={cn("px-5 pt-5", closable && "pr-14")}>
          <h2 id={`${id}-title`} className="text-lead font-semibold">
            {title}
          </h2>
          {text && (
            <p id={`${id}-text`} className="mt-1 text-muted-foreground">
              {text}
            </p>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-3 pb-4 empty:pt-0">{children}</div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        {/* Last in order, so that the focus first falls on what the window is about. */}
        {closable && (
          <IconButton
            label={t("close")}
            size="iconSm"
            onClick={() => setOpen(false)}
            className="absolute top-3.5 right-3"
          >
            <X className="size-4" aria-hidden="true" />
          </IconButton>
        )}
      </div>
    </dialog>
  );
}
