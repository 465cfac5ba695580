import {
  Ban,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  FileSignature,
  Hourglass,
  KeyRound,
  Lock,
  type LucideIcon,
  MailCheck,
  MailWarning,
  Unlock,
  UserX,
  Wifi,
  WifiOff,
} from "lucide-react";
import type { Tone } from "@/components/ui/badge";

type Look = { readonly tone: Tone; readonly icon: LucideIcon | "spinner" };

/** How each state of each machine looks. Words are `ui.status.<machine>.<state>`; icon and word together, never colour alone. */
export const STATUS_MAP = {
  register: {
    awaiting_signature: { tone: "warning", icon: FileSignature },
    awaiting_rnm: { tone: "warning", icon: Clock },
    in_moderation: { tone: "info", icon: "spinner" },
    rejected: { tone: "danger", icon: CircleX },
    active: { tone: "success", icon: CircleCheck },
    deregistered: { tone: "neutral", icon: Ban },
    prolong: { tone: "warning", icon: CalendarClock },
  },
  email: {
    confirmed: { tone: "success", icon: MailCheck },
    unconfirmed: { tone: "warning", icon: MailWarning },
  },
  organization: {
    key_verified: { tone: "neutral", icon: CircleDashed },
    details_given: { tone: "neutral", icon: CircleDashed },
    active: { tone: "success", icon: CircleCheck },
    suspended: { tone: "danger", icon: Ban },
    closed: { tone: "neutral", icon: Lock },
  },
  shift: {
    open: { tone: "success", icon: Unlock },
    closed: { tone: "neutral", icon: Lock },
  },
  document: {
    queued: { tone: "warning", icon: Hourglass },
    sealed: { tone: "info", icon: "spinner" },
    accepted: { tone: "success", icon: CircleCheck },
    rejected: { tone: "danger", icon: CircleX },
  },
  ofd: {
    online: { tone: "success", icon: Wifi },
    offline: { tone: "warning", icon: WifiOff },
    blocked: { tone: "danger", icon: CircleX },
  },
  invoice: {
    issued: { tone: "info", icon: Clock },
    paid: { tone: "success", icon: CircleCheck },
    void: { tone: "neutral", icon: Ban },
  },
  account: {
    active: { tone: "success", icon: CircleCheck },
    disabled: { tone: "neutral", icon: UserX },
    temporary: { tone: "warning", icon: KeyRound },
  },
  application: {
    signed: { tone: "info", icon: FileSignature },
    approved: { tone: "success", icon: CircleCheck },
  },
} as const satisfies Record<string, Record<string, Look>>;

export type Machine = keyof typeof STATUS_MAP;
export type StatusOf<M extends Machine> = keyof (typeof STATUS_MAP)[M] & string;
