import type { Tone } from "@/components/ui/badge";
import { formatDate, formatTime, type Translate } from "@/lib/i18n";
import type { Health, Overview } from "./read";

/** Something that waits for the owner, with the one thing to do about it. */
export type Need = {
  readonly key: string;
  readonly tone: Tone;
  readonly icon: "blocked" | "offline" | "shift" | "paper" | "money";
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly href: string;
  /** Earlier comes first among equals. */
  readonly dueAt: Date;
};

const HOUR_MS = 3_600_000;
const SHIFT_SOON_MS = 2 * HOUR_MS;
const WEIGHTS: Readonly<Record<Tone, number>> = { danger: 0, warning: 1, info: 2, neutral: 3, success: 3 };

type Texts = { readonly t: Translate<"cabinet">; readonly ui: Translate<"ui"> };

function paperwork({ row }: Health, { now }: Overview, { t }: Texts): Need | null {
  const { status } = row;
  if (status !== "awaiting_signature" && status !== "awaiting_rnm" && status !== "rejected") return null;
  const verbs = { awaiting_signature: "sign", awaiting_rnm: "upload", rejected: "fix" } as const;
  return {
    ...{ key: `${row.id}:${status}`, tone: status === "rejected" ? "warning" : "info", icon: "paper", dueAt: now },
    title: t(`overview.item.${status}`, { name: nameOf(row) }),
    text: t(`overview.item.${status}Text`),
    verb: t(`overview.item.${verbs[status]}`),
    href: `/cabinet/registers/${row.id}/${status === "awaiting_signature" ? "application" : "card"}`,
  };
}

const nameOf = ({ name, address }: Health["row"]): string => `${name}, ${address.street} ${address.house}`;

function money({ row }: Health, { now, soon }: Overview, { t }: Texts): Need | null {
  const { paidUntil, blocks } = row;
  if (row.status !== "active" || !paidUntil || paidUntil > soon) return null;
  const stopped = blocks.includes("billing");
  const item = stopped ? "billing" : "prolongSoon";
  return {
    ...{ key: `${row.id}:money`, tone: stopped ? "danger" : "warning", icon: "money" },
    dueAt: stopped ? now : paidUntil,
    title: t(`overview.item.${item}`, { name: nameOf(row) }),
    text: t(`overview.item.${item}Text`, { date: formatDate(paidUntil) }),
    verb: t("overview.item.prolong"),
    href: "/cabinet/registers?tab=prolong",
  };
}

function stopped({ row }: Health, { now }: Overview, { t, ui }: Texts): Need[] {
  if (row.status !== "active") return [];
  // What the month and the letter stop has its own words above.
  const causes = row.blocks.filter((cause) => cause !== "billing" && cause !== "email");
  return causes.map((cause) => ({
    ...{ key: `${row.id}:${cause}`, tone: "danger", icon: "blocked", dueAt: now },
    title: t("overview.item.blocked", { name: nameOf(row) }),
    text: `${ui(`block.${cause}.title`)}. ${ui(`block.${cause}.text`)}`,
    verb: t("overview.open"),
    href: `/cabinet/registers/${row.id}`,
  }));
}

function live({ row, till }: Health, { now }: Overview, { t, ui }: Texts): Need[] {
  const needs: Need[] = [];
  const href = `/cabinet/registers/${row.id}`;
  if (till?.ofd.mode === "offline")
    needs.push({
      ...{ key: `${row.id}:offline`, tone: "warning", icon: "offline", href },
      title: t("overview.item.offline", { name: nameOf(row) }),
      text: t("overview.item.offlineText", { count: till.ofd.unsentCount, hours: till.ofd.hoursLeft ?? 0 }),
      verb: t("overview.open"),
      dueAt: till.ofd.blocksAt ?? now,
    });
  const { shift } = till ?? {};
  if (shift && shift.endsAt.getTime() - now.getTime() <= SHIFT_SOON_MS) {
    const ageMs = now.getTime() - shift.openedAt.getTime();
    const age = ui("shiftAge", {
      hours: Math.floor(ageMs / HOUR_MS),
      minutes: Math.floor((ageMs % HOUR_MS) / 60_000),
    });
    needs.push({
      ...{ key: `${row.id}:shift`, tone: shift.tooLong ? "danger" : "warning", icon: "shift", href },
      title: t("overview.item.shift", { name: nameOf(row), age }),
      text: shift.tooLong
        ? t("overview.item.shiftOver")
        : t("overview.item.shiftText", { time: formatTime(shift.endsAt).slice(0, 5) }),
      verb: t("overview.open"),
      dueAt: shift.endsAt,
    });
  }
  return needs;
}

/** What waits for the owner: dangers first, then whatever is due sooner. */
export const needsOf = (overview: Overview, texts: Texts): readonly Need[] =>
  overview.health
    .flatMap((each) => [
      ...stopped(each, overview, texts),
      ...live(each, overview, texts),
      ...[money(each, overview, texts), paperwork(each, overview, texts)].filter((need) => need !== null),
    ])
    .sort((a, b) => WEIGHTS[a.tone] - WEIGHTS[b.tone] || a.dueAt.getTime() - b.dueAt.getTime());
