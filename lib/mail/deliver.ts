import { z } from "zod";
import { env, log } from "@/lib/config";
import type { JobHandlers } from "@/lib/jobs";
import { maskEmail } from "./core/address";
import { renderLetter } from "./render";
import { letterFailed, letterSent, takeLetter } from "./store/letter";
import { settingsTransport, type Transport } from "./transport";

const letterJob = z.object({ tenantId: z.uuid(), letterId: z.uuid() });

/**
 * Sends one letter; a second call for a letter that is gone does nothing. If we die between the mail server's word and our
 * own note, the retry carries the same Message-ID, by which mail programs know a double.
 */
export async function deliverLetter(transport: Transport, tenantId: string, letterId: string): Promise<void> {
  const letter = await takeLetter(tenantId, letterId);
  if (!letter) return;
  const rendered = renderLetter(letter.template, letter.locale, letter.values);
  const messageId = `${letter.id}@${new URL(env().WEB_ORIGIN).hostname}`;
  const handover = await transport({
    ...rendered,
    messageId,
    recipient: letter.recipient,
    attachments: letter.attachments,
  });
  if (handover.accepted) return letterSent(tenantId, letterId);
  await letterFailed(tenantId, letterId, handover.reason);
  log("warn", "mail.refused", { letterId, recipient: maskEmail(letter.recipient), reason: handover.reason });
}

/** Jobs of this room, for the worker. */
export const mailJobs: JobHandlers = {
  "mail.send": async (payload) => {
    const { tenantId, letterId } = letterJob.parse(payload);
    await deliverLetter(settingsTransport(), tenantId, letterId);
  },
};
