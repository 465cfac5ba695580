"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http";
import { err, limits, ok } from "@/lib/kernel";
import { applicationFile, signApplication } from "@/lib/registers";

const registers = { realm: "cabinet", can: "registers" } as const;
const MANY = 20;

/** The bytes of several applications, in the order asked. */
export const applicationsBytesAction = action({
  ...registers,
  input: z.object({ registerIds: z.array(z.uuid()).min(1).max(MANY) }),
  run: async (ctx, { registerIds }) => {
    const files = await Promise.all(registerIds.map((id) => applicationFile(ctx.tenantId, id)));
    const texts = files.flatMap((file) => (file ? [Buffer.from(file.bytes).toString("base64")] : []));
    return texts.length === files.length ? ok(texts) : err({ code: "not_found" } as const);
  },
});

const signed = z.object({ registerId: z.uuid(), cms: z.string().min(1).max(limits.requestBodyBytes) });

/**
 * Takes the signatures under several applications, each for itself: those that are right count although another one is refused,
 * and one that was taken before is no refusal, so that the same dialog may try again.
 */
export const signApplicationsAction = action({
  ...registers,
  input: z.object({ signed: z.array(signed).min(1).max(MANY) }),
  run: async (ctx, input) => {
    const answers = await Promise.all(input.signed.map((one) => signApplication(ctx, one)));
    revalidatePath("/cabinet/registers", "layout");
    const refused = answers.find(
      (answer) =>
        !answer.ok && !(answer.error.code === "registers.wrong_status" && answer.error.status === "awaiting_rnm"),
    );
    return refused && !refused.ok ? refused : ok({ signed: answers.length });
  },
});
