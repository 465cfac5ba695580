import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { Session } from "@/lib/auth";
import { errorFacts, log, systemClock } from "@/lib/config";
import type { Coded, Result } from "@/lib/kernel";
import { type ActionCtx, type Area, contextOf } from "./context";
import { type HouseError, outcomeOf } from "./error-map";
import { fieldRefusals, readForm, typedValues } from "./form-input";
import { factsOf } from "./request";
import { isSameOrigin } from "./same-origin";
import { currentSession, mayDo, type Need } from "./session";
import { showRefusal } from "./show-refusal";
import type { ActionState, ShownRefusal } from "./state";

type Answer = Result<unknown, HouseError>;
/** What an answer carries when it is no refusal. */
type ValueOf<R extends Answer> = R extends { readonly ok: true; readonly value: infer T } ? T : never;

export type ActionOptions<A extends Area, S extends z.ZodType, R extends Answer> = {
  readonly realm: A;
  /** What the person must be allowed; left out, the least of the realm. */
  readonly can?: Need;
  readonly input: S;
  readonly run: (ctx: ActionCtx<A>, input: z.output<S>) => Promise<R>;
  /** Field of a refusal where this form names it otherwise than the map does; null puts it over the form. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** For the log. */
  readonly name?: string;
};

type Refused = Extract<ActionState<never>, { status: "refused" }>;
type Typed = Readonly<Record<string, unknown>>;

const refused = (error: ShownRefusal, fields: Refused["fields"], input: Typed): Refused => ({
  status: "refused",
  error,
  fields,
  values: typedValues(input),
});

/** Why somebody may not do this, or the session with which they may. */
async function admit(realm: Area, need: Need | undefined): Promise<Result<Session | null, HouseError>> {
  if (realm === null) return { ok: true, value: null };
  const session = await currentSession(realm);
  if (!session) return { ok: false, error: { code: "signed_out" } };
  if (session.mustChangePassword && need !== "any") return { ok: false, error: { code: "auth.must_change_password" } };
  if (session.locked && need !== "any") return { ok: false, error: { code: "auth.locked" } };
  return mayDo(session, need) ? { ok: true, value: session } : { ok: false, error: { code: "not_found" } };
}

/** Redirect and not-found travel as exceptions, and are answers all the same. */
function isAnswerOfNext(thrown: unknown): boolean {
  try {
    unstable_rethrow(thrown);
    return false;
  } catch {
    return true;
  }
}

/**
 * Makes a server action for `useActionState`. It asks who calls before it reads what was sent, parses by the schema, and answers
 * refusals as codes at their fields. A bug becomes "broke on our side" with the number of the request; its message stays in the log.
 */
export function action<A extends Area, S extends z.ZodType, R extends Answer>(
  options: ActionOptions<A, S, R>,
): (previous: ActionState<ValueOf<R>>, form: FormData | object) => Promise<ActionState<ValueOf<R>>> {
  return async (_previous, form) => {
    const started = systemClock.now().getTime();
    const head = await headers();
    const from = factsOf(head);
    const input: Typed = form instanceof FormData ? readForm(form, options.input) : { ...form };
    const say = (answer: string, level: "info" | "error" = "info", more = {}) =>
      log(level, "action", {
        name: options.name ?? from.path.split("?")[0] ?? "",
        realm: options.realm,
        answer,
        ms: systemClock.now().getTime() - started,
        requestId: from.requestId,
        ...more,
      });
    const refuse = (error: Coded): Refused => {
      say(error.code);
      const shown = showRefusal(error);
      const known = options.fields?.[error.code];
      const field = known === undefined ? outcomeOf(error.code).field : known;
      return refused(shown, field === null ? {} : { [field]: shown }, input);
    };
    try {
      if (!isSameOrigin(head)) return refuse({ code: "forbidden" });
      const admitted = await admit(options.realm, options.can);
      if (!admitted.ok) return refuse(admitted.error);
      const parsed = options.input.safeParse(input);
      if (!parsed.success) {
        say("invalid_input");
        return refused({ code: "invalid_input" }, fieldRefusals(parsed.error, input), input);
      }
      const answer = await options.run(await contextOf<A>(admitted.value, from), parsed.data);
      if (!answer.ok) return refuse(answer.error);
      say("done");
      return { status: "done", value: answer.value as ValueOf<R> }; // cast: the value of this very answer
    } catch (thrown) {
      if (isAnswerOfNext(thrown)) {
        say("led_elsewhere");
        throw thrown;
      }
      say("internal", "error", errorFacts(thrown));
      return refused({ code: "internal", requestId: from.requestId }, {}, input);
    }
  };
}

export type { ActionCtx };

/** For actions that take nothing. */
export const noInput = z.unknown();
