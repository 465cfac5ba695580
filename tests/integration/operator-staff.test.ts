import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { block, takeOff, unblock } from "@/app/(operator)/ofd/staff/actions";
import { addRegister, exchangeList, issueToken, registerById, staffRegister, staffRegisters } from "@/lib/operator";
import { info, system, tg, ticket } from "../support/cpcr";
import { look } from "../support/db";
import { startOperator, type TestOperator } from "../support/operator";
import { givenOfdAdmin, givenSignedIn, type SignedIn } from "../support/signed-in";
import { codeOf, givenSpeaker } from "../support/speaker";

// What the operator's own staff does to registers of any client, and what client and register hear of it.

let operator: TestOperator;
let staff: SignedIn;
beforeAll(async () => {
  operator = await startOperator();
  staff = await givenSignedIn("ofd_staff");
});
afterAll(() => operator.stop());

type Said = { readonly status: string; readonly error?: { readonly code: string }; readonly fields?: object };

const act = async (action: unknown, input: object): Promise<Said> =>
  (await staff.browser.act(action as Parameters<typeof staff.browser.act>[0], input)) as Said; // cast: what an action answers
const outcome = ({ status, error }: Said): string => error?.code ?? status;
const acts = (id: number) =>
  look<{ act: string; actor_id: string }>(
    "SELECT act, actor_id FROM common.audit_entry WHERE subject = $1 ORDER BY at",
    [`ofd_register:${id}`],
  );

describe("a block", () => {
  test("stops the register with the reason that was written, is lifted by the staff, and both are in the log", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const reason = "Не представлены документы";
    expect(outcome(await act(block, { registerId: register.id, cause: "violation", reason }))).toBe("done");
    const refused = await speaker.say(ticket(register));
    expect([codeOf(refused), refused.response.service?.ticket_ads?.[0]?.text]).toEqual([15, reason]);
    expect(await registerById(register.tenantId, register.id)).toMatchObject({
      status: "blocked",
      blockReason: reason,
    });
    expect((await staffRegisters("")).map(({ id }) => id)).toContain(register.id);
    expect(outcome(await act(block, { registerId: register.id, cause: "other", reason }))).toBe(
      "operator.wrong_status",
    );
    expect(outcome(await act(unblock, { registerId: register.id }))).toBe("done");
    expect(codeOf(await speaker.say(ticket(register)))).toBe(0);
    const noted = (await acts(register.id)).filter(({ actor_id }) => actor_id === staff.accountId);
    expect(noted.map(({ act: name }) => name)).toEqual(["operator.register_blocked", "operator.register_unblocked"]);
  });

  test("for an outdated token is lifted by the owner who takes a new one, and by nothing less", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    await act(block, { registerId: register.id, cause: "token", reason: "Токену больше года" });
    const refused = await speaker.say(system(register));
    expect([codeOf(refused), refused.response.result.result_text]).toEqual([
      15,
      "Срок токена истек, получите новый токен в кабинете",
    ]);
    const ctx = {
      tenantId: register.tenantId,
      actor: { kind: "system", id: null } as const,
      actorName: "",
      requestId: "",
    };
    const issued = await issueToken(ctx, { registerId: register.id });
    expect(codeOf(await speaker.try(info(register)))).toBe(2);
    const token = issued.ok ? Number(issued.value.token) : 0;
    expect(codeOf(await speaker.try(info(register), { token }))).toBe(0);

    await act(block, { registerId: register.id, cause: "unpaid", reason: "Долг" });
    expect(await issueToken(ctx, { registerId: register.id })).toMatchObject({ ok: false });
  });

  test.each([
    ["no reason", { cause: "other", reason: " " }, "reason"],
    ["a cause that there is not", { cause: "mood", reason: "Так" }, "cause"],
  ])("with %s is not set", async (_, wrong, field) => {
    const { register } = await givenSpeaker(operator.directPort);
    const { fields = {} } = await act(block, { registerId: register.id, ...wrong });
    expect(Object.keys(fields)).toEqual([field]);
    expect((await registerById(register.tenantId, register.id))?.status).toBe("active");
  });

  test("of a register that is not there is not found", async () => {
    expect(outcome(await act(unblock, { registerId: 199_999 }))).toBe("operator.register_unknown");
  });
});

describe("deregistration", () => {
  test("is for good: 18 for 2.0.4, 15 for others; the numbers may be registered anew", async () => {
    const speaker = await givenSpeaker(operator.directPort, 204);
    const { register } = speaker;
    expect(outcome(await act(takeOff, { registerId: register.id, reason: "Заявление владельца" }))).toBe("done");
    expect(codeOf(await speaker.try(system(register)))).toBe(18);
    expect(codeOf(await speaker.try(system(register), { version: 203 }))).toBe(15);
    expect(outcome(await act(unblock, { registerId: register.id }))).toBe("operator.wrong_status");
    const ctx = {
      tenantId: register.tenantId,
      actor: { kind: "system", id: null } as const,
      actorName: "",
      requestId: "",
    };
    const [point] = await look<{ id: string }>("SELECT id FROM operator.trading_point WHERE tenant_id = $1", [
      register.tenantId,
    ]);
    const again = await addRegister(ctx, {
      ...{ name: "Касса", model: "Модель", factoryNumber: register.factoryNumber, madeYear: 2026 },
      ...{ registrationNumber: register.registrationNumber, tradingPointId: point?.id ?? "", consent: "on" as const },
    });
    expect(again).toMatchObject({ ok: true });
  });
});

describe("what is seen", () => {
  test("the latest exchanges, taken and refused, with code and reason: by the staff and by the owner alone", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    await speaker.say(ticket(register));
    await speaker.say(ticket(register, { change: { amounts: { total: tg("1.00") } } }));
    await speaker.try(system(register), { token: 5, requestNumber: 9 });
    const rows = await exchangeList(register.tenantId, register.id);
    expect(rows.map(({ resultCode, requestNumber, outcome: what }) => [resultCode, requestNumber, what])).toEqual([
      [2, 9, { refused: "token", command: 0 }],
      [13, 2, { refused: "total", command: 1 }],
      [0, 1, { booked: "sell", documentId: expect.any(String) }],
    ]);
    expect((await staffRegister(register.id))?.exchanges).toEqual(rows);
    const stranger = await givenOfdAdmin();
    expect(await exchangeList(stranger.tenantId, register.id)).toEqual([]);
  });

  test("a register is found by its numbers and by its owner", async () => {
    const { register } = await givenSpeaker(operator.directPort);
    for (const search of [String(register.id), register.registrationNumber, register.factoryNumber, register.xin])
      expect((await staffRegisters(search)).map(({ id }) => id)).toEqual([register.id]);
    expect(await staffRegister(199_999)).toBeNull();
    expect(await staffRegister(Number.NaN)).toBeNull();
  });
});
