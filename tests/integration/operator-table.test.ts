import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setTemporaryPassword } from "@/lib/auth";
import { type CpcrRequest, encodeRequest } from "@/lib/cpcr";
import { withSystem } from "@/lib/db";
import { DEFAULT_POLICY, type Policy } from "@/lib/operator/core/policy";
import { startTcp, type TcpServer } from "@/lib/operator/server/tcp";
import { ask, closing, goods, info, placement, serviceOf, system, tg, ticket, xReport } from "../support/cpcr";
import { look } from "../support/db";
import { type GivenRegister, givenUser, startOperator, type TestOperator } from "../support/operator";
import { codeOf, givenSpeaker, kindsOf } from "../support/speaker";

let operator: TestOperator;
const others: TcpServer[] = [];
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(async () => {
  await Promise.all([operator.stop(), ...others.map((one) => one.stop())]);
});

/** The operator once more, decided otherwise where the protocol is open. */
async function portWith(policy: Partial<Policy>): Promise<number> {
  const server = await startTcp({ host: "127.0.0.1", port: 0, policy: { ...DEFAULT_POLICY, ...policy } });
  others.push(server);
  return server.port;
}

const nomenclature = (register: GivenRegister, wanted: CpcrRequest["nomenclature"]): CpcrRequest => ({
  ...{ command: "COMMAND_NOMENCLATURE", service: serviceOf(register), nomenclature: wanted },
});
const auth = (register: GivenRegister, login: string, password: string): CpcrRequest => ({
  ...{ command: "COMMAND_AUTH", service: serviceOf(register), auth: { login, password } },
});

describe("state by request", () => {
  const documents = {
    ticket: (r: GivenRegister) => ticket(r),
    placement: (r: GivenRegister) => placement(r, "MONEY_PLACEMENT_DEPOSIT", "1"),
    closing: (r: GivenRegister) => closing(r),
  };
  const questions = {
    system,
    info,
    nomenclature: (r: GivenRegister) => nomenclature(r, { current_version: 0 }),
    auth: (r: GivenRegister) => auth(r, "nobody", "nothing"),
  };
  const requests = { ...documents, ...questions, report: xReport };

  /** What each state answers to the right token, by version; the wrong token is 2 in all of them. */
  const states: [string, string, { 203: number; 204: number }][] = [
    ["active", "status = 'active'", { 203: 0, 204: 0 }],
    [
      "blocked",
      "status = 'blocked', block_reason = 'Проверка', block_cause = 'violation', block_code = 15",
      { 203: 15, 204: 15 },
    ],
    [
      "unpaid",
      "status = 'blocked', block_reason = 'Долг', block_cause = 'unpaid', block_code = 15",
      { 203: 15, 204: 15 },
    ],
    [
      "with a token out of date",
      "status = 'blocked', block_reason = 'Токен', block_cause = 'token', block_code = 15",
      { 203: 15, 204: 15 },
    ],
    [
      "disconnected",
      "status = 'blocked', block_reason = 'Отключена', block_cause = 'disconnected', block_code = 19",
      { 203: 15, 204: 19 },
    ],
    ["deregistered", "status = 'deregistered'", { 203: 15, 204: 18 }],
  ];

  test.each(states)("a register that is %s", async (_, change, wanted) => {
    for (const version of [203, 204] as const) {
      const speaker = await givenSpeaker(operator.directPort, version);
      const { register } = speaker;
      await look(`UPDATE operator.register SET ${change} WHERE id = $1`, [register.id]);
      const right: Record<string, number> = {};
      const wrong: Record<string, number> = {};
      for (const [name, request] of Object.entries(requests)) {
        const refused = await speaker.try(request(register), { token: 5, requestNumber: 60_000 });
        wrong[name] = codeOf(refused);
        if (codeOf(refused) === 2) expect(refused.header.token).toBe(5);
        const before = speaker.token;
        const answer = await speaker.say(request(register));
        right[name] = codeOf(answer);
        if (codeOf(answer) !== 0) {
          expect(answer.header.token).toBe(before);
          expect(answer.response.service?.ticket_ads?.[0]?.info.type).toBe("TICKET_AD_INFO");
        }
      }
      const each = (code: number) => Object.fromEntries(Object.keys(requests).map((name) => [name, code]));
      expect(right).toEqual(each(wanted[version]));
      // A report needs no token, so it hears what the state says.
      expect(wrong).toEqual({ ...each(2), report: wanted[version] });
    }
  });

  test("a register that never got a token hears 2, whatever it asks", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    await look("UPDATE operator.register SET token_cipher = NULL WHERE id = $1", [speaker.register.id]);
    for (const request of Object.values(requests)) {
      expect(codeOf(await speaker.try(request(speaker.register), { token: 0 }))).toBe(2);
      expect(codeOf(await speaker.try(request(speaker.register)))).toBe(2);
    }
  });

  test("the order: register before version, version before command, command before token", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    expect(codeOf(await speaker.try(system(register), { id: 1, version: 500, token: 5 }))).toBe(1);
    expect(codeOf(await speaker.try({ command: 77 }, { version: 500, token: 5 }))).toBe(3);
    expect(codeOf(await speaker.try({ command: 77 }, { token: 5 }))).toBe(4);
    expect(codeOf(await speaker.try({ command: "COMMAND_CANCEL_TICKET" }, { token: 5 }))).toBe(5);
    expect(codeOf(await speaker.try({ command: "COMMAND_TICKET" }, { token: 5 }))).toBe(3);
  });

  test("a token above 2^31 works, and the greatest of all", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { sealToken } = await import("@/lib/operator/store/token");
    const { register } = speaker;
    const sealed = Buffer.from(sealToken(register.tenantId, register.id, 0xffff_ffff));
    await look("UPDATE operator.register SET token_cipher = $2 WHERE id = $1", [register.id, sealed]);
    const answer = await speaker.try(ticket(register), { token: 0xffff_ffff, requestNumber: 65_535 });
    expect(codeOf(answer)).toBe(0);
    expect(codeOf(await speaker.try(ticket(register), { token: 0xffff_ffff, requestNumber: 65_535 }))).toBe(0);
    expect(codeOf(await speaker.try(ticket(register), { token: answer.header.token, requestNumber: 0 }))).toBe(0);
    expect(await kindsOf(register)).toEqual(["sell", "sell"]);
  });
});

describe("refusals", () => {
  const wrong = (register: GivenRegister) => ticket(register, { change: { amounts: { total: tg("1.00") } } });
  const seen = (register: GivenRegister) =>
    look(
      "SELECT version, command, request_number, result_code, reason FROM operator.refusal WHERE register_id = $1 ORDER BY at",
      [register.id],
    );

  test("are kept with their reason, the latest two hundred, and none of a message that was taken", async () => {
    const speaker = await givenSpeaker(operator.directPort, 204);
    const { register } = speaker;
    await speaker.say(ticket(register));
    await speaker.try(system(register), { token: 5, requestNumber: 9 });
    await speaker.say(wrong(register));
    expect(await seen(register)).toEqual([
      { version: 204, command: 0, request_number: 9, result_code: 2, reason: "token" },
      { version: 204, command: 1, request_number: 2, result_code: 13, reason: "total" },
    ]);
    await look(
      `INSERT INTO operator.refusal SELECT tenant_id, gen_random_uuid(), id, 203, 0, n, 2, 'token', now() - interval '1 day'
       FROM operator.register, generate_series(1, 300) n WHERE id = $1`,
      [register.id],
    );
    await speaker.say(wrong(register));
    expect(await seen(register)).toHaveLength(200);
  });

  test("forgotten: the corrected document goes out under the same number", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    expect(codeOf(await speaker.try(wrong(speaker.register)))).toBe(13);
    expect(codeOf(await speaker.try(ticket(speaker.register)))).toBe(0);
  });

  test("remembered: the same number hears the refusal again, the next one goes on under the same token", async () => {
    const speaker = await givenSpeaker(await portWith({ refusals: "remembered" }));
    const { register, token } = speaker;
    const refused = await speaker.say(wrong(register));
    expect([codeOf(refused), refused.header.token]).toEqual([13, token]);
    expect(codeOf(await speaker.try(ticket(register), { token, requestNumber: 1 }))).toBe(13);
    expect(codeOf(await speaker.try(closing(register), { token, requestNumber: 1 }))).toBe(9);
    expect(codeOf(await speaker.say(ticket(register)))).toBe(0);
    expect(await kindsOf(register)).toEqual(["sell"]);
  });

  test("rotating: the refusal brings a new token, its repetition the same one, and the old one is spent", async () => {
    const speaker = await givenSpeaker(await portWith({ refusals: "rotating" }));
    const { register, token } = speaker;
    const refused = await speaker.say(wrong(register));
    expect(codeOf(refused)).toBe(13);
    expect(refused.header.token).not.toBe(token);
    const again = await speaker.try(wrong(register), { token, requestNumber: 1 });
    expect([codeOf(again), again.header.token]).toEqual([13, refused.header.token]);
    expect(codeOf(await speaker.try(ticket(register), { token, requestNumber: 2 }))).toBe(2);
    expect(codeOf(await speaker.say(ticket(register)))).toBe(0);
    const last = await speaker.say(info(register));
    expect(last.response.service?.last_document_info?.printed_document_number).toBe(1n);
  });

  test("a block is never remembered: the same document goes through once it is lifted", async () => {
    const speaker = await givenSpeaker(await portWith({ refusals: "rotating" }));
    const { register } = speaker;
    await look("UPDATE operator.register SET status = 'blocked', block_reason = 'Долг' WHERE id = $1", [register.id]);
    expect(codeOf(await speaker.try(ticket(register)))).toBe(15);
    await look("UPDATE operator.register SET status = 'active', block_reason = NULL WHERE id = $1", [register.id]);
    expect(codeOf(await speaker.try(ticket(register)))).toBe(0);
  });
});

describe("what the protocol leaves open", () => {
  test("a period without a link may be demanded of every message", async () => {
    const port = await portWith({ demandOfflinePeriod: true });
    const speaker = await givenSpeaker(port);
    const { register } = speaker;
    const at = new Date("2026-11-24T07:30:00Z");
    const timed = (request: CpcrRequest): CpcrRequest => ({
      ...request,
      service: { ...request.service, offline_period: { begin_time: at, end_time: at } },
    });
    for (const request of [ticket(register), system(register), closing(register), xReport(register)]) {
      expect(codeOf(await speaker.try(request))).toBe(13);
      expect(codeOf(await speaker.say(timed(request)))).toBe(0);
    }
  });

  test("a report may need the token that it brings", async () => {
    const speaker = await givenSpeaker(await portWith({ demandReportToken: true }));
    const refused = await speaker.try(xReport(speaker.register), { token: 5 });
    expect([codeOf(refused), refused.header.token]).toEqual([2, 5]);
    const { token } = speaker;
    const answer = await speaker.say(xReport(speaker.register));
    expect([codeOf(answer), answer.header.token]).toEqual([0, token]);
  });

  test("a field of business may be left out where nobody demands it", async () => {
    const speaker = await givenSpeaker(await portWith({ demandDomain: false }));
    expect(codeOf(await speaker.say(ticket(speaker.register, { change: { domain: undefined } })))).toBe(0);
  });

  test("INFO may keep the last document to itself", async () => {
    const speaker = await givenSpeaker(await portWith({ tellLastDocument: false }));
    await speaker.say(ticket(speaker.register));
    const { response } = await speaker.say(info(speaker.register));
    expect(response.service?.last_document_info).toBeUndefined();
    expect(response.service?.auxiliary).toBeUndefined();
  });

  test("an unknown bar code is 18 in one flavour of 2.0.3, a result of its own in the other and from 2.0.4 on", async () => {
    const asked = async (port: number, version: number) => {
      const speaker = await givenSpeaker(port, version);
      const answer = await speaker.say(nomenclature(speaker.register, { barcode: "4999999999999" }));
      return [codeOf(answer), answer.response.nomenclature?.result];
    };
    const notFound = [0, "NOMENCLATURE_RESULT_ELEMENT_NOT_FOUND_BY_BARCODE"];
    expect(await asked(operator.directPort, 203)).toEqual([18, undefined]);
    expect(await asked(await portWith({ code18: "unused" }), 203)).toEqual(notFound);
    expect(await asked(operator.directPort, 204)).toEqual(notFound);
  });
});

describe("what a register may ask", () => {
  test("the catalogue comes version by version, and a register that has the latest is told so", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const from = async (version: number) =>
      (await speaker.say(nomenclature(register, { current_version: version }))).response.nomenclature;
    const all = await from(0);
    expect(all).toMatchObject({ version: 3, result: "NOMENCLATURE_RESULT_OK" });
    const group = all?.elements?.find(({ type }) => type === "GROUP");
    expect([group?.title, group?.title_kk]).toEqual(["Продукты питания", "Азық-түлік"]);
    const later = await from(2);
    expect(later?.elements?.map(({ title }) => title)).toEqual(["Услуги", "Стрижка", "Мойка автомобиля"]);
    expect(await from(3)).toEqual({ version: 3, result: "NOMENCLATURE_RESULT_VERSION_IS_ACTUAL" });
    expect(await from(4)).toEqual({ version: 3, result: "NOMENCLATURE_RESULT_NO_VERSION" });
    expect(codeOf(await speaker.say(nomenclature(register, {})))).toBe(13);
  });

  test("a page ends where a version ends, and pages together are the whole catalogue", async () => {
    await look(
      `INSERT INTO operator.catalogue_entry (id, version, title, title_kk, marked, social)
       SELECT 10000 + n, 10 + n / 300, 'Группа ' || n, 'Топ ' || n, false, false FROM generate_series(0, 899) n`,
    );
    const speaker = await givenSpeaker(operator.directPort);
    const versions: number[] = [];
    const ids = new Set<bigint>();
    for (let has = 9; ; ) {
      const { nomenclature: page } = (await speaker.say(nomenclature(speaker.register, { current_version: has })))
        .response;
      if (page?.result !== "NOMENCLATURE_RESULT_OK") break;
      for (const { id } of page.elements ?? []) ids.add(id);
      has = page.version;
      versions.push(has);
    }
    await look("DELETE FROM operator.catalogue_entry WHERE id >= 10000");
    expect(versions).toEqual([10, 11, 12]);
    expect(ids.size).toBe(900);
  });

  test("goods are found by the code of the pack and by the national one, in every version", async () => {
    const [row] = await look<{ barcode: string; ntin: string; title: string }>(
      "SELECT barcode, ntin, title FROM operator.catalogue_entry WHERE marked LIMIT 1",
    );
    for (const version of [203, 204])
      for (const code of [row?.barcode, row?.ntin]) {
        const speaker = await givenSpeaker(operator.directPort, version);
        const { response } = await speaker.say(nomenclature(speaker.register, { barcode: code }));
        expect(response.nomenclature?.elements).toMatchObject([
          { type: "ITEM", title: row?.title, item: { ntin: row?.ntin, is_markedeac: true, measure_unit_code: "796" } },
        ]);
      }
    const old = await givenSpeaker(operator.directPort, 202);
    const { response } = await old.say(nomenclature(old.register, { current_version: 2 }));
    expect(response.nomenclature?.elements?.at(-1)?.item).toMatchObject({ purchase_price: 0n, sell_price: 0n });
  });

  test("a user of the register's own client signs in by login and password, nobody else does", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const mine = await givenUser(register.tenantId, "Серикова Айгуль");
    const stranger = await givenUser((await givenSpeaker(operator.directPort)).register.tenantId, "Чужой");
    for (const { accountId } of [mine, stranger])
      await withSystem((tx) => setTemporaryPassword(tx, accountId, "жеты кошки на крыше"));
    const tried = async (login: string, password: string) => {
      const { token } = speaker;
      const answer = await speaker.say(auth(register, login, password));
      expect([codeOf(answer), answer.header.token]).toEqual([0, token]);
      return answer.response.auth;
    };
    expect(await tried(mine.login, "жеты кошки на крыше")).toEqual({
      ...{ result: "AUTH_RESULT_OK", operator_code: mine.number, operator_name: "Серикова Айгуль" },
      roles: ["USER_ROLE_ADMINISTRATOR", "USER_ROLE_PAYMASTER"],
    });
    const no = { result: "AUTH_RESULT_INVALID_LOGIN_PASSWORD" };
    expect(await tried(mine.login, "шесть кошек")).toEqual(no);
    expect(await tried(stranger.login, "жеты кошки на крыше")).toEqual(no);
    expect(await tried("nobody", "x")).toEqual(no);
  });

  test("texts for receipts travel to whoever does not have them, the regime to whoever asks", async () => {
    await look("INSERT INTO operator.ticket_ad VALUES (0, 7, 'Проверьте чек на сайте'), (3, 2, 'Спасибо за покупку')");
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const asked = (known: { type: "TICKET_AD_OFD" | "TICKET_AD_KKM"; version: bigint }[]): CpcrRequest => ({
      ...system(register),
      service: { ...serviceOf(register), ticket_ad_infos: known, get_binded_taxation: true },
    });
    const first = (await speaker.say(info(register))).response.service;
    expect(first?.ticket_ads).toEqual([
      { info: { type: "TICKET_AD_OFD", version: 7n }, text: "Проверьте чек на сайте" },
      { info: { type: "TICKET_AD_KKM", version: 2n }, text: "Спасибо за покупку" },
    ]);
    const known = [
      { type: "TICKET_AD_OFD" as const, version: 7n },
      { type: "TICKET_AD_KKM" as const, version: 1n },
    ];
    const later = (await speaker.say(asked(known))).response.service;
    await look("DELETE FROM operator.ticket_ad");
    expect(later?.ticket_ads?.map(({ text }) => text)).toEqual(["Спасибо за покупку"]);
    expect(later?.binded_taxation?.taxation_type).toBe(101);
    expect(later?.binded_taxation?.taxes).toContainEqual({ tax_type: 100, percent: 16_000 });
  });

  test("2.0.4 names the operator and takes the kind of goods; an answer is written in the version that asked", async () => {
    const speaker = await givenSpeaker(operator.directPort, 204);
    const { register } = speaker;
    const lines = [goods("100.00", { commodity_type: "SERVICE" })];
    expect(codeOf(await speaker.say(ticket(register, { lines })))).toBe(0);
    const { header, response } = await speaker.say(info(register));
    expect(header.version).toBe(204);
    expect(response.service?.reg_info?.ofd).toMatchObject({ title: "Тиын ОФД" });
    expect(encodeRequest(ticket(register, { lines }), 203).length).toBeLessThan(
      encodeRequest(ticket(register, { lines }), 204).length,
    );
    const envelope = { id: register.id, token: speaker.token, requestNumber: 9, version: 203 };
    const old = await ask(operator.directPort, envelope, info(register));
    expect(old.response.service?.reg_info).not.toHaveProperty("ofd");
  });
});
