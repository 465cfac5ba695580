import sharp from "sharp";
import type { Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { type Clock, newId, present } from "@/lib/kernel";
import { CARD_FIELDS, createRegister, type Marks, signApplication, uploadCard } from "@/lib/registers";
import type { RegistersDeps } from "@/lib/registers/deps";
import type { UploadCard } from "@/lib/registers/input";
import { look } from "./db";
import type { TestEds } from "./eds";

export const newTestId = (): string => newId(systemClock, systemRandomness);

/** A moment that a test sets and moves. */
export type TestClock = Clock & { set(text: string | Date): void };
export function testClock(start: string): TestClock {
  let now = new Date(start);
  return {
    now: () => now,
    set: (moment) => {
      now = new Date(moment);
    },
  };
}

export type Shop = {
  readonly ctx: Ctx;
  readonly tenantId: string;
  readonly xin: string;
  topUp(tenge: number): Promise<void>;
};

/** An organisation with money on its account, as the wizard and the bank would leave it. */
export async function givenShop(
  about: { xin?: string; tenge?: number; emailConfirmed?: boolean; name?: string; locale?: string } = {},
): Promise<Shop> {
  const tenantId = newTestId();
  const xin = about.xin ?? String(Math.floor(Math.random() * 1e12)).padStart(12, "0");
  await look(
    `INSERT INTO cabinet.organization (tenant_id, xin, xin_kind, name, head_name, head_iin, legal_address, email, email_confirmed_at,
       locale, contract_number, contract_day, contract_file_id, contract_signature_id, contract_signed_at, status, created_at)
     VALUES ($1::uuid, $2, 'bin', $3, 'Ахметов Данияр Серикович', '800101300123', 'г. Алматы, ул. Сатпаева, 90', $1::text || '@alem.kz', $4,
       $5, nextval('cabinet.contract_number_seq'), now(), $1, $1, now(), 'active', now())`,
    [
      tenantId,
      xin,
      about.name ?? "ТОО «Әлем Құрылыс»",
      about.emailConfirmed === false ? null : new Date(),
      about.locale ?? "ru",
    ],
  );
  const shop: Shop = {
    ...{ tenantId, xin },
    ctx: { tenantId, actor: { kind: "account", id: newTestId() }, actorName: "Ахметов Д. С.", requestId: "test" },
    async topUp(tenge) {
      await look(
        `SELECT cabinet.ledger_write($1, $2, 'top_up', $3, 'bank', 'client', $4, '{"code":"text","text":""}', 'x', NULL, now())`,
        [tenantId, newTestId(), newTestId(), tenge * 100],
      );
    },
  };
  if (about.tenge) await shop.topUp(about.tenge);
  return shop;
}

export const balanceOf = async ({ tenantId }: Shop): Promise<number> => {
  const [row] = await look<{ balance: string }>(
    "SELECT balance_tiyn::text AS balance FROM cabinet.ledger_account WHERE tenant_id = $1 AND code = 'client'",
    [tenantId],
  );
  return Number(row?.balance ?? 0) / 100;
};

export const address = {
  tariffCode: "basic",
  name: "Касса 1",
  taxOfficeCode: "6004",
  locality: "Алматы",
  localityCode: null,
  street: "Сатпаева",
  house: "90",
  flat: "1",
};

export async function givenRegister(shop: Shop, deps?: RegistersDeps): Promise<string> {
  const made = await createRegister(shop.ctx, address, deps);
  if (!made.ok) throw new Error(made.error.code);
  return made.value.registerId;
}

const fileOf = async (registerId: string): Promise<Uint8Array> => {
  const [row] = await look<{ bytes: Buffer }>(
    `SELECT f.bytes FROM common.stored_file f JOIN cabinet.register r ON r.application_file_id = f.id WHERE r.id = $1`,
    [registerId],
  );
  return new Uint8Array(present(row, "a register has its application").bytes);
};

/** A register whose application the head of the shop has signed: the shop must have the БИН of that key. */
export async function givenSigned(shop: Shop, eds: TestEds, keyId = "01-head", deps?: RegistersDeps): Promise<string> {
  const registerId = await givenRegister(shop, deps);
  const signed = await signApplication(shop.ctx, { registerId, cms: eds.sign(keyId, await fileOf(registerId)) }, deps);
  if (!signed.ok) throw new Error(signed.error.code);
  return registerId;
}

/** Signed by the database alone, for tests that are not about the way there. */
export async function givenAwaitingCard(shop: Shop, deps?: RegistersDeps): Promise<string> {
  const registerId = await givenRegister(shop, deps);
  await look(
    "UPDATE cabinet.register SET status = 'awaiting_rnm', application_signature_id = id, application_signed_at = now() WHERE id = $1",
    [registerId],
  );
  return registerId;
}

let picture: Promise<Uint8Array> | undefined;
/** A scan that the service takes. */
export const scan = async (name = "karta.png") => {
  picture ??= sharp({ create: { width: 60, height: 80, channels: 3, background: "#fffdf5" } })
    .png()
    .toBuffer();
  return { bytes: await picture, name };
};

let numbers = 131_197;
/** What is typed from a card; every call draws another РНМ and id at the operator. */
export const typedCard = (registerId: string, change: Partial<UploadCard> = {}): UploadCard => {
  const serial = numbers++;
  return {
    ...{ registerId, registrationNumber: `6004${String(serial).padStart(8, "0")}`, registeredOn: "2018-11-26" },
    ...{ taxOfficeCode: "6004", ofdRegisterId: BigInt(serial), ofdToken: "59129121", ofdCashierId: "2541" },
    ...change,
  };
};

/** A register whose card waits for the administration. */
export async function givenInModeration(
  shop: Shop,
  change: Partial<UploadCard> = {},
  deps?: RegistersDeps,
): Promise<{ registerId: string; cardId: string }> {
  const registerId = await givenAwaitingCard(shop, deps);
  const sent = await uploadCard(shop.ctx, typedCard(registerId, change), await scan(), deps);
  if (!sent.ok) throw new Error(sent.error.code);
  return sent.value;
}

export const givenAdmin = (name: string): Ctx => ({
  ...{ tenantId: "", actor: { kind: "account", id: newTestId() }, actorName: name, requestId: "test" },
});

/** Every field compared and right. */
export const allMatch: Marks = Object.fromEntries(CARD_FIELDS.map((field) => [field, "matches"]));

export const stateOf = async (registerId: string) =>
  (
    await look<{ status: string; registration_number: string | null; paid_until: Date | null }>(
      "SELECT status, registration_number, paid_until FROM cabinet.register WHERE id = $1",
      [registerId],
    )
  )[0];

/** Letters of a shop, oldest first. */
export const lettersTo = async ({ tenantId }: Shop): Promise<string[]> =>
  (
    await look<{ template: string }>(
      "SELECT template FROM common.letter WHERE tenant_id = $1 ORDER BY created_at, id",
      [tenantId],
    )
  ).map(({ template }) => template);

export const auditOf = async (tenantId: string): Promise<string[]> =>
  (
    await look<{ act: string }>("SELECT act FROM common.audit_entry WHERE tenant_id = $1 ORDER BY at, id", [tenantId])
  ).map(({ act }) => act);
