import { describe, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import {
  approveCard,
  decryptOfdToken,
  moderationCard,
  moderationQueue,
  moderationScan,
  registerMenu,
  registerProfile,
  rejectCard,
  uploadCard,
} from "@/lib/registers";
import { look } from "../support/db";
import { waitingJobs } from "../support/jobs";
import {
  allMatch,
  auditOf,
  balanceOf,
  givenAdmin,
  givenAwaitingCard,
  givenInModeration,
  givenShop,
  lettersTo,
  newTestId,
  scan,
  stateOf,
  typedCard,
} from "../support/registers";

const kim = givenAdmin("Ким Е. В.");
const ospanov = givenAdmin("Оспанов Т.");
const shopWith = (tenge: number) => givenShop({ tenge });
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe("[S-101] the administration compares", () => {
  test("cards in the order they came, with the try before and the whole story", async () => {
    const shop = await shopWith(17_500);
    const first = await givenInModeration(shop);
    const other = await givenInModeration(shop);
    await rejectCard(kim, { cardId: first.cardId, reason: "Дата не читается" });
    const again = await uploadCard(
      shop.ctx,
      typedCard(first.registerId, { registeredOn: "2018-11-27", ofdToken: "59229122" }),
      await scan(),
    );
    if (!again.ok) expect.unreachable(again.error.code);
    const queue = (await moderationQueue()).map(({ cardId, attempt }) => [cardId, attempt]);
    expect(queue).toEqual([
      [other.cardId, 1],
      [again.value.cardId, 2],
    ]);
    const card = await moderationCard(again.value.cardId);
    expect(card).toMatchObject({
      ...{ organization: "ТОО «Әлем Құрылыс»", xin: shop.xin, attempt: 2, decision: null },
      ...{ priceTiyn: 250_000n, balanceTiyn: 1_750_000n, scan: { name: "karta.png", mediaType: "image/png" } },
      fields: { tokenTail: "22", registeredOn: new Date("2018-11-27") },
      before: { tokenTail: "21", registeredOn: new Date("2018-11-26") },
    });
    expect(card?.history.map(({ kind }) => kind)).toEqual(["submitted", "rejected", "submitted"]);
    expect(await moderationScan(again.value.cardId)).toMatchObject({ kind: "card_scan" });
    expect(await moderationCard(newTestId())).toBe(null);
    expect(await moderationScan("crooked")).toBe(null);
  });
});

describe("[S-102] approval", () => {
  test("[S-104] [S-105] [S-106] charges the month once and makes the register active, told and asked for", async () => {
    const shop = await shopWith(20_000);
    const { registerId, cardId } = await givenInModeration(shop);
    expect(await approveCard(kim, { cardId, marks: allMatch })).toEqual({ ok: true, value: { registerId } });
    expect(await stateOf(registerId)).toMatchObject({ status: "active", paid_until: expect.any(Date) });
    expect(await balanceOf(shop)).toBe(17_500);
    const [entry] = await look<{ text: string; effect: string }>(
      "SELECT comment_text AS text, effect_tiyn::text AS effect FROM cabinet.ledger_entry WHERE tenant_id = $1 AND kind = 'subscription'",
      [shop.tenantId],
    );
    expect(entry).toEqual({ text: expect.stringContaining("Покупка кассы по тарифу: БАЗОВЫЙ"), effect: "-250000" });
    expect((await registerMenu(shop.tenantId)).map(({ id }) => id)).toEqual([registerId]);
    expect(await lettersTo(shop)).toEqual(["register_approved"]);
    expect(await waitingJobs()).toContain("fiscal.ask_info");
    expect(await auditOf(shop.tenantId)).toContain("registers.approved");
    expect(await moderationQueue()).not.toContainEqual(expect.objectContaining({ cardId }));
  });

  test("hands the fiscalizer the operator's numbers and a token that opens for this register alone", async () => {
    const shop = await shopWith(20_000);
    const { registerId, cardId } = await givenInModeration(shop, { ofdToken: "77777721" });
    await approveCard(kim, { cardId, marks: allMatch });
    const profile = await withTenant(shop.tenantId, (tx) => registerProfile(tx, shop.tenantId, registerId));
    const cipher = profile?.ofd?.tokenCipher ?? new Uint8Array();
    expect(decryptOfdToken(shop.tenantId, registerId, cipher)).toBe("77777721");
    expect(() => decryptOfdToken(shop.tenantId, newTestId(), cipher)).toThrow();
    expect([...(profile?.blocks ?? [])]).toEqual([]);
  });

  test("asks that every field was compared and matches", async () => {
    const shop = await shopWith(2500);
    const { registerId, cardId } = await givenInModeration(shop);
    const { address: _, ...some } = allMatch;
    expect(await approveCard(kim, { cardId, marks: some })).toEqual({
      ok: false,
      error: { code: "registers.fields_unchecked", fields: ["address"] },
    });
    expect(await approveCard(kim, { cardId, marks: { ...allMatch, address: "differs" } })).toEqual(
      refused("registers.fields_differ"),
    );
    expect([(await stateOf(registerId))?.status, await balanceOf(shop)]).toEqual(["in_moderation", 2500]);
  });

  test("of two admins at once one wins, the month is charged once, and the other hears who was first", async () => {
    const shop = await shopWith(20_000);
    const { cardId } = await givenInModeration(shop);
    const both = await Promise.all([kim, ospanov].map((admin) => approveCard(admin, { cardId, marks: allMatch })));
    expect(both.map((answer) => answer.ok).sort()).toEqual([false, true]);
    const winner = both[0]?.ok ? kim : ospanov;
    expect(both.find((answer) => !answer.ok)).toEqual({
      ok: false,
      error: {
        code: "registers.already_decided",
        verdict: "approved",
        by: winner.actorName,
        decidedAt: expect.any(Date),
      },
    });
    expect(await balanceOf(shop)).toBe(17_500);
    expect(await lettersTo(shop)).toEqual(["register_approved"]);
  });

  test("against rejection at the same moment: one word stands", async () => {
    const shop = await shopWith(20_000);
    const { registerId, cardId } = await givenInModeration(shop);
    const [approved, rejected] = await Promise.all([
      approveCard(kim, { cardId, marks: allMatch }),
      rejectCard(ospanov, { cardId, reason: "Скан нечеткий" }),
    ]);
    expect(approved.ok).not.toBe(rejected.ok);
    const loser = approved.ok ? rejected : approved;
    expect(loser).toEqual(refused("registers.already_decided"));
    expect((await stateOf(registerId))?.status).toBe(approved.ok ? "active" : "rejected");
    expect(await balanceOf(shop)).toBe(approved.ok ? 17_500 : 20_000);
  });

  test("is refused when the balance no longer covers the month: the card stays and the owner is told", async () => {
    const shop = await shopWith(2500);
    const one = await givenInModeration(shop);
    const two = await givenInModeration(shop);
    expect((await approveCard(kim, { cardId: one.cardId, marks: allMatch })).ok).toBe(true);
    expect(await approveCard(kim, { cardId: two.cardId, marks: allMatch })).toEqual({
      ok: false,
      error: { code: "registers.approval_unpaid", missingTiyn: 250_000n },
    });
    expect((await stateOf(two.registerId))?.status).toBe("in_moderation");
    expect(await moderationCard(two.cardId)).toMatchObject({ decision: null });
    expect(await lettersTo(shop)).toEqual(["register_approved", "approval_unpaid"]);
    await shop.topUp(2500);
    expect((await approveCard(kim, { cardId: two.cardId, marks: allMatch })).ok).toBe(true);
    expect(await balanceOf(shop)).toBe(0);
  });

  test("is refused when the РНМ became active elsewhere meanwhile, and nothing is charged", async () => {
    const [mine, theirs] = [await shopWith(2500), await shopWith(2500)];
    const one = await givenInModeration(mine);
    const number = (await stateOf(one.registerId))?.registration_number ?? "";
    const two = await givenInModeration(theirs, { registrationNumber: number });
    const both = await Promise.all([one, two].map(({ cardId }) => approveCard(kim, { cardId, marks: allMatch })));
    expect(both.map((answer) => answer.ok).sort()).toEqual([false, true]);
    expect(both.find((answer) => !answer.ok)).toEqual(refused("registers.number_taken"));
    expect((await balanceOf(mine)) + (await balanceOf(theirs))).toBe(2500);
  });

  test("of a card that is not there is not found", async () => {
    const cardId = newTestId();
    expect(await approveCard(kim, { cardId, marks: allMatch })).toEqual(refused("not_found"));
    expect(await rejectCard(kim, { cardId, reason: "x" })).toEqual(refused("not_found"));
  });
});

describe("[S-103] rejection", () => {
  test("charges nothing, names the reason word for word, and the same РНМ may come again", async () => {
    const shop = await shopWith(2500);
    const { registerId, cardId } = await givenInModeration(shop);
    const number = (await stateOf(registerId))?.registration_number ?? "";
    const reason = "В кабинете указан офис 12, в карточке его нет.";
    expect((await rejectCard(kim, { cardId, reason })).ok).toBe(true);
    expect(await stateOf(registerId)).toMatchObject({ status: "rejected", paid_until: null });
    expect(await balanceOf(shop)).toBe(2500);
    expect(await lettersTo(shop)).toEqual(["register_rejected"]);
    expect(await moderationCard(cardId)).toMatchObject({
      decision: { verdict: "rejected", reason, by: kim.actorName },
    });

    const again = await uploadCard(shop.ctx, typedCard(registerId, { registrationNumber: number }), await scan());
    if (!again.ok) expect.unreachable(again.error.code);
    expect((await approveCard(kim, { cardId: again.value.cardId, marks: allMatch })).ok).toBe(true);
    expect((await stateOf(registerId))?.status).toBe("active");
    expect(await approveCard(kim, { cardId, marks: allMatch })).toEqual(refused("registers.already_decided"));
  });

  test("leaves the РНМ free for another organisation", async () => {
    const [mine, theirs] = [await shopWith(2500), await shopWith(2500)];
    const { registerId, cardId } = await givenInModeration(mine);
    const registrationNumber = (await stateOf(registerId))?.registration_number ?? "";
    await rejectCard(kim, { cardId, reason: "Чужой номер" });
    const other = await givenAwaitingCard(theirs);
    expect((await uploadCard(theirs.ctx, typedCard(other, { registrationNumber }), await scan())).ok).toBe(true);
  });
});
