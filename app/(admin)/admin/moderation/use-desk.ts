"use client";
import { useRouter } from "next/navigation";
import { type RefObject, useRef, useState, useTransition } from "react";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { CardField, Marks } from "@/lib/registers";
import { useKeys } from "./use-keys";
import type { DeskCard, Neighbours } from "./view";

export type Decide = (
  previous: ActionState<{ registerId: string }>,
  input: object,
) => Promise<ActionState<{ registerId: string }>>;

/** Why approval waits, in words; null when nothing stands in its way. */
function useObstacle({ lines }: DeskCard, marks: Marks): string | null {
  const t = useT("admin");
  const said = (wanted: "differs" | undefined) => lines.filter(({ field }) => marks[field] === wanted);
  const names = (of: typeof lines) => of.map(({ label }) => label).join(", ");
  const left = said(undefined);
  const [differ, unchecked] = [names(said("differs")), names(left)];
  if (!differ && left.length > 3) return t("moderation.why.uncheckedMany", { count: left.length });
  if (differ && unchecked && left.length <= 3) return t("moderation.why.both", { differ, unchecked });
  if (differ) return t("moderation.why.differ", { fields: differ });
  return unchecked ? t("moderation.why.unchecked", { fields: unchecked }) : null;
}

/** The reason of a refusal: follows the first field that differs until a person writes their own. */
function useReason() {
  const t = useT("admin");
  const [text, setText] = useState("");
  const [own, setOwn] = useState(false);
  const suggest = (field: CardField | "scan" | null) => setText(field ? t(`moderation.reasonText.${field}`) : "");
  return {
    text,
    write: (typed: string) => {
      setText(typed);
      setOwn(typed !== "");
    },
    choose: (field: CardField | "scan") => {
      suggest(field);
      setOwn(field === "scan");
    },
    follow: (field: CardField | null) => {
      if (!own) suggest(field);
    },
  };
}

export type DeskState = {
  readonly marks: Marks;
  readonly at: number;
  readonly reason: ReturnType<typeof useReason>;
  readonly reasonBox: RefObject<HTMLTextAreaElement | null>;
  readonly obstacle: string | null;
  readonly busy: boolean;
  readonly setAt: (index: number) => void;
  readonly mark: (field: CardField, said: "matches" | "differs") => void;
  readonly open: (cardId: string | null) => void;
  readonly approve: () => void;
  readonly reject: () => void;
};

/** What is done at the desk, by click and by key. */
export function useDesk(card: DeskCard, neighbours: Neighbours, acts: { approve: Decide; reject: Decide }): DeskState {
  const t = useT("admin");
  const router = useRouter();
  const toast = useToast();
  const errorText = useErrorText();
  const [marks, setMarks] = useState<Marks>({});
  const [at, setAt] = useState(0);
  const [busy, start] = useTransition();
  const reason = useReason();
  const reasonBox = useRef<HTMLTextAreaElement>(null);
  const obstacle = useObstacle(card, marks);
  const closed = card.taken !== null || busy;

  const open = (cardId: string | null) =>
    router.push(cardId ? `/admin/moderation?card=${cardId}` : "/admin/moderation");
  const mark = (field: CardField, said: "matches" | "differs") => {
    const next = { ...marks, [field]: said };
    setMarks(next);
    reason.follow(card.lines.find((line) => next[line.field] === "differs")?.field ?? null);
  };
  const markHere = (said: "matches" | "differs") => {
    const line = card.lines[at];
    if (!line || closed) return;
    mark(line.field, said);
    setAt(Math.min(at + 1, card.lines.length - 1));
  };
  const send = (act: Decide, input: object, done: string) =>
    start(async () => {
      const answer = await act(IDLE, { cardId: card.cardId, ...input });
      if (answer.status === "done") {
        toast({ title: done, text: card.organization });
        return open(neighbours.next ?? neighbours.previous);
      }
      if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
      router.refresh(); // someone may have decided first: the card comes back read-only
    });
  const approve = () => {
    if (!closed && !obstacle) send(acts.approve, { marks }, t("moderation.approved"));
  };
  const reject = () => {
    if (closed) return;
    if (reason.text.trim() === "") return reasonBox.current?.focus();
    send(acts.reject, { reason: reason.text }, t("moderation.rejected"));
  };
  useKeys({
    next: () => neighbours.next && open(neighbours.next),
    previous: () => neighbours.previous && open(neighbours.previous),
    up: () => setAt(Math.max(0, at - 1)),
    down: () => setAt(Math.min(card.lines.length - 1, at + 1)),
    matches: () => markHere("matches"),
    differs: () => markHere("differs"),
    reject,
    approve,
  });
  return { marks, at, reason, reasonBox, obstacle, busy, setAt, mark, open, approve, reject };
}
