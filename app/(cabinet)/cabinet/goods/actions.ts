"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { archiveGood, confirmImport, createGood, readImport, updateGood } from "@/lib/catalog";
import {
  archiveGoodInput,
  confirmImportInput,
  createGoodInput,
  readImportInput,
  updateGoodInput,
} from "@/lib/catalog/input";
import { lookUpGood } from "@/lib/fiscal";
import { lookUpGoodInput } from "@/lib/fiscal/input";
import { action } from "@/lib/http";
import { organizationOf } from "@/lib/orgs";
import { registerMenu } from "@/lib/registers";

const LIST = "/cabinet/goods";
const goods = { realm: "cabinet", can: "goods" } as const;

export const createGoodAction = action({
  ...goods,
  input: createGoodInput,
  run: async (ctx, input) => {
    const created = await createGood(ctx, input);
    if (!created.ok) return created;
    revalidatePath(LIST);
    redirect(LIST);
  },
});

export const updateGoodAction = action({
  ...goods,
  input: updateGoodInput,
  run: async (ctx, input) => {
    const saved = await updateGood(ctx, input);
    if (!saved.ok) return saved;
    revalidatePath(LIST, "layout");
    redirect(LIST);
  },
});

export const archiveGoodAction = action({
  ...goods,
  input: archiveGoodInput,
  run: async (ctx, input) => {
    const done = await archiveGood(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});

const codeInput = lookUpGoodInput.pick({ code: true });

/** Looks a code up in the national catalogue and opens the form with what it says. */
export const findGoodAction = action({
  ...goods,
  input: codeInput,
  run: async (ctx, { code }) => {
    const registers = await registerMenu(ctx.tenantId);
    const found = await lookUpGood(ctx, { registerIds: registers.map(({ id }) => id), code });
    if (!found.ok) return found;
    const { title, barcode, ntin, unitCode, marked } = found.value;
    const known = Object.entries({ name: title, barcode, ntin, unitCode, marked: marked ? "on" : null });
    const query = new URLSearchParams(known.flatMap(([name, value]) => (value ? [[name, value]] : [])));
    redirect(`${LIST}/new?${query}`);
  },
});

/** Reads a file with goods and shows what it would do. */
export const readImportAction = action({
  ...goods,
  input: readImportInput,
  run: async (ctx, { file }) => {
    const organization = await organizationOf(ctx.tenantId);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await readImport(ctx, { bytes, fileName: file.name, vatPayer: Boolean(organization?.vat) });
    if (!read.ok) return read;
    redirect(`${LIST}/import?id=${read.value.importId}`);
  },
});

/** Writes what was shown. */
export const confirmImportAction = action({
  ...goods,
  input: confirmImportInput,
  run: async (ctx, input) => {
    const done = await confirmImport(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});
