import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { catalogues } from "@/lib/i18n/catalogues";
import { I18nProvider } from "@/lib/i18n/client";
import { tiyn } from "@/lib/kernel";
import { BLOCK_CAUSES } from "@/lib/registers/core/blocks";
import { BlockedPanel } from "./close-shift";
import type { Closing } from "./closing";
import { LinkMark, ShiftMark } from "./marks";
import { ShiftNotice } from "./shift-notice";
import type { TillActions, TillView } from "./shown";
import { TillProvider } from "./till-context";

// What a cashier must always see: how long the shift is open, how the operator is, what waits, and for how long it may.

const HOUR_MS = 3_600_000;
const OPENED = new Date("2026-11-25T03:00:00Z");
const allowed = { allowed: true } as const;
const notAsked = () => Promise.reject(new Error("a picture asks nothing"));
const ACTIONS: TillActions = {
  ...{ readTill: notAsked, issueReceipt: notAsked, settleSale: notAsked, issueReturn: notAsked },
  ...{ mailReceipt: notAsked, placeCash: notAsked, closeShift: notAsked, openShift: notAsked },
  ...{ takeXReport: notAsked, lock: notAsked },
};

/** The register after so many hours of its shift; the server's clock says so. */
function givenTill(hours: number, ofd: Partial<TillView["ofd"]> = {}, more: Partial<TillView> = {}): TillView {
  const now = new Date(OPENED.getTime() + hours * HOUR_MS);
  return {
    now,
    register: {
      ...{ id: "r", name: "Касса 1", factoryNumber: "700000014", registrationNumber: "010100000001" },
      address: { region: "", locality: "", street: "Абая", house: "44" } as unknown as TillView["register"]["address"], // cast: no mark shows it
    },
    ...{ vatPayer: false, vatKinds: ["none"], place: "Абая 44", revenueTiyn: null, closed: null, cashTiyn: tiyn(0n) },
    settings: {
      rounding: { what: "none", to: 100 },
      ...{ withdrawOnClose: false, autoCloseAt: null, sections: [] },
      form: { size: "80", language: "ru" },
    } as unknown as TillView["settings"], // cast: as above
    shift: {
      ...{ number: 185, openedAt: OPENED, endsAt: new Date(OPENED.getTime() + 24 * HOUR_MS), documents: 1 },
      tooLong: hours >= 24,
    },
    ofd: {
      ...{ mode: "online", offlineSince: null, unsentCount: 0, oldestUnsentAt: null, blocksAt: null, hoursLeft: null },
      ...{ notice: null, blocks: [] },
      ...ofd,
    },
    can: { sell: allowed, placeCash: allowed, openShift: allowed, closeShift: allowed, takeXReport: allowed },
    ...more,
  };
}

const MARKS = (
  <>
    <ShiftMark />
    <LinkMark />
    <ShiftNotice />
  </>
);
const CLOSING: Closing = { progress: "none", refusal: null, close: notAsked };

/** The words of the marks, and the classes that tell their colours. */
function seen(
  till: TillView,
  parts = MARKS,
  locale: "ru" | "kk" | "en" = "ru",
): { readonly text: string; readonly html: string } {
  const html = renderToStaticMarkup(
    <I18nProvider locale={locale} messages={catalogues[locale]}>
      <TillProvider till={till} actions={ACTIONS} units={{}} cashier="А" cashierId="a">
        {parts}
      </TillProvider>
    </I18nProvider>,
  );
  return { html, text: html.replace(/<[^>]*>/g, " ").replace(/[\s\u00a0]+/g, " ") };
}

const MS = 1 / HOUR_MS;

describe("the age of the shift", () => {
  test("is calm before 22 hours, warns from then with a sign and words, and is red at 24", () => {
    const calm = seen(givenTill(22 - MS));
    expect(calm.text).toContain("Смена 185 21 ч 59 мин");
    expect(calm.html).not.toMatch(/warning|Смену пора закрыть/);
    const warned = seen(givenTill(22));
    expect(warned.text).toContain("22 ч 0 мин");
    expect(warned.html).toMatch(/text-warning-text.*Смену пора закрыть/);
    expect(warned.text).toContain("Смену нужно закрыть до 08:00: после 24 часов касса не продает.");
    expect(seen(givenTill(24 - MS)).html).not.toContain("text-danger-text");
    const over = seen(givenTill(24));
    expect(over.html).toMatch(/text-danger-text.*Смену пора закрыть/);
    expect(over.text).toMatch(/24 ч 0 мин .*Заблокирована.*смена дольше 24 ч/);
  });

  test("is told where no shift is open", () => {
    expect(seen(givenTill(1, {}, { shift: null })).text).toContain("Смена закрыта");
  });

  test("of a shift that closes by the clock within minutes, that is what is said", () => {
    const till = givenTill(22.9);
    const settings = { ...till.settings, autoCloseAt: "07:00" };
    const { text } = seen({ ...till, settings });
    expect(text).toContain("Смена закроется сама в 07:00, через 6 минут.");
    expect(text).not.toContain("Смену нужно закрыть");
  });
});

describe("the operator's state", () => {
  const since = new Date(OPENED.getTime() + HOUR_MS);
  const queue = { unsentCount: 12, oldestUnsentAt: since, blocksAt: new Date(since.getTime() + 72 * HOUR_MS) };
  const offline = { ...queue, mode: "offline", offlineSince: since } as const;

  test("is connected with nothing waiting", () => {
    const { text } = seen(givenTill(7.2));
    expect(text).toMatch(/Смена 185 7 ч 12 мин .*ОФД на связи\s*$/);
  });

  test("without a connection it says for how long, what waits, and how long it may", () => {
    expect(seen(givenTill(4, offline)).text).toContain("Автономно 3 ч 12 не отправлено, осталось 69 ч");
    expect(seen(givenTill(1.5, offline)).text).toContain("Автономно 12 не отправлено, осталось 71 ч");
    expect(seen(givenTill(73 - MS, offline, { shift: null })).text).toContain("осталось 0 ч");
  });

  test("what still waits is said too while it goes out, and where the register is stopped", () => {
    expect(seen(givenTill(4, queue)).text).toContain("ОФД на связи 12 не отправлено, осталось 69 ч");
    expect(seen(givenTill(24.5, offline)).text).toContain("смена дольше 24 ч, 12 не отправлено, осталось 48 ч");
    const stopped = { ...offline, mode: "blocked", blocks: [{ cause: "token", detail: null }] } as const;
    expect(seen(givenTill(4, stopped)).text).toMatch(/Заблокирована .+, 12 не отправлено, осталось 69 ч/);
  });
});

describe("a register that may not sell", () => {
  const blocked = (cause: (typeof BLOCK_CAUSES)[number]) =>
    givenTill(4, { mode: "blocked", blocks: [{ cause, detail: null }], notice: cause === "ofd" ? "Нет оплаты" : null });

  /** A text of the catalogue as a page holds it; what is missing or empty is none. */
  const worded = (locale: "ru" | "kk" | "en", path: string): string => {
    const found = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], catalogues[locale]); // cast: a tree of texts
    if (typeof found !== "string" || found.trim() === "") throw new Error(`${locale} has no ${path}`);
    return found.replaceAll("\u00a0", " ").replaceAll("'", "&#x27;");
  };

  test.each(BLOCK_CAUSES)("by cause %s says why, what now and who lifts it, in three languages", (cause) => {
    for (const locale of ["ru", "kk", "en"] as const) {
      const [title, text, who] = ["title", "text", "who"].map((part) => worded(locale, `ui.block.${cause}.${part}`));
      expect(worded(locale, `admin.registers.means.${cause}`)).toMatch(/\S/);
      const panel = <BlockedPanel closing={CLOSING} kept="Чек цел." />;
      const said = seen(blocked(cause), panel, locale).text;
      expect(said).toContain(title);
      expect(said).toContain(`${text} ${who} Чек цел.`);
    }
  });

  test("by the operator, says the operator's own words; by its age, offers to close the shift instead", () => {
    const panel = <BlockedPanel closing={CLOSING} kept={null} />;
    expect(seen(blocked("ofd"), panel).text).toContain("Нет оплаты");
    const { text } = seen(givenTill(24.2), panel);
    expect(text).toContain("185");
    expect(text).toContain("Закрыть смену");
  });
});
