import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { errorFacts, log } from "@/lib/config";
import { limits } from "@/lib/kernel";
import { keepReceived } from "../store/dev-letter";

export type Mailbox = { readonly port: number; stop(): Promise<void> };

async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size <= limits.uploadBytes) chunks.push(part); // the rest is drained, so that the sender hears our answer
  }
  if (size > limits.uploadBytes) throw Object.assign(new Error("letter is too large"), { responseCode: 552 });
  return Buffer.concat(chunks);
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const letter = await PostalMime.parse(await read(stream));
  const sender = session.envelope.mailFrom;
  await keepReceived({
    messageId: letter.messageId ?? `<${session.id}@unnamed>`,
    sender: sender ? sender.address : "",
    recipients: [...new Set(session.envelope.rcptTo.map(({ address }) => address))],
    subject: letter.subject ?? "",
    plain: letter.text ?? "",
    html: letter.html ?? null,
  });
}

/** Takes letters over SMTP on this machine and keeps them; the sender hears "accepted" only after the letter is stored. */
export function startMailbox(host: string, port: number): Promise<Mailbox> {
  const server = new SMTPServer({
    banner: "development mailbox",
    disabledCommands: ["AUTH", "STARTTLS"],
    size: limits.uploadBytes,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      receive(stream, session).then(
        () => done(),
        (thrown: unknown) => {
          log("warn", "mailbox.not_stored", errorFacts(thrown));
          done(Object.assign(new Error("not stored, try again"), { responseCode: 451 }, codeOf(thrown)));
        },
      );
    },
  });
  server.on("error", (thrown: unknown) => log("warn", "mailbox.connection_broke", errorFacts(thrown)));
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.server.address();
      resolve({
        port: typeof address === "object" && address ? address.port : port,
        stop: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}

const codeOf = (thrown: unknown): { responseCode?: number } =>
  thrown instanceof Error && "responseCode" in thrown && typeof thrown.responseCode === "number"
    ? { responseCode: thrown.responseCode }
    : {};
