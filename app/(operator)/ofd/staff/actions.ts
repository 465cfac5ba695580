"use server";
import { action, type HouseError } from "@/lib/http";
import type { Result } from "@/lib/kernel";
import { blockRegister, deregister, unblockRegister } from "@/lib/operator";
import { blockInput, deregisterInput, unblockInput } from "@/lib/operator/input";

const staff = { realm: "ofd", can: "operatorStaff" } as const;

export const block = action({
  ...staff,
  name: "operator.block",
  input: blockInput,
  run: (ctx, cmd): Promise<Result<undefined, HouseError>> => blockRegister(ctx, cmd),
});

export const unblock = action({
  ...staff,
  name: "operator.unblock",
  input: unblockInput,
  run: (ctx, cmd): Promise<Result<undefined, HouseError>> => unblockRegister(ctx, cmd),
});

export const takeOff = action({
  ...staff,
  name: "operator.deregister",
  input: deregisterInput,
  run: (ctx, cmd): Promise<Result<undefined, HouseError>> => deregister(ctx, cmd),
});
