import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountByEds, signInWithPassword } from "@/lib/auth";
import { parseCheck } from "@/lib/cpcr";
import { type Signer, verifyChallenge } from "@/lib/eds";
import { xinFromCertificate } from "@/lib/kernel";
import {
  accountEntries,
  accountSummary,
  addRegister,
  addTradingPoint,
  admitCheck,
  chooseTariff,
  clientView,
  documentById,
  documentList,
  editUser,
  issueToken,
  receiptByCheck,
  registerById,
  registerFile,
  reportPaper,
  reportView,
  shiftList,
  signUp,
  ticketPaper,
  tradingPoints,
  userByNumber,
  users,
} from "@/lib/operator";
import { registerInput, signUpInput, tradingPointInput } from "@/lib/operator/input";
import { closing, placement, tg, ticket } from "../support/cpcr";
import { look } from "../support/db";
import {
  type GivenRegister,
  givenClient,
  givenRegister,
  someBin,
  startOperator,
  type TestOperator,
} from "../support/operator";
import { givenSpeaker } from "../support/speaker";

const ctxOf = (tenantId: string) => ({
  ...{ tenantId, actor: { kind: "account", id: randomUUID() } as const, actorName: "Тест", requestId: "test" },
});
const all = { search: "", status: "all" } as const;
const time = (moment: Date) => moment.toISOString();
const everything = { registerId: null, kind: "all", page: 1, pageRows: 50 } as const;
const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "done" : result.error?.code);

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

const point = {
  ...{
    name: "Магазин",
    locality: "Есиль",
    localityCode: null,
    street: "Сауран",
    house: "12",
    building: null,
    room: null,
  },
};
const numbers = (register: Partial<GivenRegister> = {}) => ({
  ...{ name: "Касса 1", model: "Модель", madeYear: 2026, consent: "on" as const },
  factoryNumber: register.factoryNumber ?? String(Math.random()).slice(2, 11),
  registrationNumber: register.registrationNumber ?? String(Math.random()).slice(2, 14).padEnd(12, "1"),
});

describe("signing up", () => {
  const signerOf = (bin: string, iin: string, name = "СЕРИКОВ АСКАР"): Signer => ({
    ...{ kind: "legal", xin: xin(bin), bin: xin(bin), iin: xin(iin), fullName: name, surname: "СЕРИКОВ" },
    ...{ givenName: "АСКАР", patronymic: null, organization: "ТОО «БЕРЕКЕ»", email: "a@bereke.kz", city: null },
    ...{ role: "head", serial: "01", notAfter: new Date("2030-01-01T00:00:00Z"), oddNumber: false },
  });
  const xin = (text: string) => {
    const number = xinFromCertificate(text);
    if (!number) throw new Error(text);
    return number;
  };
  const typed = { password: undefined, repeated: undefined, email: null, phone: null };

  test("[O-004] makes client, account and user with a number of the certificate's person, once", async () => {
    const signer = signerOf(someBin(), "900101300017");
    const { accountId } = value(await signUp({ signer, requestId: "r" }, typed));
    expect(await accountByEds({ realm: "ofd", iin: signer.iin, xin: signer.xin })).toEqual({ accountId });
    const [row] = await look<{ tenant_id: string; number: number }>(
      "SELECT tenant_id, number FROM operator.portal_user WHERE account_id = $1",
      [accountId],
    );
    expect(row?.number).toBeGreaterThanOrEqual(17_169);
    expect(await clientView(row?.tenant_id ?? "")).toMatchObject({
      xin: signer.xin,
      name: "ТОО «БЕРЕКЕ»",
      email: "a@bereke.kz",
    });
    expect(codeOf(await signUp({ signer, requestId: "r" }, typed))).toBe("operator.already_registered");
  });

  test("a second person of the same taxpayer joins the same client, also at the same moment", async () => {
    const bin = someBin();
    const people = ["900101300017", "850505400012", "770707300019"];
    const made = await Promise.all(people.map((iin) => signUp({ signer: signerOf(bin, iin), requestId: "r" }, typed)));
    expect(made.map(codeOf)).toEqual(["done", "done", "done"]);
    const clients = await look("SELECT DISTINCT tenant_id FROM operator.portal_user WHERE login LIKE $1 || '%'", [bin]);
    expect(clients).toHaveLength(1);
  });

  test("[O-018] a password makes the taxpayer's number a login; a poor one and two that differ are refused", async () => {
    const signer = signerOf(someBin(), "900101300017");
    expect(codeOf(await signUp({ signer, requestId: "r" }, { ...typed, password: "12345678" }))).toMatch(
      /^auth\.password/,
    );
    value(await signUp({ signer, requestId: "r" }, { ...typed, password: "жеты кошки на крыше" }));
    const from = { address: "127.0.0.1", userAgent: "", requestId: "r" };
    const entered = await signInWithPassword(
      { realm: "ofd", login: signer.xin, password: "жеты кошки на крыше" },
      from,
    );
    expect(entered.ok).toBe(true);
    const parsed = signUpInput.safeParse({ password: "жеты кошки", repeated: "шесть кошек" });
    expect(parsed.error?.issues).toMatchObject([{ path: ["repeated"], message: "operator.passwords_differ" }]);
  });

  test("an answer to no challenge signs nobody up", async () => {
    const asked = {
      challengeId: randomUUID(),
      cms: "MII",
      purpose: "register",
      realm: "ofd",
      browserKey: "x".repeat(43),
    } as const;
    expect(codeOf(await verifyChallenge(asked))).toBe("eds.challenge_stale");
  });
});

describe("trading points and registers", () => {
  test("[O-080] a point is added once however often its form is sent, and its name is not used twice", async () => {
    const { tenantId } = await givenClient();
    const idempotencyKey = randomUUID();
    const ctx = ctxOf(tenantId);
    const twice = [
      await addTradingPoint(ctx, { ...point, idempotencyKey }),
      await addTradingPoint(ctx, { ...point, idempotencyKey }),
    ];
    expect(twice.map(codeOf)).toEqual(["done", "done"]);
    expect(await tradingPoints(tenantId)).toMatchObject([{ id: idempotencyKey, address: "Есиль, Сауран 12" }]);
    expect(codeOf(await addTradingPoint(ctx, point))).toBe("operator.point_name_taken");
  });

  test("[O-104] a register gets its number on the wire; РНМ and factory number work in one place, whoever asks", async () => {
    const mine = await givenClient();
    const { id: tradingPointId } = value(await addTradingPoint(ctxOf(mine.tenantId), point));
    const first = numbers();
    const { id } = value(await addRegister(ctxOf(mine.tenantId), { ...first, tradingPointId }));
    expect(id).toBeGreaterThanOrEqual(200_001);
    expect(await registerById(mine.tenantId, id)).toMatchObject({ status: "registered", shift: null, lastZ: null });

    const other = await givenClient();
    const theirs = value(await addTradingPoint(ctxOf(other.tenantId), point)).id;
    const add = (change: object) =>
      addRegister(ctxOf(other.tenantId), { ...numbers(), tradingPointId: theirs, ...change });
    expect(codeOf(await add({ registrationNumber: first.registrationNumber }))).toBe(
      "operator.registration_number_taken",
    );
    expect(codeOf(await add({ factoryNumber: first.factoryNumber }))).toBe("operator.factory_number_taken");
    expect(codeOf(await add({ tradingPointId }))).toBe("operator.point_unknown");
    const same = numbers();
    const race = await Promise.all([add(same), add(same)]);
    expect(race.map(codeOf).sort()).toEqual(["done", "operator.registration_number_taken"]);
  });

  test.each([
    ["registrationNumber", "01010000000", "operator.registration_number_malformed"],
    ["factoryNumber", "№ 5", "operator.factory_number_malformed"],
    ["madeYear", "1899", "operator.year_malformed"],
    ["madeYear", "2999", "operator.year_malformed"],
    ["consent", undefined, "operator.consent_needed"],
    ["name", "  ", "field.required"],
    ["tradingPointId", "", "field.required"],
  ])("the field %s refuses %j", (field, text, code) => {
    const good = { ...numbers(), madeYear: "2026", tradingPointId: randomUUID() };
    const { error } = registerInput.safeParse({ ...good, [field]: text });
    expect(error?.issues).toMatchObject([{ path: [field], message: code }]);
  });

  test("a point needs what its address is made of", () => {
    const { error } = tradingPointInput.safeParse({ name: "Точка" });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(["locality", "street", "house"]);
  });

  test("[O-163] a token needs a tariff; [O-134] a tariff is chosen once and its first month charged", async () => {
    const client = await givenClient();
    const ctx = ctxOf(client.tenantId);
    const { id: tradingPointId } = value(await addTradingPoint(ctx, point));
    const { id: registerId } = value(await addRegister(ctx, { ...numbers(), tradingPointId }));
    expect(codeOf(await issueToken(ctx, { registerId }))).toBe("operator.tariff_needed");
    expect(await accountSummary(client.tenantId)).toMatchObject({ balanceTiyn: 0n, overdue: false });
    const chosen = await Promise.all([1, 2].map(() => chooseTariff(ctx, { registerId, tariffCode: "wired" })));
    expect(chosen.map(codeOf).sort()).toEqual(["done", "operator.wrong_status"]);
    expect(await accountSummary(client.tenantId)).toMatchObject({ balanceTiyn: -150_000n, overdue: false });
    expect(await accountEntries(client.tenantId, { from: null, to: null })).toMatchObject([
      { kind: "charge", amountTiyn: 150_000n, registerId },
    ]);
    const { token } = value(await issueToken(ctx, { registerId }));
    expect(BigInt(token) > 0n && BigInt(token) < 2n ** 32n).toBe(true);
    const [stored] = await look<{ token_cipher: Buffer }>("SELECT token_cipher FROM operator.register WHERE id = $1", [
      registerId,
    ]);
    expect(stored?.token_cipher.toString("latin1")).not.toContain(token);
  });
});

/** A register with a shift of one sale, one deposit and a Z, and a second shift of one sale. */
async function givenBook() {
  const speaker = await givenSpeaker(operator.directPort);
  const { register } = speaker;
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 24, 6 + hours, 30, 45));
  const sold = await speaker.say(ticket(register, { at: at(0), number: 1n, shift: 7 }));
  await speaker.say(placement(register, "MONEY_PLACEMENT_DEPOSIT", "500", at(1)));
  await speaker.say(closing(register, { fr_shift_number: 7, printed_document_number: 3n }, at(2)));
  const late = ticket(register, { at: at(3), number: 4n, shift: 8, change: { offline_ticket_number: 77_001 } });
  await speaker.say(late);
  const url = new URL(new TextDecoder().decode(sold.response.ticket?.qr_code));
  return { register, sign: sold.response.ticket?.ticket_number ?? "", check: Object.fromEntries(url.searchParams) };
}

describe("the book in the portal", () => {
  test("documents, shifts, standing and reports are those of the operator", async () => {
    const { register } = await givenBook();
    const { tenantId, id } = register;
    const { rows, total } = await documentList(tenantId, { ...everything, registerId: id });
    expect(total).toBe(4);
    expect(rows.map(({ kind, shiftNumber, totalTiyn, offline }) => [kind, shiftNumber, totalTiyn, offline])).toEqual([
      ["sell", 8, tg("1160.00"), true],
      ["z_report", 7, tg("1160.00"), false],
      ["deposit", 7, tg("500.00"), false],
      ["sell", 7, tg("1160.00"), false],
    ]);
    expect((await documentList(tenantId, { ...everything, kind: "deposit" })).total).toBe(1);
    expect(await shiftList(tenantId, id)).toMatchObject([
      { number: 8, documents: 1, closedAt: null, salesTiyn: tg("1160.00") },
      { number: 7, documents: 3, salesTiyn: tg("1160.00"), returnsTiyn: 0n },
    ]);
    expect(await registerById(tenantId, id)).toMatchObject({
      ...{ online: true, documents: 4n, cashTiyn: tg("2820.00"), lastZ: 7 },
      shift: { number: 8, open: true, salesTiyn: tg("1160.00"), returnsTiyn: 0n },
    });
    const file = await registerFile(tenantId, { ...all, search: register.factoryNumber });
    expect(file).toMatchObject({ total: 1, active: 1, points: [{ registers: [{ id }] }] });
    expect((await registerFile(tenantId, { ...all, search: "нет такой" })).points).toEqual([]);
  });

  test("a receipt, an X and a Z stand on paper in both languages", async () => {
    const { register, sign } = await givenBook();
    const { tenantId, id } = register;
    const list = await documentList(tenantId, { ...everything, kind: "sell" });
    const first = await documentById(tenantId, list.rows[1]?.id ?? "", time);
    const lines = (paper: ReturnType<typeof ticketPaper>) =>
      paper.lines.map(({ text }) => text.replaceAll(/\d{6,}/g, (number) => "#".repeat(number.length))).join("\n");
    expect(first?.ticket && lines(ticketPaper(first.ticket, "ru"))).toMatchSnapshot();
    expect(first?.ticket && lines(ticketPaper(first.ticket, "kk"))).toContain("БАРЛЫҒЫ:");
    expect(first?.ticket && ticketPaper(first.ticket, "ru").qr?.text).toContain(
      `i=${sign}&f=${register.registrationNumber}`,
    );
    const z = await reportView(tenantId, id, { shiftNumber: 7 });
    const x = await reportView(tenantId, id, "x");
    expect(z && lines(reportPaper({ ...z, period: "…" }, "ru"))).toMatchSnapshot();
    expect(x && lines(reportPaper({ ...x, period: "…" }, "kk"))).toContain("АУЫСЫМ №8");
    expect(await reportView(tenantId, id, { shiftNumber: 8 })).toBeNull();
    for (const paper of [
      z && reportPaper({ ...z, period: "…" }, "ru"),
      first?.ticket && ticketPaper(first.ticket, "kk"),
    ])
      expect(Math.max(...(paper?.lines ?? []).map(({ text }) => text.length))).toBeLessThanOrEqual(48);
  });

  test("the check page finds a receipt by its four facts, also by its autonomous number, and by no three of them", async () => {
    const { register, sign, check } = await givenBook();
    const facts = parseCheck(check);
    if (!facts) throw new Error("the QR cannot be read");
    expect((await receiptByCheck(facts, time))?.ticket).toMatchObject({
      fiscalSign: sign,
      clientName: register.organization,
    });
    const late = { ...facts, sign: "77001", at: new Date(Date.UTC(2026, 10, 24, 9, 30, 45)) };
    expect((await receiptByCheck(late, time))?.ticket.offlineNumber).toBe(77_001n);
    for (const wrong of [
      ...[{ sign: "77002" }, { sign: "99999999999999999999" }, { registrationNumber: "000000000000" }],
      ...[{ totalTiyn: tg("1160.01") }, { at: new Date(Date.UTC(2026, 10, 24, 6, 30, 46)) }],
    ])
      expect(await receiptByCheck({ ...facts, ...wrong }, time)).toBeNull();
  });

  test("an address that asks the check page too often must wait", async () => {
    const visits: boolean[] = [];
    for (let visit = 0; visit < 32; visit++) visits.push(await admitCheck("192.0.2.1"));
    expect([visits.slice(0, 30).every(Boolean), visits[31]]).toEqual([true, false]);
    expect(await admitCheck("192.0.2.2")).toBe(true);
  });
});

describe("one client and another", () => {
  let mine: Awaited<ReturnType<typeof givenBook>>;
  let other: GivenRegister;
  beforeEach(async () => {
    mine = await givenBook();
    other = await givenRegister();
  });

  test("see nothing of each other, and an id of the other reads as one that does not exist", async () => {
    const { tenantId } = other;
    const { id } = mine.register;
    const [document] = (await documentList(mine.register.tenantId, everything)).rows;
    expect(await registerById(tenantId, id)).toBeNull();
    expect(await documentById(tenantId, document?.id ?? "", time)).toBeNull();
    expect(await reportView(tenantId, id, "x")).toBeNull();
    expect(await shiftList(tenantId, id)).toEqual([]);
    expect((await documentList(tenantId, { ...everything, registerId: id })).total).toBe(0);
    expect(codeOf(await issueToken(ctxOf(tenantId), { registerId: id }))).toBe("operator.register_unknown");
    expect(codeOf(await chooseTariff(ctxOf(tenantId), { registerId: id, tariffCode: "wired" }))).toBe(
      "operator.register_unknown",
    );
    const [user] = await look<{ number: number }>(
      `INSERT INTO operator.portal_user (tenant_id, number, account_id, name, login, created_at)
       VALUES ($1, nextval('operator.user_number_seq'), gen_random_uuid(), 'Сейтова А. Б.', 'x', now()) RETURNING number`,
      [mine.register.tenantId],
    );
    const number = user?.number ?? 0;
    expect(await userByNumber(tenantId, number)).toBeNull();
    expect(await users(tenantId)).toEqual([]);
    const edit = { number, name: "Чужой", position: null, email: null };
    expect(codeOf(await editUser(ctxOf(tenantId), edit))).toBe("operator.user_unknown");
    expect(codeOf(await editUser(ctxOf(mine.register.tenantId), { ...edit, name: "Свой" }))).toBe("done");
    expect(await userByNumber(mine.register.tenantId, number)).toMatchObject({ name: "Свой" });
  });
});

test("without the schema of the cabinet the portal still shows its documents and takes new ones", async () => {
  const { register } = await givenBook();
  await look("DROP SCHEMA cabinet CASCADE");
  const { rows } = await documentList(register.tenantId, everything);
  expect(rows.map(({ kind }) => kind)).toEqual(["sell", "z_report", "deposit", "sell"]);
  const view = await documentById(register.tenantId, rows[3]?.id ?? "", time);
  expect(view?.ticket?.ticket.items).toHaveLength(1);
  expect((await registerFile(register.tenantId, all)).total).toBe(1);
  const speaker = await givenSpeaker(operator.directPort);
  expect((await speaker.say(ticket(speaker.register))).response.result.result_code).toBe(0);
});
