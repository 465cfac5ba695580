import { fc, test as property } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CpcrRequest, encodeFrame, encodeRequest, parseCheck } from "@/lib/cpcr";
import { tiyn } from "@/lib/kernel";
import { issueToken } from "@/lib/operator/ops/issue-token";
import { startTcp } from "@/lib/operator/server/tcp";
import {
  answerOf,
  ask,
  closing,
  goods,
  info,
  placement,
  sendRaw,
  serviceOf,
  system,
  tg,
  ticket,
  xReport,
} from "../support/cpcr";
import { look } from "../support/db";
import {
  blockAtOperator,
  bookOf,
  type GivenRegister,
  givenRegister,
  startOperator,
  type TestOperator,
  unblockAtOperator,
} from "../support/operator";

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

/** A register with its own count of requests and the token of the last answer, as a well-behaved one keeps them. */
async function givenSpeaker(wanted?: Parameters<typeof givenRegister>[0]) {
  const register = await givenRegister(wanted);
  let token = register.token;
  let requestNumber = 0;
  return {
    register,
    get token() {
      return token;
    },
    get requestNumber() {
      return requestNumber;
    },
    /** A new request: the next number, and the answer's token kept. */
    async say(request: CpcrRequest) {
      requestNumber += 1;
      const answer = await ask(operator.directPort, { id: register.id, token, requestNumber }, request);
      expect([answer.header.deviceId, answer.header.requestNumber]).toEqual([register.id, requestNumber]);
      token = answer.header.token;
      return answer;
    },
    /** A request with numbers of the test's choice; nothing is kept. */
    try(
      request: CpcrRequest,
      envelope: { token?: number; requestNumber?: number; version?: number; id?: number } = {},
    ) {
      return ask(
        operator.directPort,
        { id: register.id, token, requestNumber: requestNumber + 1, ...envelope },
        request,
      );
    },
    adopt(newToken: number) {
      token = newToken;
    },
  };
}
const codeOf = (answer: { response: { result: { result_code: number } } }): number =>
  answer.response.result.result_code;
const kindsOf = async (register: GivenRegister) => (await bookOf(register.id)).map(({ kind }) => kind);

describe("a sale", () => {
  test("comes back with a fiscal sign, a QR that says the same facts, and a new token", async () => {
    const speaker = await givenSpeaker();
    const first = speaker.token;
    const at = new Date("2026-11-24T07:30:45Z");
    const { header, response } = await speaker.say(ticket(speaker.register, { at, number: 43n, shift: 7 }));
    expect(response.result.result_code).toBe(0);
    const sign = response.ticket?.ticket_number ?? "";
    expect(sign).toMatch(/^\d{10}$/);
    const url = new URL(new TextDecoder().decode(response.ticket?.qr_code));
    expect(parseCheck(Object.fromEntries(url.searchParams))).toEqual({
      ...{ sign, at, registrationNumber: speaker.register.registrationNumber, totalTiyn: tg("1160.00") },
    });
    expect(header.token).not.toBe(first);
    expect(await bookOf(speaker.register.id)).toEqual([
      expect.objectContaining({
        ...{ sequence: "1", kind: "sell", total_tiyn: "116000", cash_after_tiyn: "116000", fiscal_sign: sign },
        ...{
          printed_number: "43",
          register_shift_number: 7,
          shift_number: 7,
          request_number: 1,
          offline: false,
          date_time: at,
        },
      }),
    ]);
  });

  test("two registers selling the same get different signs", async () => {
    const [one, other] = [await givenSpeaker(), await givenSpeaker()];
    const signs = [await one.say(ticket(one.register)), await other.say(ticket(other.register))].map(
      ({ response }) => response.ticket?.ticket_number,
    );
    expect(new Set(signs).size).toBe(2);
  });
});

describe("the decision table", () => {
  test("row a: a repeated document is answered as before and counted once", async () => {
    const speaker = await givenSpeaker();
    const sale = ticket(speaker.register);
    const token = speaker.token;
    const first = await speaker.say(sale);
    const again = await speaker.try(sale, { token, requestNumber: 1 });
    expect(again.response).toEqual(first.response);
    expect(again.header.token).toBe(first.header.token);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row a: a repetition that adds its autonomous number is the same document, and the number is kept", async () => {
    const speaker = await givenSpeaker();
    const token = speaker.token;
    await speaker.say(ticket(speaker.register));
    const late = ticket(speaker.register, { change: { offline_ticket_number: 1_768_468_200 } });
    expect(codeOf(await speaker.try(late, { token, requestNumber: 1 }))).toBe(0);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
    const told = await look("SELECT number FROM operator.offline_number WHERE register_id = $1", [speaker.register.id]);
    expect(told).toEqual([{ number: "1768468200" }]);
  });

  test("row b: the same token and number with another command are 9", async () => {
    const speaker = await givenSpeaker();
    const token = speaker.token;
    await speaker.say(ticket(speaker.register));
    const other = await speaker.try(closing(speaker.register), { token, requestNumber: 1 });
    expect([codeOf(other), other.header.token]).toEqual([9, token]);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row c: the last number under the new token is 8", async () => {
    const speaker = await givenSpeaker();
    await speaker.say(ticket(speaker.register));
    expect(codeOf(await speaker.try(ticket(speaker.register), { requestNumber: 1 }))).toBe(8);
    expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  });

  test("row d: an old token, a foreign one and zero are 2, and repeat what was sent", async () => {
    const speaker = await givenSpeaker();
    const old = speaker.token;
    await speaker.say(ticket(speaker.register));
    for (const token of [old, 42, 0]) {
      const answer = await speaker.try(ticket(speaker.register), { token, requestNumber: 7 });
      expect([codeOf(answer), answer.header.token]).toEqual([2, token]);
    }
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row e: numbers wrap from 65,535 to 0 and every answer carries another token", async () => {
    const speaker = await givenSpeaker();
    let { token } = speaker;
    const tokens = [token];
    for (const requestNumber of [65_534, 65_535, 0, 1]) {
      const answer = await speaker.try(ticket(speaker.register), { token, requestNumber });
      expect(codeOf(answer)).toBe(0);
      token = answer.header.token;
      tokens.push(token);
    }
    expect(new Set(tokens).size).toBe(5);
  });

  test("row f: a refused document leaves book, token and chain as they were", async () => {
    const speaker = await givenSpeaker();
    const { token } = speaker;
    const wrong = await speaker.say(ticket(speaker.register, { change: { amounts: { total: tg("1.00") } } }));
    expect([codeOf(wrong), wrong.header.token]).toEqual([13, token]);
    expect(await bookOf(speaker.register.id)).toEqual([]);
    expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  });

  test("SYSTEM and INFO need the current token and leave it", async () => {
    const speaker = await givenSpeaker();
    const { token } = speaker;
    for (const request of [system(speaker.register), info(speaker.register)]) {
      expect(codeOf(await speaker.try(request, { token: 5 }))).toBe(2);
      const answer = await speaker.say(request);
      expect([codeOf(answer), answer.header.token]).toEqual([0, token]);
    }
  });

  test("REPORT needs no token and brings the issued one, but only to a register that knows its own names", async () => {
    const speaker = await givenSpeaker();
    const answer = await speaker.try(xReport(speaker.register), { token: 5 });
    expect([codeOf(answer), answer.header.token]).toEqual([0, speaker.token]);
    const stranger = { ...xReport(speaker.register), service: { reg_info: {} } };
    const refused = await speaker.try(stranger, { token: 5 });
    expect([codeOf(refused), refused.header.token]).toEqual([13, 5]);
  });

  test("an unknown register is 1, an unreadable body 3, an unknown command 4, a known one that we lack 5", async () => {
    const speaker = await givenSpeaker();
    const { register, token } = speaker;
    expect(codeOf(await speaker.try(system(register), { id: 199_999 }))).toBe(1);
    expect(codeOf(await speaker.try(system(register), { id: 4_294_967_295 }))).toBe(1);
    const garbage = encodeFrame({
      version: 203,
      deviceId: register.id,
      token,
      requestNumber: 9,
      body: Uint8Array.of(8, 1, 2, 3, 4),
    });
    const unread = answerOf(await sendRaw(operator.directPort, garbage));
    expect([codeOf(unread), unread.response.command, unread.header.token]).toEqual([3, "COMMAND_TICKET", token]);
    expect(codeOf(await speaker.try(system(register), { version: 201 }))).toBe(3);
    expect(codeOf(await speaker.try({ ...system(register), command: 100 }))).toBe(4);
    expect(codeOf(await speaker.try({ ...system(register), command: "COMMAND_RESERVED" }))).toBe(4);
    for (const command of ["COMMAND_NOMENCLATURE", "COMMAND_AUTH", "COMMAND_CANCEL_TICKET"] as const)
      expect(codeOf(await speaker.try({ ...system(register), command }))).toBe(5);
    expect(codeOf(await speaker.try({ ...system(register), command: "COMMAND_TICKET" }))).toBe(3);
    for (const version of [202, 204]) expect(codeOf(await speaker.try(system(register), { version }))).toBe(0);
  });

  test("a blocked register hears 15 after the token is checked, with what to show, and goes on when the block is gone", async () => {
    const speaker = await givenSpeaker();
    await blockAtOperator(speaker.register.id, "Обратитесь к оператору");
    expect(codeOf(await speaker.try(ticket(speaker.register), { token: 5 }))).toBe(2);
    for (const request of [ticket(speaker.register), system(speaker.register)]) {
      const { response } = await speaker.try(request);
      expect(response.result.result_code).toBe(15);
      expect(response.service?.ticket_ads?.[0]).toMatchObject({
        ...{ info: { type: "TICKET_AD_INFO" }, text: "Обратитесь к оператору" },
      });
    }
    await unblockAtOperator(speaker.register.id);
    expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  });
});

describe("a token issued anew", () => {
  test("stops the old one, while an unheard answer is still repeated under it", async () => {
    const speaker = await givenSpeaker();
    const { register, token } = speaker;
    await speaker.say(ticket(register));
    const ctx = {
      tenantId: register.tenantId,
      actor: { kind: "account", id: null } as const,
      actorName: "",
      requestId: "",
    };
    const issued = await issueToken(ctx, { registerId: register.id });
    if (!issued.ok) throw new Error(issued.error.code);
    expect(codeOf(await speaker.try(ticket(register)))).toBe(2);
    const replayed = await speaker.try(ticket(register), { token, requestNumber: 1 });
    expect([codeOf(replayed), String(replayed.header.token)]).toEqual([0, issued.value.token]);
    expect(codeOf(await speaker.try(ticket(register), { token: Number(issued.value.token) }))).toBe(0);
  });
});

describe("the way to the operator", () => {
  test("an answer that was lost is repeated, and the sale stands once", async () => {
    const speaker = await givenSpeaker();
    const envelope = { id: speaker.register.id, token: speaker.token, requestNumber: 1 };
    operator.failNext({ kind: "lose_answer" });
    await expect(ask(operator.port, envelope, ticket(speaker.register))).rejects.toThrow("no answer");
    const answer = await ask(operator.port, envelope, ticket(speaker.register));
    expect(codeOf(answer)).toBe(0);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("the same document sent twice at once is booked once", async () => {
    const speaker = await givenSpeaker();
    const sale = ticket(speaker.register);
    const answers = await Promise.all(Array.from({ length: 5 }, () => speaker.try(sale)));
    expect(new Set(answers.map(({ response }) => response.ticket?.ticket_number)).size).toBe(1);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("a message cut into single bytes and two glued together are both understood", async () => {
    const speaker = await givenSpeaker();
    const { register, token } = speaker;
    const frame = (requestNumber: number, request: CpcrRequest) =>
      encodeFrame({ version: 203, deviceId: register.id, token, requestNumber, body: encodeRequest(request) });
    operator.failNext({ kind: "fragment", bytes: 1 });
    expect(codeOf(await ask(operator.port, { id: register.id, token, requestNumber: 1 }, system(register)))).toBe(0);
    const glued = await sendRaw(
      operator.directPort,
      Buffer.concat([frame(2, system(register)), frame(3, info(register))]),
    );
    const first = answerOf(glued);
    const second = answerOf(glued.subarray(first.header.size));
    expect([first, second].map(({ header }) => header.requestNumber)).toEqual([2, 3]);
  });

  test("tokens survive the server's end", async () => {
    const speaker = await givenSpeaker();
    const first = speaker.token;
    await speaker.say(ticket(speaker.register));
    const other = await startTcp({ host: "127.0.0.1", port: 0 });
    const again = await ask(
      other.port,
      { id: speaker.register.id, token: first, requestNumber: 1 },
      ticket(speaker.register),
    );
    expect([codeOf(again), again.header.token]).toEqual([0, speaker.token]);
    const next = await ask(
      other.port,
      { id: speaker.register.id, token: speaker.token, requestNumber: 2 },
      ticket(speaker.register),
    );
    expect(codeOf(next)).toBe(0);
    await other.stop();
  });

  test("a slow peer is cut off, a silent one too, and more than the bound are not let in", async () => {
    const strict = await startTcp({ host: "127.0.0.1", port: 0, totalMs: 300, idleMs: 150, connectionsMax: 2 });
    const { createConnection } = await import("node:net");
    const connect = () => createConnection({ port: strict.port, host: "127.0.0.1" }).on("error", () => undefined);
    const gone = (socket: ReturnType<typeof connect>) => new Promise((resolve) => socket.once("close", resolve));
    const silent = connect();
    const slow = connect();
    const dripping = setInterval(() => slow.write(Buffer.of(0xa2)), 40);
    slow.write(Buffer.of(0xa2, 0x81));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await gone(connect());
    const startedAt = performance.now();
    await Promise.all([gone(silent), gone(slow)]);
    clearInterval(dripping);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await strict.stop();
  });

  property.prop([fc.uint8Array({ maxLength: 200 }), fc.boolean()], { numRuns: 60 })(
    "whatever bytes arrive, the server goes on",
    async (bytes, framed) => {
      const speaker = framed
        ? encodeFrame({ version: 203, deviceId: 200_001, token: 1, requestNumber: 1, body: bytes })
        : bytes;
      await sendRaw(operator.directPort, speaker);
    },
  );

  test("after all that it still answers", async () => {
    const speaker = await givenSpeaker();
    expect(codeOf(await speaker.say(system(speaker.register)))).toBe(0);
  });
});

describe("the operator's own checks", () => {
  const wrong: [string, number, (register: GivenRegister) => CpcrRequest][] = [
    [
      "a line whose sum is not price times quantity",
      13,
      (r) => ticket(r, { lines: [goods("100.00", { sum: tg("100.02"), vat: null })] }),
    ],
    [
      "a total that is not the sum of its lines",
      13,
      (r) => ticket(r, { change: { amounts: { total: tg("1.00"), taken: tg("1.00"), change: tiyn(0n) } } }),
    ],
    [
      "payments that do not cover it",
      13,
      (r) => ticket(r, { change: { payments: [{ type: "PAYMENT_CARD", sum: tg("1.00") }] } }),
    ],
    ["cash without what was taken", 13, (r) => ticket(r, { change: { amounts: { total: tg("1160.00") } } })],
    [
      "a tax that is not its rate's",
      13,
      (r) =>
        ticket(r, {
          lines: [
            goods("100.00", { taxes: [{ tax_type: 100, percent: 16_000, sum: tg("16.00"), is_in_total_sum: true }] }),
          ],
        }),
    ],
    ["no lines", 13, (r) => ticket(r, { change: { items: [] } })],
    ["no field of business", 13, (r) => ticket(r, { change: { domain: undefined } })],
    ["a return without the receipt it returns", 13, (r) => ticket(r, { operation: "OPERATION_SELL_RETURN" })],
    ["another register's РНМ", 13, (r) => ticket({ ...r, registrationNumber: "000000000000" })],
    ["another taxpayer's БИН", 13, (r) => ticket({ ...r, xin: "000000000000" })],
    ["no place", 13, (r) => ({ ...ticket(r), service: { ...serviceOf(r), security_stats: {} } })],
    ["the seller as buyer", 17, (r) => ticket(r, { change: { extension_options: { customer_iin_or_bin: r.xin } } })],
    ["a purchase for cash that is not there", 14, (r) => ticket(r, { operation: "OPERATION_BUY" })],
    ["a withdrawal of cash that is not there", 14, (r) => placement(r, "MONEY_PLACEMENT_WITHDRAWAL", "0.01")],
    ["a deposit of nothing", 13, (r) => placement(r, "MONEY_PLACEMENT_DEPOSIT", "0")],
    ["a closing without its report", 13, (r) => closing(r, { z_report: undefined })],
  ];
  test.each(wrong)("%s is refused with %i", async (_, code, request) => {
    const speaker = await givenSpeaker();
    const answer = await speaker.say(request(speaker.register));
    expect([codeOf(answer), answer.response.result.result_text]).toEqual([code, expect.stringMatching(/[а-я]/)]);
    expect(await bookOf(speaker.register.id)).toEqual([]);
  });

  test("a line may be a tiyn off", async () => {
    const speaker = await givenSpeaker();
    const line = goods("100.00", { sum: tg("100.01"), vat: null });
    expect(codeOf(await speaker.say(ticket(speaker.register, { lines: [line] })))).toBe(0);
  });

  test("after 24 hours a sale is 11, at 24 hours it is not; an autonomous one is taken, and the shift can be closed", async () => {
    const speaker = await givenSpeaker();
    const opened = new Date("2026-11-24T07:00:00Z");
    const at = (seconds: number) => new Date(opened.getTime() + 24 * 3_600_000 + seconds * 1000);
    await speaker.say(ticket(speaker.register, { at: opened }));
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(0) })))).toBe(0);
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(1) })))).toBe(11);
    expect(codeOf(await speaker.say(placement(speaker.register, "MONEY_PLACEMENT_DEPOSIT", "1", at(1))))).toBe(11);
    const late = ticket(speaker.register, { at: at(1), change: { offline_ticket_number: 7 } });
    expect(codeOf(await speaker.say(late))).toBe(0);
    expect(codeOf(await speaker.say(closing(speaker.register, {}, at(2))))).toBe(0);
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(3) })))).toBe(0);
  });

  test("a return names a receipt of the book, by either of its numbers, and no more than was sold", async () => {
    const speaker = await givenSpeaker();
    const { register } = speaker;
    const sold = await speaker.say(ticket(register, { change: { offline_ticket_number: 99 } }));
    const sign = sold.response.ticket?.ticket_number ?? "";
    const back = (number: string, offline: boolean, total = "1160.00") =>
      ticket(register, {
        operation: "OPERATION_SELL_RETURN",
        change: {
          parent_ticket: {
            ...{ parent_ticket_number: number, parent_ticket_data_time: new Date("2026-11-24T07:30:45Z") },
            ...{
              kgd_kkm_id: register.registrationNumber,
              parent_ticket_total: tg(total),
              parent_ticket_is_offline: offline,
            },
          },
        },
      });
    expect(codeOf(await speaker.say(back("1", false)))).toBe(13);
    expect(codeOf(await speaker.say(back(sign, false, "1000.00")))).toBe(13);
    expect(codeOf(await speaker.say(back("99", true, "1000.00")))).toBe(13);
    expect(codeOf(await speaker.say(back(sign, false)))).toBe(0);
    expect((await bookOf(register.id)).map(({ kind, cash_after_tiyn }) => [kind, cash_after_tiyn])).toEqual([
      ["sell", "116000"],
      ["sell_return", "0"],
    ]);
  });
});

describe("the operator's own counters", () => {
  test("X, Z and INFO are made of what was booked, and a new shift keeps what must be kept", async () => {
    const speaker = await givenSpeaker();
    const { register } = speaker;
    const empty = await speaker.say(info(register));
    expect(empty.response.report).toMatchObject({ report: "REPORT_Z", zx_report: { shift_number: 0 } });
    expect(empty.response.service?.last_document_info).toBeUndefined();

    await speaker.say(
      ticket(register, { lines: [goods("1160.00"), goods("580.00", { section_code: "2" })], number: 1n, shift: 7 }),
    );
    await speaker.say(ticket(register, { lines: [goods("100.00", { vat: null })], card: "40.00", shift: 7 }));
    await speaker.say(placement(register, "MONEY_PLACEMENT_DEPOSIT", "5000"));
    await speaker.say(placement(register, "MONEY_PLACEMENT_WITHDRAWAL", "800"));
    const x = await speaker.say(xReport(register));
    const cash = tg("6000.00"); // 1740 + 60 + 5000 - 800
    expect(x.response.report).toMatchObject({ report: "REPORT_X", zx_report: { shift_number: 7, cash_sum: cash } });

    const z = (await speaker.say(closing(register, { printed_document_number: 5n, fr_shift_number: 7 }))).response
      .report;
    const sell = <T extends { operation: unknown }>(rows: readonly T[] | undefined) =>
      rows?.find((row) => row.operation === "OPERATION_SELL");
    const report = z?.zx_report;
    expect(z?.report).toBe("REPORT_Z");
    expect(sell(report?.operations)).toMatchObject({ count: 3, sum: tg("1840.00") });
    expect(report?.sections?.map(({ section_code }) => section_code)).toEqual(["1", "2"]);
    expect(sell(report?.ticket_operations)).toMatchObject({
      ...{ tickets_total_count: 2, tickets_count: 2, tickets_sum: tg("1840.00"), offline_count: 0 },
      payments: [
        { payment: "PAYMENT_CASH", sum: tg("1800.00"), count: 2 },
        { payment: "PAYMENT_CARD", sum: tg("40.00"), count: 1 },
      ],
    });
    expect(sell(report?.taxes?.[0]?.operations)).toMatchObject({
      ...{ turnover: tg("1740.00"), sum: tg("240.00"), turnover_without_tax: tg("1500.00") },
    });
    expect(report?.money_placements).toMatchObject([
      { operations_count: 1, operations_sum: tg("5000.00") },
      { operations_count: 1, operations_sum: tg("800.00") },
    ]);
    expect(report).toMatchObject({ cash_sum: cash, revenue: { sum: tg("1840.00"), is_negative: false } });
    expect(report?.open_shift_time).toEqual(new Date("2026-11-24T07:30:45Z"));
    expect(report?.close_shift_time).toEqual(new Date("2026-11-24T15:00:00Z"));
    expect(report?.checksum).toBeTruthy();

    const closed = await speaker.say(info(register));
    expect(closed.response.report).toEqual(z);
    expect(closed.response.service).toMatchObject({
      last_document_info: { fr_shift_number: 7, printed_document_number: 5n },
      reg_info: {
        kkm: { fns_kkm_id: register.registrationNumber, kkm_id: String(register.id) },
        org: { inn: register.xin },
      },
    });

    await speaker.say(ticket(register, { lines: [goods("58.00")], shift: 8 }));
    const next = (await speaker.say(info(register))).response.report;
    expect(next?.report).toBe("REPORT_X");
    expect(next?.zx_report).toMatchObject({ shift_number: 8, cash_sum: tg("6058.00"), revenue: { sum: tg("58.00") } });
    expect(sell(next?.zx_report?.ticket_operations)).toMatchObject({ tickets_total_count: 3, tickets_count: 1 });
    expect(sell(next?.zx_report?.start_shift_non_nullable_sums)?.sum).toBe(tg("1840.00"));
    expect(sell(next?.zx_report?.non_nullable_sums)?.sum).toBe(tg("1898.00"));
  });

  test("a shift without documents can be closed, and cash may be taken out with the closing", async () => {
    const speaker = await givenSpeaker();
    const z = await speaker.say(closing(speaker.register));
    expect(z.response.report?.zx_report).toMatchObject({ shift_number: 1, cash_sum: 0n });
    await speaker.say(placement(speaker.register, "MONEY_PLACEMENT_DEPOSIT", "100"));
    const emptied = await speaker.say(closing(speaker.register, { withdraw_money: true }));
    expect(emptied.response.report?.zx_report).toMatchObject({ shift_number: 2, cash_sum: 0n });
    expect(emptied.response.report?.zx_report?.money_placements?.[1]).toMatchObject({ operations_sum: tg("100.00") });
  });
});
