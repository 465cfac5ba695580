import { fc, test as property } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CpcrRequest, encodeFrame, encodeRequest, parseCheck } from "@/lib/cpcr";
import { present } from "@/lib/kernel";
import { DEFAULT_POLICY } from "@/lib/operator/core/policy";
import { issueToken } from "@/lib/operator/ops/issue-token";
import { takeAtOnce } from "@/lib/operator/server/take-document";
import { startTcp } from "@/lib/operator/server/tcp";
import { seeRegister } from "@/lib/operator/store/exchange";
import { answerOf, ask, closing, info, sendRaw, system, tg, ticket, xReport } from "../support/cpcr";
import { look } from "../support/db";
import { blockAtOperator, bookOf, startOperator, type TestOperator, unblockAtOperator } from "../support/operator";
import { codeOf, givenSpeaker, kindsOf } from "../support/speaker";

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

describe("a sale", () => {
  test("comes back with a fiscal sign, a QR that says the same facts, and a new token", async () => {
    const speaker = await givenSpeaker(operator.directPort);
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
    const [one, other] = [await givenSpeaker(operator.directPort), await givenSpeaker(operator.directPort)];
    const signs = [await one.say(ticket(one.register)), await other.say(ticket(other.register))].map(
      ({ response }) => response.ticket?.ticket_number,
    );
    expect(new Set(signs).size).toBe(2);
  });
});

describe("the decision table", () => {
  test("row a: a repeated document is answered as before and counted once", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const sale = ticket(speaker.register);
    const token = speaker.token;
    const first = await speaker.say(sale);
    const again = await speaker.try(sale, { token, requestNumber: 1 });
    expect(again.response).toEqual(first.response);
    expect(again.header.token).toBe(first.header.token);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row a: a repetition that adds its autonomous number is the same document, and the number is kept", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const token = speaker.token;
    await speaker.say(ticket(speaker.register));
    const late = ticket(speaker.register, { change: { offline_ticket_number: 1_768_468_200 } });
    expect(codeOf(await speaker.try(late, { token, requestNumber: 1 }))).toBe(0);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
    const told = await look("SELECT number FROM operator.offline_number WHERE register_id = $1", [speaker.register.id]);
    expect(told).toEqual([{ number: "1768468200" }]);
  });

  test("row b: the same token and number with another command are 9", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const token = speaker.token;
    await speaker.say(ticket(speaker.register));
    const other = await speaker.try(closing(speaker.register), { token, requestNumber: 1 });
    expect([codeOf(other), other.header.token]).toEqual([9, token]);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row c: the last number under the new token is 8", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    await speaker.say(ticket(speaker.register));
    expect(codeOf(await speaker.try(ticket(speaker.register), { requestNumber: 1 }))).toBe(8);
    expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  });

  test("row d: an old token, a foreign one and zero are 2, and repeat what was sent", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const old = speaker.token;
    await speaker.say(ticket(speaker.register));
    for (const token of [old, 42, 0]) {
      const answer = await speaker.try(ticket(speaker.register), { token, requestNumber: 7 });
      expect([codeOf(answer), answer.header.token]).toEqual([2, token]);
    }
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("row e: numbers wrap from 65,535 to 0 and every answer carries another token", async () => {
    const speaker = await givenSpeaker(operator.directPort);
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
    const speaker = await givenSpeaker(operator.directPort);
    const { token } = speaker;
    const wrong = await speaker.say(ticket(speaker.register, { change: { amounts: { total: tg("1.00") } } }));
    expect([codeOf(wrong), wrong.header.token]).toEqual([13, token]);
    expect(await bookOf(speaker.register.id)).toEqual([]);
    expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  });

  test("SYSTEM and INFO need the current token and leave it", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { token } = speaker;
    for (const request of [system(speaker.register), info(speaker.register)]) {
      expect(codeOf(await speaker.try(request, { token: 5 }))).toBe(2);
      const answer = await speaker.say(request);
      expect([codeOf(answer), answer.header.token]).toEqual([0, token]);
    }
  });

  test("REPORT needs no token and brings the issued one, but only to a register that knows its own names", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const answer = await speaker.try(xReport(speaker.register), { token: 5 });
    expect([codeOf(answer), answer.header.token]).toEqual([0, speaker.token]);
    const stranger = { ...xReport(speaker.register), service: { reg_info: {} } };
    const refused = await speaker.try(stranger, { token: 5 });
    expect([codeOf(refused), refused.header.token]).toEqual([13, 5]);
  });

  test("an unknown register is 1, an unreadable body 3, an unknown command 4, a known one that we lack 5", async () => {
    const speaker = await givenSpeaker(operator.directPort);
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
    expect(codeOf(await speaker.try({ ...system(register), command: "COMMAND_CANCEL_TICKET" }))).toBe(5);
    for (const command of ["COMMAND_QR_GENERATE", "COMMAND_QR_GET_STATUS"] as const)
      expect(codeOf(await speaker.try({ ...system(register), command }, { version: 204 }))).toBe(5);
    expect(codeOf(await speaker.try({ ...system(register), command: 7 }, { version: 204 }))).toBe(4);
    for (const command of ["COMMAND_NOMENCLATURE", "COMMAND_AUTH"] as const)
      expect(codeOf(await speaker.try({ ...system(register), command }))).toBe(3);
    expect(codeOf(await speaker.try({ ...system(register), command: "COMMAND_TICKET" }))).toBe(3);
    for (const version of [202, 204]) expect(codeOf(await speaker.try(system(register), { version }))).toBe(0);
  });

  test("a blocked register hears 15 after the token is checked, with what to show, and goes on when the block is gone", async () => {
    const speaker = await givenSpeaker(operator.directPort);
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
    const speaker = await givenSpeaker(operator.directPort);
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
    const speaker = await givenSpeaker(operator.directPort);
    const envelope = { id: speaker.register.id, token: speaker.token, requestNumber: 1 };
    operator.failNext({ kind: "lose_answer" });
    await expect(ask(operator.port, envelope, ticket(speaker.register))).rejects.toThrow("no answer");
    const answer = await ask(operator.port, envelope, ticket(speaker.register));
    expect(codeOf(answer)).toBe(0);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("what could not be booked is answered with 254 under the same token, and goes through when it is sent again", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register, token } = speaker;
    await look(
      `CREATE FUNCTION operator.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$`,
    );
    await look("CREATE TRIGGER fail BEFORE UPDATE ON operator.register FOR EACH ROW EXECUTE FUNCTION operator.fail()");
    const refused = await speaker.try(ticket(register));
    await look("DROP FUNCTION operator.fail() CASCADE");
    expect([codeOf(refused), refused.header.token]).toEqual([254, token]);
    expect(await kindsOf(register)).toEqual([]);
    expect(codeOf(await speaker.say(ticket(register)))).toBe(0);
    expect(await kindsOf(register)).toEqual(["sell"]);
  });

  test("the same document sent twice at once is booked once", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const sale = ticket(speaker.register);
    const answers = await Promise.all(Array.from({ length: 5 }, () => speaker.try(sale)));
    expect(new Set(answers.map(({ response }) => response.ticket?.ticket_number)).size).toBe(1);
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
  });

  test("what was decided before somebody moved or blocked the register is not booked by it", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const request = ticket(speaker.register);
    const [body, policy, { id: deviceId }] = [encodeRequest(request), DEFAULT_POLICY, speaker.register];
    const seen = async () => {
      const held = present(await seeRegister(deviceId), "the register is known");
      const frame = { ...{ version: 203, size: 0, deviceId, token: speaker.token, requestNumber: 7, body } };
      return { held, frame, version: 203, request, policy } as const;
    };
    const before = await seen();
    await speaker.say(request);
    expect(await takeAtOnce(before)).toBeNull();
    const replaced = await seen();
    await look("UPDATE operator.register SET token_cipher = $1 WHERE id = $2", [Buffer.from("another"), deviceId]);
    expect(await takeAtOnce(replaced)).toBeNull();
    const { tokenCipher } = replaced.held;
    await look("UPDATE operator.register SET token_cipher = $1::bytea WHERE id = $2", [tokenCipher, deviceId]);
    const inService = await seen();
    await blockAtOperator(deviceId, "не оплачено");
    expect(await takeAtOnce(inService)).toBeNull();
    expect(await kindsOf(speaker.register)).toEqual(["sell"]);
    await unblockAtOperator(deviceId);
    expect((await takeAtOnce(inService))?.resultCode).toBe(0);
    expect(await kindsOf(speaker.register)).toEqual(["sell", "sell"]);
  });

  test("a message cut into single bytes and two glued together are both understood", async () => {
    const speaker = await givenSpeaker(operator.directPort);
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
    const speaker = await givenSpeaker(operator.directPort);
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
    const speaker = await givenSpeaker(operator.directPort);
    expect(codeOf(await speaker.say(system(speaker.register)))).toBe(0);
  });
});
