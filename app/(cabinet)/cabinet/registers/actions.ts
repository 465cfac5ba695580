"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Option } from "@/components/form";
import { searchLocalities } from "@/lib/directory";
import { action } from "@/lib/http";
import { requestLocale } from "@/lib/i18n/server";
import { err, ok } from "@/lib/kernel";
import { applicationFile, createRegister, prolongRegister, signApplication, uploadCard } from "@/lib/registers";
import { createRegisterInput, prolongInput, signApplicationInput, uploadCardInput } from "@/lib/registers/input";

const LIST = "/cabinet/registers";
const registers = { realm: "cabinet", can: "registers" } as const;

/** «Далее» of the form: the register is made and its application waits for a signature. */
export const createRegisterAction = action({
  ...registers,
  input: createRegisterInput,
  run: async (ctx, input) => {
    const created = await createRegister(ctx, input);
    if (!created.ok) return created;
    revalidatePath("/cabinet", "layout");
    redirect(`${LIST}/${created.value.registerId}/application`);
  },
});

/** The bytes that are signed, when the dialog asks for them. */
export const applicationBytesAction = action({
  ...registers,
  input: z.object({ registerId: z.uuid() }),
  run: async (ctx, { registerId }) => {
    const file = await applicationFile(ctx.tenantId, registerId);
    return file ? ok(Buffer.from(file.bytes).toString("base64")) : err({ code: "not_found" } as const);
  },
});

export const signApplicationAction = action({
  ...registers,
  input: signApplicationInput,
  run: async (ctx, input) => {
    const signed = await signApplication(ctx, input);
    if (signed.ok) revalidatePath(LIST, "layout");
    return signed;
  },
});

/** «Отправить на модерацию»: the fields and the scan. */
export const uploadCardAction = action({
  ...registers,
  input: uploadCardInput.extend({ file: z.instanceof(File, { error: "field.required" }) }),
  run: async (ctx, { file, ...fields }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const sent = await uploadCard(ctx, fields, { bytes, name: file.name });
    if (!sent.ok) return sent;
    revalidatePath(LIST, "layout");
    redirect(`${LIST}/${fields.registerId}`);
  },
});

export const prolongAction = action({
  ...registers,
  input: prolongInput,
  run: async (ctx, input) => {
    const prolonged = await prolongRegister(ctx, input);
    if (prolonged.ok) revalidatePath("/cabinet", "layout");
    return prolonged;
  },
});

/** Suggestions while a locality is typed. The directory is open, so nobody is asked who they are. */
export async function findLocalities(query: string): Promise<Option[]> {
  const locale = (await requestLocale()) === "kk" ? "kk" : "ru";
  return searchLocalities(String(query).slice(0, 100)).map(({ kind, name, label }) => {
    // Districts of different cities share names, so a district is written with its city.
    const value = kind === "district" ? label[locale] : name[locale];
    const hint = label[locale].slice(value.length).replace(/^,\s*/, "");
    return hint ? { value, label: value, hint } : { value, label: value };
  });
}
