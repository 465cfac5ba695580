"use client";
import { KeyRound } from "lucide-react";
import { useRef } from "react";
import { type NcaAddresses, refusalOf, useEds } from "@/components/eds";
import { Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Typed = Readonly<Record<"email" | "phone" | "password" | "repeated", string>>;

/** What the certificate does not say is typed and looked at first; then the key signs, and the client is made. */
export function SignUpForm(props: {
  addresses: NcaAddresses;
  check: (previous: ActionState<undefined>, form: FormData) => Promise<ActionState<undefined>>;
  ask: (
    previous: ActionState<{ id: string; text: string }>,
    input: object,
  ) => Promise<ActionState<{ id: string; text: string }>>;
  enter: (
    previous: ActionState<{ path: string }>,
    input: { challengeId: string; cms: string; typed: Typed },
  ) => Promise<ActionState<{ path: string }>>;
}) {
  const t = useT("operator");
  const place = useRef<HTMLDivElement>(null);
  const { sign, dialog } = useEds({ addresses: props.addresses });

  const typed = (): Typed => {
    const form = new FormData(place.current?.querySelector("form") ?? undefined);
    const text = (name: string) => String(form.get(name) ?? "");
    return { email: text("email"), phone: text("phone"), password: text("password"), repeated: text("repeated") };
  };

  const start = async () => {
    let challengeId = "";
    let path = "";
    const outcome = await sign({
      title: t("signIn.edsTitle"),
      what: t("signUp.edsWhat"),
      kind: "challenge",
      storage: "required",
      dataBase64: async () => {
        const asked = await props.ask({ status: "idle" }, {});
        if (asked.status !== "done") return refusalOf(asked) ?? "";
        challengeId = asked.value.id;
        return asked.value.text;
      },
      verify: async (cms) => {
        const entered = await props.enter({ status: "idle" }, { challengeId, cms, typed: typed() });
        if (entered.status === "done") path = entered.value.path;
        return refusalOf(entered);
      },
    });
    // A whole new page: everything rendered before knew a visitor.
    if ("cms" in outcome && path) window.location.assign(path);
  };

  return (
    <div ref={place}>
      <Form action={props.check} onDone={start}>
        <h2 className="text-lead font-semibold">{t("signUp.contacts")}</h2>
        <TextField name="email" type="email" label={t("signUp.email")} autoComplete="email" />
        <TextField name="phone" type="tel" label={t("signUp.phone")} help={t("signUp.phoneHelp")} autoComplete="tel" />
        <div className="border-t pt-5">
          <h2 className="text-lead font-semibold">{t("signUp.account")}</h2>
          <p className="mt-1 text-muted-foreground">{t("signUp.accountText")}</p>
        </div>
        <PasswordField
          name="password"
          label={t("signUp.password")}
          help={t("signUp.passwordHelp")}
          autoComplete="new-password"
        />
        <PasswordField name="repeated" label={t("signUp.repeated")} autoComplete="new-password" />
        <SubmitButton size="lg" className="w-full" icon={<KeyRound className="size-4" aria-hidden="true" />}>
          {t("signUp.submit")}
        </SubmitButton>
      </Form>
      {dialog}
    </div>
  );
}
