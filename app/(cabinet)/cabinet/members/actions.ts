"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/http";
import { admitMember, changeMemberRole, disableMember, enableMember } from "@/lib/orgs";
import { admitMemberInput, changeMemberInput, memberInput } from "@/lib/orgs/input";

const LIST = "/cabinet/members";
const members = { realm: "cabinet", can: "members" } as const;

/** «Допустить»: from now on that person's key of this БИН signs in. */
export const admitMemberAction = action({
  ...members,
  input: admitMemberInput,
  run: async (ctx, input) => {
    const admitted = await admitMember(ctx, input);
    if (!admitted.ok) return admitted;
    revalidatePath(LIST, "layout");
    redirect(LIST);
  },
});

export const changeMemberAction = action({
  ...members,
  input: changeMemberInput,
  run: async (ctx, input) => {
    const changed = await changeMemberRole(ctx, input);
    if (changed.ok) revalidatePath(LIST, "layout");
    return changed;
  },
});

export const disableMemberAction = action({
  ...members,
  input: memberInput,
  run: async (ctx, input) => {
    const done = await disableMember(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});

export const enableMemberAction = action({
  ...members,
  input: memberInput,
  run: async (ctx, input) => {
    const done = await enableMember(ctx, input);
    if (done.ok) revalidatePath(LIST, "layout");
    return done;
  },
});
