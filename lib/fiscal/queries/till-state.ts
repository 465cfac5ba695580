import { withTenant } from "@/lib/db";
import { isId, type Result, tiyn } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { type BlockCause, blocksAt, type RegisterProfile, registerProfile } from "@/lib/registers";
import type { DecisionError } from "../core/error";
import { NOTICE_KIND, openShiftOf, type RegisterState, unsentCount } from "../core/register";
import { autonomyEndsAt, canOpen, canReport, canWork, isAutonomyOver, isTooLong, shiftEndsAt } from "../core/shift";
import type { FiscalError } from "../error";
import { canSell } from "../ops/issue";
import { fiscalClock } from "../store/due";
import type { Reading } from "../store/port";
import { sqlStore } from "../store/sql-store";
import { vatKindsAt } from "../vat-kinds";
import type { Allowed, TillState } from "./views";

const HOUR_MS = 60 * 60 * 1000;

const allowed = (result: Result<unknown, FiscalError>): Allowed =>
  // cast: guards of the till answer the reasons of selling and of shifts alone
  result.ok
    ? { allowed: true }
    : { allowed: false, error: result.error as Extract<Allowed, { allowed: false }>["error"] };

function ofdOf(
  reading: Reading | null,
  profile: RegisterProfile,
  details: ReadonlyMap<string, string | null>,
  now: Date,
): TillState["ofd"] {
  const oldest = reading?.situation.oldestUnsentAt ?? null;
  const stored = blocksAt(profile, now);
  const causes: BlockCause[] =
    isAutonomyOver(oldest, now) && !stored.includes("offline_limit") ? [...stored, "offline_limit"] : [...stored];
  const offlineSince = reading?.situation.state.offlineSince ?? null;
  const blocksUntil = oldest && autonomyEndsAt(oldest);
  const blocked = causes.length > 0;
  const notice = reading?.situation.state.ads[NOTICE_KIND]?.text ?? null;
  return {
    mode: blocked ? "blocked" : offlineSince ? "offline" : "online",
    offlineSince,
    unsentCount: reading ? unsentCount(reading.situation.state) : 0,
    oldestUnsentAt: oldest,
    blocksAt: blocksUntil,
    hoursLeft: blocksUntil && Math.max(0, Math.floor((blocksUntil.getTime() - now.getTime()) / HOUR_MS)),
    notice: causes.includes("ofd") ? notice : null,
    blocks: causes.map((cause) => ({ cause, detail: details.get(cause) ?? null })),
  };
}

function shiftOf(state: RegisterState | undefined, now: Date): TillState["shift"] {
  const shift = state ? openShiftOf(state) : null;
  return (
    shift && {
      number: shift.number,
      openedAt: shift.openedAt,
      endsAt: shiftEndsAt(shift),
      tooLong: isTooLong(shift, now),
      documents: shift.documents,
    }
  );
}

const NOT_OPEN: Result<never, DecisionError> = { ok: false, error: { code: "fiscal.shift_not_open" } };

/** Everything the top of the till shows. Null where this tenant has no such register. */
export async function tillState(tenantId: string, registerId: string): Promise<TillState | null> {
  if (!isId(registerId)) return null;
  const found = await withTenant(tenantId, async (tx) => {
    const profile = await registerProfile(tx, tenantId, registerId);
    if (!profile) return null;
    const seller = await organizationProfile(tx, tenantId);
    const blocks = await tx.registerBlock.findMany({ where: { tenantId, registerId } });
    return { profile, vatPayer: Boolean(seller?.vat), blocks, now: await fiscalClock(tx) };
  });
  if (!found) return null;
  const { profile, vatPayer, blocks } = found;
  const { settings } = profile;
  const reading = await sqlStore.read(tenantId, registerId);
  const now = reading?.situation.now ?? found.now;
  const state = reading?.situation.state;
  const sell = canSell({ guard: profile }, reading, now);
  const inShift = state ? canWork(state, now) : sell;
  const work = sell.ok ? inShift : sell;
  const report = state ? canReport(state) : NOT_OPEN;
  const open = state ? canOpen(state) : sell;
  return {
    now,
    register: {
      id: profile.id,
      name: profile.name,
      factoryNumber: profile.factoryNumber,
      registrationNumber: profile.registrationNumber,
      address: profile.address,
    },
    vatPayer,
    vatKinds: vatKindsAt(now),
    settings: {
      rounding: { what: settings.rounding, to: settings.roundingTo },
      ...{ withdrawOnClose: settings.withdrawOnClose, autoCloseAt: settings.autoCloseAt, sections: settings.sections },
      form: { size: settings.paper, language: settings.paperLanguage },
    },
    shift: shiftOf(state, now),
    ofd: ofdOf(reading, profile, new Map(blocks.map(({ cause, detail }) => [cause, detail])), now),
    cashTiyn: state?.counters.cashTiyn ?? tiyn(0n),
    can: {
      sell: allowed(work),
      placeCash: allowed(work),
      openShift: allowed(sell.ok ? open : sell),
      closeShift: allowed(report),
      takeXReport: allowed(report),
    },
  };
}
