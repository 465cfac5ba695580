"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { endOtherSessions } from "@/lib/auth";
import { action } from "@/lib/http";
import { ok } from "@/lib/kernel";

/** Ends the other sessions of whoever asks, or the one named. One that is already over is no mistake. */
export const endSessions = action({
  realm: "cabinet",
  can: "any",
  name: "sessions.end",
  input: z.object({ only: z.uuid().optional() }),
  async run({ session }, { only }) {
    await endOtherSessions(session, only ?? null);
    revalidatePath("/", "layout");
    return ok(undefined);
  },
});
