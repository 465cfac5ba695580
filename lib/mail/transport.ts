import { createTransport } from "nodemailer";
import { env } from "@/lib/config";
import type { RenderedLetter } from "./render";
import type { Attachment } from "./store/letter";

export type Outgoing = RenderedLetter & {
  readonly messageId: string;
  readonly recipient: string;
  readonly attachments?: readonly Attachment[];
};

/** What became of a letter at the mail server. A server that is away or busy is an exception: the job is tried again. */
export type Handover = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

export type Transport = (letter: Outgoing) => Promise<Handover>;

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/** Refusals that no later attempt can change: this recipient, or this very letter. */
function isFinal(thrown: unknown): thrown is { responseCode: number; command: string } {
  if (typeof thrown !== "object" || thrown === null) return false;
  const { responseCode, command } = thrown as { responseCode?: unknown; command?: unknown }; // cast: read only
  return typeof responseCode === "number" && responseCode >= 500 && (command === "RCPT TO" || command === "DATA");
}

/** Hands letters to the mail server of `smtpUrl`. Sender and recipient of the envelope are given apart from the headers. */
export function smtpTransport(smtpUrl: string, from: string): Transport {
  const server = createTransport({ url: smtpUrl, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true });
  return async ({ messageId, recipient, subject, text, html, attachments = [] }) => {
    try {
      await server.sendMail({
        from,
        to: { name: "", address: recipient },
        messageId: `<${messageId}>`,
        subject,
        text,
        html,
        attachments: attachments.map(({ name, mediaType, bytes }) => ({
          ...{ filename: name, contentType: mediaType, content: Buffer.from(bytes) },
        })),
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { accepted: true };
    } catch (thrown) {
      if (!isFinal(thrown)) throw thrown;
      return { accepted: false, reason: `${thrown.command}: ${thrown.responseCode}` };
    }
  };
}

let made: Transport | undefined;

/** The mail server of the settings. */
export function settingsTransport(): Transport {
  made ??= smtpTransport(env().SMTP_URL, env().MAIL_FROM);
  return made;
}
