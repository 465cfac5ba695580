import { z } from "zod";
import { normalLogin } from "./core/login";

const LOGIN_LENGTH_MAX = 254;

/** A password as it is typed to sign in: anything goes, so that a wrong one is only ever "wrong". */
const typedPassword = z.string({ error: "field.required" }).min(1, "field.required").max(1024, "field.too_long");

export const signInInput = z.object({
  login: z.string({ error: "field.required" }).trim().min(1, "field.required").max(LOGIN_LENGTH_MAX, "field.too_long"),
  password: typedPassword,
});

/** A new password twice. The rules of the door say more; they know the login. */
export const changePasswordInput = z
  .object({ current: typedPassword, password: typedPassword, passwordAgain: typedPassword })
  .refine((typed) => typed.password === typed.passwordAgain, {
    path: ["passwordAgain"],
    error: "auth.password_mismatch",
  });

/** A PIN as it is typed at a locked till: anything goes, so that a wrong one is only ever "wrong". */
export const unlockInput = z.object({
  pin: z.string({ error: "field.required" }).min(1, "field.required").max(20, "field.too_long"),
  /** The page that was left. */
  next: z.string().max(500).default(""),
});

/** A new PIN twice, and the password. The rules of the door say more. */
export const setPinInput = z
  .object({ password: typedPassword, pin: typedPassword, pinAgain: typedPassword })
  .refine((typed) => typed.pin === typed.pinAgain, { path: ["pinAgain"], error: "auth.pin_mismatch" });

/** A login that an owner gives to a cashier: typed at a till, so letters, digits and a few signs, without spaces. */
export const cashierLogin = z
  .string({ error: "field.required" })
  .transform(normalLogin)
  .pipe(
    z
      .string()
      .min(1, "field.required")
      .min(3, "auth.login_malformed")
      .max(64, "field.too_long")
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u, "auth.login_malformed"),
  );

/** The address with which an owner signs in. */
export const resetRequestInput = z.object({
  login: z
    .string({ error: "field.required" })
    .trim()
    .min(1, "field.required")
    .max(LOGIN_LENGTH_MAX, "field.too_long")
    .refine((text) => z.email().safeParse(text).success, "field.email"),
});

export const resetPasswordInput = z
  .object({ token: z.string().max(100), password: typedPassword, passwordAgain: typedPassword })
  .refine((typed) => typed.password === typed.passwordAgain, {
    path: ["passwordAgain"],
    error: "auth.password_mismatch",
  });
