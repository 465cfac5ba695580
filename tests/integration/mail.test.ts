import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import { mailJobs, receivedLetter, receivedLetters, sendMail } from "@/lib/mail";
import { deliverLetter } from "@/lib/mail/deliver";
import { type Mailbox, startMailbox } from "@/lib/mail/mailbox/server";
import { renderLetter } from "@/lib/mail/render";
import { type Outgoing, smtpTransport, type Transport } from "@/lib/mail/transport";
import { look } from "../support/db";
import { runJobs, waitingJobs } from "../support/jobs";

const tenant = "01930000-0000-7000-8000-000000000001";
const from = "Тиын <no-reply@tiyn.example>";
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox("127.0.0.1", 0);
  process.env.SMTP_URL = `smtp://127.0.0.1:${mailbox.port}`;
});
afterAll(() => mailbox.stop());
beforeEach(() => look("TRUNCATE common.letter, common.dev_letter, graphile_worker._private_jobs"));

const values = { organization: "ТОО «Әлем Құрылыс»", days: 3, link: "http://localhost:3000/confirm/abc" };
const write = (to = "a@alem.kz", given = values) =>
  withTenant(tenant, (tx) =>
    sendMail(tx, { tenantId: tenant, to, locale: "kk", template: "confirm_email", values: given }),
  );
const letters = () =>
  look<{ id: string; attempts: number; sent: boolean; failure: string | null; forgotten: boolean }>(
    "SELECT id, attempts, sent_at IS NOT NULL AS sent, failure, values_cipher IS NULL AS forgotten FROM common.letter ORDER BY id",
  );

describe("a letter written in a transaction", () => {
  test("[S-051] reaches the mailbox over SMTP in the reader's language, with its link", async () => {
    await write();
    await runJobs(mailJobs);
    const [row] = await receivedLetters("");
    expect(row).toMatchObject({
      recipient: "a@alem.kz",
      subject: "Тиын Касса кабинеті үшін e-mail мекенжайын растаңыз",
    });
    const letter = await receivedLetter(row?.id ?? "");
    expect(letter?.plain).toContain("ТОО «Әлем Құрылыс» ұйымын");
    expect(letter?.plain).toContain(values.link);
    expect(letter?.html).toContain(`href="${values.link}"`);
    expect(letter?.sender).toBe("no-reply@tiyn.example");
    expect(await letters()).toMatchObject([{ attempts: 1, sent: true, forgotten: true }]);
  });

  test("carries its files, and they do not get in the way of its text", async () => {
    const file = { name: "чек-1.pdf", mediaType: "application/pdf", bytes: new TextEncoder().encode("%PDF-1.7 …") };
    const letter = { tenantId: tenant, to: "a@alem.kz", locale: "ru", template: "confirm_email", values } as const;
    await withTenant(tenant, (tx) => sendMail(tx, { ...letter, attachments: [file] }));
    const [{ id } = { id: "" }] = await letters();
    const sent: Outgoing[] = [];
    const real = smtpTransport(`smtp://127.0.0.1:${mailbox.port}`, from);
    const watched: Transport = (outgoing) => {
      sent.push(outgoing);
      return real(outgoing);
    };
    await deliverLetter(watched, tenant, id);
    expect(sent[0]?.attachments).toEqual([file]);
    const [row] = await receivedLetters("");
    expect((await receivedLetter(row?.id ?? ""))?.plain).toContain(values.link);
    expect(await letters()).toMatchObject([{ sent: true, forgotten: true }]);
  });

  test("stays unsent when the transaction does not commit", async () => {
    const given_up = withTenant(tenant, async (tx) => {
      await sendMail(tx, { tenantId: tenant, to: "a@alem.kz", locale: "ru", template: "confirm_email", values });
      throw new Error("given up");
    });
    await expect(given_up).rejects.toThrow("given up");
    expect(await waitingJobs()).toEqual([]);
    expect(await letters()).toEqual([]);
  });

  test("keeps its link encrypted while it waits", async () => {
    await write();
    const [row] = await look<{ kept: string }>("SELECT encode(values_cipher, 'escape') AS kept FROM common.letter");
    expect(row?.kept).not.toContain("confirm");
  });

  test("goes out once, however often its job runs", async () => {
    await write();
    const [row] = await letters();
    const sent: Outgoing[] = [];
    const transport = async (letter: Outgoing) => {
      sent.push(letter);
      return { accepted: true } as const;
    };
    for (let run = 0; run < 3; run++) await deliverLetter(transport, tenant, row?.id ?? "");
    expect(sent).toHaveLength(1);
  });

  test("a double of the same letter shows once in the mailbox", async () => {
    const send = smtpTransport(`smtp://127.0.0.1:${mailbox.port}`, from);
    const letter = {
      ...renderLetter("confirm_email", "ru", values),
      messageId: "1@tiyn.example",
      recipient: "a@alem.kz",
    };
    await send(letter);
    await send(letter);
    expect(await receivedLetters("")).toHaveLength(1);
  });
});

describe("a mail server", () => {
  test("that is away leaves the letter waiting for the next attempt", async () => {
    await write();
    const [row] = await letters();
    await expect(deliverLetter(smtpTransport("smtp://127.0.0.1:1", from), tenant, row?.id ?? "")).rejects.toThrow();
    expect(await letters()).toMatchObject([{ attempts: 1, sent: false, forgotten: false }]);
    await runJobs(mailJobs);
    expect(await letters()).toMatchObject([{ attempts: 2, sent: true }]);
  });

  test.each([
    [550, "is final and said by its number alone", { sent: false, failure: "RCPT TO: 550", forgotten: true }],
    [451, "is tried again", { sent: false, failure: null, forgotten: false }],
  ])("that answers %i to the recipient %s", async (code, _, left) => {
    const { server, port } = await refusing(code);
    await write();
    const [row] = await letters();
    await deliverLetter(smtpTransport(`smtp://127.0.0.1:${port}`, from), tenant, row?.id ?? "").catch(() => undefined);
    server.close();
    expect(await letters()).toMatchObject([left]);
  });
});

describe("what a name brings along", () => {
  test("cannot begin another header or another recipient", async () => {
    const organization = "ТОО\r\nBcc: all@alem.kz\r\n\r\n<script>alert(1)</script>";
    const rendered = renderLetter("register_approved", "ru", {
      address: organization,
      factoryNumber: "7000\r\nBcc: all@alem.kz",
      link: values.link,
    });
    expect(rendered.subject).not.toMatch(/[\r\n]/);
    const send = smtpTransport(`smtp://127.0.0.1:${mailbox.port}`, from);
    await send({ ...rendered, messageId: "2@tiyn.example", recipient: "a@alem.kz" });
    const rows = await receivedLetters("");
    expect(rows.map(({ recipient }) => recipient)).toEqual(["a@alem.kz"]);
    expect((await receivedLetter(rows[0]?.id ?? ""))?.html).not.toContain("<script>");
  });

  test("an address with a second line is a bug, not a letter", async () => {
    await expect(write("a@alem.kz\r\nBcc: b@alem.kz")).rejects.toThrow("a letter goes to an address");
  });
});

test("the mailbox finds letters by recipient, subject and text", async () => {
  const send = smtpTransport(`smtp://127.0.0.1:${mailbox.port}`, from);
  for (const [index, recipient] of ["a@alem.kz", "b@bereke.kz"].entries())
    await send({ ...renderLetter("confirm_email", "ru", values), messageId: `${index}@x`, recipient });
  expect(await receivedLetters("BEREKE")).toMatchObject([{ recipient: "b@bereke.kz" }]);
  expect(await receivedLetters("confirm/abc")).toHaveLength(2);
  expect(await receivedLetters("нет такого")).toEqual([]);
  expect(await receivedLetter("crooked")).toBeNull();
});

/** A mail server that refuses every recipient with a code. */
function refusing(code: number): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    socket.write("220 test\r\n");
    socket.on("data", (bytes) => {
      const line = bytes.toString();
      if (/^(EHLO|HELO|MAIL)/.test(line)) socket.write("250 ok\r\n");
      else if (line.startsWith("RCPT")) socket.write(`${code} no\r\n`);
      else socket.end("221 bye\r\n");
    });
    socket.on("error", () => undefined);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : 0 });
    }),
  );
}
