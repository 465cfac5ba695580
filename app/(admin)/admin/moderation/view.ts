import { taxOffice } from "@/lib/directory";
import { formatDate, formatDateTime, formatMoneyShort, type Locale, type Translate } from "@/lib/i18n";
import {
  addressLine,
  CARD_FIELDS,
  type CardField,
  type CardFields,
  type ModerationCard,
  type QueueRow,
  type RegisterStatus,
} from "@/lib/registers";

type T = Translate<"admin">;
const MINUTE_MS = 60_000;

/** A waiting card as the left column shows it. */
export type QueueItem = {
  readonly cardId: string;
  readonly organization: string;
  readonly address: string;
  readonly registrationNumber: string;
  readonly waits: string;
  readonly tone: "fresh" | "late" | "over";
  readonly again: boolean;
  /** What the search looks through. */
  readonly words: string;
};

/** One line of the comparison. */
export type FieldLine = {
  readonly field: CardField;
  readonly label: string;
  readonly value: string;
  readonly mono: boolean;
  /** Where the value comes from, or what it was in the try before. */
  readonly note: string | null;
  readonly changed: boolean;
};

/** How long a card waits, and whether that is too long: four working hours were promised. */
export function waitsFor(t: T, submittedAt: Date, now: Date): { text: string; tone: QueueItem["tone"] } {
  const minutes = Math.max(0, Math.floor((now.getTime() - submittedAt.getTime()) / MINUTE_MS));
  const tone = minutes >= 240 ? "over" : minutes >= 180 ? "late" : "fresh";
  return { text: t("moderation.waits", { hours: Math.floor(minutes / 60), minutes: minutes % 60 }), tone };
}

export function queueItem(t: T, locale: Locale, row: QueueRow, now: Date): QueueItem {
  const { text, tone } = waitsFor(t, row.submittedAt, now);
  return {
    cardId: row.cardId,
    organization: row.organization,
    address: addressLine(row.address, locale),
    registrationNumber: row.registrationNumber,
    waits: text,
    tone,
    again: row.attempt > 1,
    words: `${row.organization} ${row.xin} ${row.registrationNumber}`.toLowerCase(),
  };
}

const officeText = (code: string): string => {
  const name = taxOffice(code)?.name;
  return name ? `${name}, ${code}` : code;
};

/** The nine lines to compare with the scan, each with its note. */
export function fieldLines(t: T, locale: Locale, card: ModerationCard): FieldLine[] {
  const { fields, before } = card;
  const read = (of: CardFields): Partial<Record<CardField, string>> => ({
    registrationNumber: of.registrationNumber,
    registeredOn: formatDate(of.registeredOn),
    taxOffice: officeText(of.taxOfficeCode),
    ofdRegisterId: of.ofdRegisterId,
    ofdToken: `••••••${of.tokenTail}`,
    ofdCashierId: of.ofdCashierId,
  });
  const values: Partial<Record<CardField, string>> = {
    ...read(fields),
    factoryNumber: card.factoryNumber,
    xin: card.xin,
    address: addressLine(card.address, locale),
  };
  const earlier = before ? read(before) : {};
  const source: Partial<Record<CardField, string>> = {
    factoryNumber: t("moderation.ours"),
    xin: t("moderation.fromContract"),
  };
  return CARD_FIELDS.map((field) => {
    const [value = "", was] = [values[field], earlier[field]];
    const changed = was !== undefined && was !== value;
    return {
      field,
      label: t(`moderation.field.${field}`),
      value,
      mono: !["registeredOn", "taxOffice", "address"].includes(field),
      note: changed ? t("moderation.was", { value: was }) : (source[field] ?? null),
      changed,
    };
  });
}

export type HistoryLine = {
  readonly kind: "signed" | "submitted" | "approved" | "rejected";
  readonly at: string;
  readonly what: string;
  readonly more: string;
};

export const historyLines = (t: T, card: ModerationCard): HistoryLine[] =>
  card.history.map((event) => {
    const again = event.kind === "submitted" && event.attempt > 1;
    return {
      kind: event.kind,
      at: formatDateTime(event.at),
      what: t(again ? "moderation.event.again" : `moderation.event.${event.kind}`),
      more: event.kind === "rejected" ? `${event.by}: «${event.reason}»` : event.by,
    };
  });

/** The line under the organisation's name. */
export function factsLine(t: T, locale: Locale, card: ModerationCard, now: Date): string {
  const facts = { tariff: card.tariffName[locale], price: formatMoneyShort(card.priceTiyn) };
  if (card.decision) return t("moderation.factsDecided", facts);
  const waits = waitsFor(t, card.submittedAt, now).text;
  return t("moderation.facts", { ...facts, balance: formatMoneyShort(card.balanceTiyn), waits });
}

/** A card as the desk shows it; everything is already written for the reader. */
export type DeskCard = {
  readonly cardId: string;
  readonly organization: string;
  readonly xinLabel: string;
  readonly xin: string;
  readonly facts: string;
  readonly price: string;
  readonly status: RegisterStatus;
  readonly attempt: number;
  readonly scan: { readonly href: string; readonly name: string; readonly picture: boolean };
  readonly lines: readonly FieldLine[];
  readonly history: readonly HistoryLine[];
  /** Set when the card is decided: the desk becomes read-only. */
  readonly taken: { readonly title: string; readonly text: string } | null;
};

/** The cards before and after the one in hand. */
export type Neighbours = { readonly previous: string | null; readonly next: string | null };
