import { describe, expect, test } from "vitest";
import { browserKind, isLocalPage } from "./local-access";
import { BEGINNING, hear, type NcaCall, type Talk } from "./nca-talk";

const call: NcaCall = {
  ...{ items: ["YQ=="], kind: "document", locale: "ru", anyAuthority: false },
  ...{ storage: null, signer: null },
};
const two: NcaCall = { ...call, items: ["YQ==", "Yg=="] };
const BASICS: Talk = { at: "basics" };
const OLD: Talk = { at: "old", signatures: [] };
const frame = (message: object): string => JSON.stringify(message);
const GREETING = frame({ result: { version: "1.4" } });
const NO_MODULE = frame({ success: false, errorCode: "MODULE_NOT_FOUND" });

/** What is said after a frame, as the program reads it. */
const said = (asked: NcaCall, talk: Talk, heard: string) => {
  const turn = hear(asked, talk, heard);
  return turn && "say" in turn ? JSON.parse(turn.say) : null;
};
const signerParams = (asked: NcaCall) => said(asked, BEGINNING, GREETING).args.signerParams;

describe("[S-007] the greeting", () => {
  test("is answered by one call in the new words", () => {
    expect(said(call, BEGINNING, GREETING)).toEqual({
      module: "kz.gov.pki.knca.basics",
      method: "sign",
      args: {
        allowedStorages: null,
        format: "cms",
        data: "YQ==",
        signingParams: { decode: true, encapsulate: false, digested: false, tsaProfile: null },
        signerParams: { extKeyUsageOids: ["1.3.6.1.5.5.7.3.4"], chain: null },
        locale: "ru",
      },
    });
  });
  test.each(["1.2", "1.4", "ncalayer-mocker"])("version %s is a text like any other", (version) => {
    expect(hear(call, BEGINNING, frame({ result: { version } }))).toMatchObject({ version, talk: BASICS });
  });
  test.each(["--heartbeat--", "{broken", '{"hello":1}', "[]", "null", 7, new ArrayBuffer(2)])(
    "%s is no greeting",
    (heard) => {
      expect(hear(call, BEGINNING, heard)).toBeNull();
    },
  );
});

describe("keys that are asked for", () => {
  test("[O-012] live in the chosen storage only", () => {
    expect(said({ ...call, storage: "AKKaztokenStore" }, BEGINNING, GREETING).args.allowedStorages).toEqual([
      "AKKaztokenStore",
    ]);
  });
  test("[S-034] of an organisation sign for a legal entity of this БИН", () => {
    expect(signerParams({ ...call, signer: { bin: "180140000117" } })).toEqual({
      extKeyUsageOids: ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2"],
      bin: "180140000117",
      chain: null,
    });
  });
  test("[S-035] of an entrepreneur sign for the person of this ИИН", () => {
    expect(signerParams({ ...call, signer: { iin: "920707304513" } })).toEqual({
      extKeyUsageOids: ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"],
      iin: "920707304513",
      chain: null,
    });
  });
  test("may be any for a challenge, and under any authority in the demo", () => {
    expect(signerParams({ ...call, kind: "challenge", anyAuthority: true })).toEqual({
      extKeyUsageOids: [],
      chain: [],
    });
  });
  test("sign many documents at once", () => {
    expect(said(two, BEGINNING, GREETING).args.data).toEqual(two.items);
  });
});

describe("the newer module answers", () => {
  test.each([
    ["one PEM", call, { result: "PEM" }, { kind: "signed", signatures: ["PEM"] }],
    ["a list of one", call, { result: ["PEM"] }, { kind: "signed", signatures: ["PEM"] }],
    ["a list", two, { result: ["A", "B"] }, { kind: "signed", signatures: ["A", "B"] }],
    [
      "certificates too",
      call,
      { result: { signatures: ["A"], certificate: "C" } },
      { kind: "signed", signatures: ["A"] },
    ],
    ["fewer than asked", two, { result: ["A"] }, { kind: "failed", code: "WRONG_RESULT" }],
    ["more than asked", call, { result: ["A", "B"] }, { kind: "failed", code: "WRONG_RESULT" }],
    ["an empty text", call, { result: " " }, { kind: "failed", code: "WRONG_RESULT" }],
    ["numbers", call, { result: [1] }, { kind: "failed", code: "WRONG_RESULT" }],
    ["nothing: the person pressed Cancel", call, {}, { kind: "cancelled" }],
    ["no body at all", call, undefined, { kind: "cancelled" }],
  ] as const)("%s", (_, asked, body, answer) => {
    expect(hear(asked, BASICS, frame({ status: true, body }))).toEqual({ answer });
  });
  test.each(["INVOCATION_ERROR", "INVALID_SIGNING_PARAMS", "SIGNING_FAILURE", "GENERAL_ERROR"])("%s", (code) => {
    expect(hear(call, BASICS, frame({ status: false, code, message: "x" }))).toEqual({
      answer: { kind: "failed", code },
    });
  });
  test("a failure without a code is a failure all the same", () => {
    expect(hear(call, BASICS, frame({ status: false }))).toEqual({
      answer: { kind: "failed", code: "GENERAL_ERROR" },
    });
  });
  test("a second greeting or a foreign frame is passed over", () => {
    expect(hear(call, BASICS, GREETING)).toBeNull();
  });
});

describe("an old NCALayer, without that module,", () => {
  test("is asked in the old words, one thing at a time", () => {
    expect(said(two, BASICS, NO_MODULE)).toEqual({
      module: "kz.gov.pki.knca.commonUtils",
      method: "createCAdESFromBase64",
      args: ["PKCS12", "SIGNATURE", "YQ==", false],
    });
    const next = said(two, OLD, frame({ code: "200", responseObject: "A" }));
    expect(next.args).toEqual(["PKCS12", "SIGNATURE", "Yg==", false]);
    expect(hear(two, { at: "old", signatures: ["A"] }, frame({ code: "200", responseObject: "B" }))).toEqual({
      answer: { kind: "signed", signatures: ["A", "B"] },
    });
  });
  test("offers keys of every purpose for a challenge, in the chosen storage", () => {
    const asked = { ...call, kind: "challenge", storage: "AKKZIDCardStore" } as const;
    expect(said(asked, BASICS, NO_MODULE).args).toEqual(["AKKZIDCardStore", "ANY", "YQ==", false]);
  });
  test.each([
    [{ code: "500", message: "action.canceled" }, { kind: "cancelled" }],
    [
      { code: "500", message: "java.lang.IllegalArgumentException" },
      { kind: "failed", code: "500" },
    ],
    [{ code: "500" }, { kind: "failed", code: "500" }],
    [
      { code: "200", responseObject: {} },
      { kind: "failed", code: "WRONG_RESULT" },
    ],
    [{ success: false, errorCode: "MODULE_NOT_FOUND" }, { kind: "outdated" }],
  ])("%o means %o", (message, answer) => {
    expect(hear(call, OLD, frame(message))).toEqual({ answer });
  });
  test("foreign frames are passed over", () => {
    expect(hear(call, OLD, frame({ hello: 1 }))).toBeNull();
  });
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["192.168.1.20", true],
  ["172.20.0.1", true],
  ["172.32.0.1", false],
  ["tiyn.example", false],
  ["10.example", false],
  ["localhost.example", false],
])("%s is a page of this computer or network: %s", (host, local) => {
  expect(isLocalPage(host)).toBe(local);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    "safari",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "other"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0",
    "other",
  ],
])("%s is told from others", (userAgent, kind) => {
  expect(browserKind(userAgent)).toBe(kind);
});
