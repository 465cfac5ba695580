import type { Step } from "@/components/layout";
import { tariff } from "@/lib/billing";
import { formatDate, type Locale, type Translate } from "@/lib/i18n";
import { dayOf } from "@/lib/kernel";
import type { RegisterStatus, RegisterView } from "@/lib/registers";

type Place = {
  readonly status: RegisterStatus;
  readonly signedAt: Date | null;
  /** The tariff and the address that the first step fixed, for its line. */
  readonly place: string;
};

const ORDER: Readonly<Record<RegisterStatus, number>> = {
  awaiting_signature: 1,
  awaiting_rnm: 2,
  rejected: 2,
  in_moderation: 3,
  active: 5,
  deregistered: 5,
};

/** Where a register is on its way: what a view of it says to the steps. */
export const placeOf = (register: RegisterView, locale: Locale): Place => ({
  status: register.status,
  signedAt: register.application.signedAt,
  place: `${tariff(register.tariffCode, dayOf(register.createdAt))?.name[locale] ?? ""}, ${register.address.street} ${register.address.house}`,
});

/** The way of a register to its first receipt, and where it stands; null is the form that begins it. */
export function registerSteps(t: Translate<"registers">, register: Place | null): Step[] {
  const here = register ? ORDER[register.status] : 0;
  const signed = register?.signedAt;
  const notes = [
    undefined,
    signed ? t("steps.signedOn", { date: formatDate(signed) }) : t("steps.applicationNote"),
    t("steps.cardNote"),
    t("steps.moderationNote"),
    undefined,
  ];
  const labels = ["steps.place", "steps.application", "steps.card", "steps.moderation", "steps.works"] as const;
  return labels.map((label, index) => {
    if (index < here) return { label: t(label), note: [register?.place, notes[1]][index], state: "done" };
    if (index > here) return { label: t(label), note: notes[index], state: "next" };
    return { label: t(label), note: index === 3 ? notes[3] : t("steps.now"), state: index === 3 ? "us" : "current" };
  });
}
