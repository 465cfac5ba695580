"use client";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useT } from "@/lib/i18n/client";

const KeyCap = ({ children }: { children: string }) => (
  <kbd className="num inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border-strong bg-muted px-1 font-sans text-[11px] leading-none font-medium text-muted-foreground">
    {children}
  </kbd>
);

const ENTRY = [
  { keys: ["/", "F2"], text: "search" },
  { keys: ["Enter"], text: "add" },
  { keys: ["*"], text: "quantity" },
  { keys: ["+", "\u2212"], text: "step" },
  { keys: ["\u2191", "\u2193"], text: "line" },
  { keys: ["Del"], text: "remove" },
  { keys: ["F4"], text: "discount" },
] as const;
const PAY = [
  { keys: ["F8"], text: "card" },
  { keys: ["F9"], text: "cash" },
  { keys: ["F10"], text: "mixed" },
  { keys: ["Ctrl", "Enter"], text: "issue" },
  { keys: ["Enter"], text: "next" },
  { keys: ["Esc"], text: "back" },
  { keys: ["F6"], text: "lock" },
] as const;

/** The list of all keys of the till. */
export function KeysList({ onClose }: { onClose: () => void }) {
  const t = useT("pos");
  const list = (title: string, rows: typeof ENTRY | typeof PAY) => (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[104px_1fr] items-center gap-y-2">
        {rows.map(({ keys, text }) => (
          <div key={text} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <KeyCap key={key}>{key}</KeyCap>
              ))}
            </dt>
            <dd>{t(`keys.${text}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("keys.title")} size="md">
        <div className="grid gap-6 sm:grid-cols-2">
          {list(t("keys.entry"), ENTRY)}
          {list(t("keys.pay"), PAY)}
        </div>
      </DialogContent>
    </Dialog>
  );
}
