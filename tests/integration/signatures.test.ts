import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as takeCms } from "@/app/(cabinet)/cabinet/signatures/[id]/cms/route";
import { GET as takeDocument } from "@/app/(cabinet)/cabinet/signatures/[id]/document/route";
import SignaturePage from "@/app/(cabinet)/cabinet/signatures/[id]/page";
import { checkSignature } from "@/app/(public)/check-signature/actions";
import { SIGNATURE_BYTES_MAX } from "@/app/(public)/check-signature/bounds";
import type { Ctx } from "@/lib/audit";
import { organizationOf } from "@/lib/orgs";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenSignedIn, signInAgain } from "../support/signed-in";
import { counted, emptyOrganizations, givenWizard, type Wizard } from "../support/wizard";

// Evidence: whoever holds a signature, ours or anybody's, sees what it proves.

let wizard: Wizard;
beforeAll(async () => {
  wizard = await givenWizard();
});
afterAll(() => wizard.eds.stop());

describe("a kept contract", () => {
  let ctx: Ctx;
  let owner: Browser;
  let signatureId: string;
  beforeEach(async () => {
    await emptyOrganizations();
    ctx = await wizard.givenOrganization();
    const [account] = await look<{ id: string }>("SELECT id FROM common.account WHERE tenant_id = $1", [ctx.tenantId]);
    owner = await signInAgain("cabinet", account?.id ?? "");
    signatureId = (await organizationOf(ctx.tenantId))?.contractSignatureId ?? "";
  });
  const params = () => ({ params: { id: signatureId } });
  const page = (browser: Browser) =>
    browser.visit(() => SignaturePage({ params: Promise.resolve({ id: signatureId }) }));
  const written = (shown: unknown) =>
    JSON.stringify(shown, (key, part) => (key.startsWith("_") || typeof part === "function" ? undefined : part));

  test("is verified again when its page is opened, and says who signed", async () => {
    const shown = written(await page(owner));
    const head = wizard.eds.key("01-head");
    expect(shown).toContain('"refusal":null');
    expect(shown).toContain(head.iin);
    expect(shown).toContain('"by":"received"');
  });

  test("is not confirmed when it was kept over other bytes", async () => {
    await look(
      "UPDATE common.stored_file SET bytes = bytes || '\\x00', sha256 = sha256(bytes || '\\x00'), size = size + 1",
    );
    expect(written(await page(owner))).toContain('"code":"eds.content_mismatch"');
  });

  test("both files can be taken away, byte for byte", async () => {
    const cms = await owner.send(takeCms, "/x", params());
    expect(cms.headers.get("content-type")).toBe("application/pkcs7-signature");
    expect(cms.headers.get("content-disposition")).toMatch(/^attachment; .*\.p7s/);
    const [kept] = await look<{ cms: Buffer; bytes: Buffer }>(
      "SELECT s.cms, f.bytes FROM common.signature s JOIN common.stored_file f ON f.id = s.file_id WHERE s.id = $1",
      [signatureId],
    );
    expect(Buffer.from(await cms.arrayBuffer()).equals(kept?.cms ?? Buffer.alloc(0))).toBe(true);
    const document = await owner.send(takeDocument, "/x", params());
    expect(Buffer.from(await document.arrayBuffer()).equals(kept?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  test("is the owner's: his manager and other organisations find nothing", async () => {
    const manager = await givenSignedIn("manager", { tenantId: ctx.tenantId });
    const stranger = await givenSignedIn("owner");
    for (const { browser } of [manager, stranger]) {
      expect(await page(browser)).toEqual({ notFound: true });
      expect((await browser.send(takeCms, "/x", params())).status).toBe(404);
      expect((await browser.send(takeDocument, "/x", params())).status).toBe(404);
    }
  });
});

describe("«Проверка подписи»", () => {
  const content = Buffer.from("%PDF-1.7 somebody's contract");
  const file = (bytes: Uint8Array | string, name: string) => new File([bytes as BlobPart], name);
  const checks = (signature: Uint8Array | string, document?: Uint8Array, browser = new Browser()) =>
    browser.act(
      checkSignature,
      formOf({
        signature: file(signature, "paper.p7s"),
        ...(document ? { document: file(document, "paper.pdf") } : {}),
      }),
    );
  beforeEach(() => look("TRUNCATE common.throttle"));

  test("says who signed a document that is given apart, and keeps nothing", async () => {
    const before = await counted("common.signature");
    const answer = await checks(wizard.eds.sign("02-right-to-sign", content), content);
    expect(answer).toMatchObject({
      status: "done",
      value: { attached: false, signers: [{ view: { iin: wizard.eds.key("02-right-to-sign").iin, by: "received" } }] },
    });
    expect([await counted("common.signature"), await counted("common.stored_file WHERE name = 'paper.pdf'")]).toEqual([
      before,
      0,
    ]);
  });

  test("takes DER, PEM and base64 alike, and a document inside", async () => {
    const pem = wizard.eds.sign("04-entrepreneur", content, true);
    const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, "");
    for (const signature of [pem, base64, Buffer.from(base64, "base64")])
      expect(await checks(signature)).toMatchObject({
        status: "done",
        value: { attached: true, signers: [{ view: { bin: null } }] },
      });
  });

  test.each([
    ["01-head", Buffer.from("another paper"), "eds.content_mismatch"],
    ["07-head-expired", content, "eds.expired"],
    ["08-head-revoked", content, "eds.revoked"],
  ])("names what is wrong: %s over %s: %s", async (keyId, document, code) => {
    const answer = await checks(wizard.eds.sign(keyId, content), document);
    expect(JSON.stringify(answer)).toContain(`"code":"${code}"`);
    expect(JSON.stringify(answer)).not.toContain('"view"');
  });

  test("an employee's key is no fault here: it says what it is", async () => {
    expect(await checks(wizard.eds.sign("03-employee", content), content)).toMatchObject({
      value: { signers: [{ view: { role: "Сотрудник организации" } }] },
    });
  });

  test("what is no signature, too large or absent is refused at its field", async () => {
    expect(await checks("nothing of the kind", content)).toMatchObject({ error: { code: "eds.malformed" } });
    expect(await checks(new Uint8Array(SIGNATURE_BYTES_MAX + 1), content)).toMatchObject({
      fields: { signature: { code: "eds.too_large" } },
    });
    expect(await new Browser().act(checkSignature, formOf({}))).toMatchObject({
      fields: { signature: { code: "field.required" } },
    });
  });

  test("one address has its measure, counted for all processes", async () => {
    const answers = await Promise.all(Array.from({ length: 24 }, () => checks("no signature")));
    const codes = answers.map((answer) => ("error" in answer ? answer.error.code : "done"));
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(4);
    await look("UPDATE common.throttle SET ends_at = began_at + interval '1 millisecond'");
    expect(await checks("no signature")).toMatchObject({ error: { code: "eds.malformed" } });
  });
});
