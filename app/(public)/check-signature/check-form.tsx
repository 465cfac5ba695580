"use client";
import { useState } from "react";
import { SignatureReport, Verdict } from "@/components/eds";
import { FileField, Form, SubmitButton } from "@/components/form";
import { Card, CardBody } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { limits } from "@/lib/kernel";
import type { Checked } from "./actions";
import { SIGNATURE_BYTES_MAX } from "./bounds";

/** Two files in, a report out; the files stay chosen, so another document may be tried with the same signature. */
export function CheckForm({
  check,
}: {
  check: (previous: ActionState<Checked>, form: FormData) => Promise<ActionState<Checked>>;
}) {
  const t = useT("eds");
  const [checked, setChecked] = useState<Checked | null>(null);
  return (
    <div className="space-y-5">
      <Card>
        <CardBody>
          <Form
            action={async (previous, form) => {
              setChecked(null);
              return check(previous, form);
            }}
            onDone={(value: Checked) => setChecked(value)}
            className="space-y-5"
          >
            <FileField
              name="signature"
              label={t("page.signature")}
              accept=".p7s,.cms,.sig,.p7m,.pem,.txt"
              maxBytes={SIGNATURE_BYTES_MAX}
              text={t("page.signatureText")}
            />
            <FileField
              name="document"
              label={t("page.document")}
              help={t("page.documentHelp")}
              accept="*/*"
              maxBytes={limits.uploadBytes}
              text={t("page.documentText")}
            />
            <SubmitButton size="lg" className="w-full">
              {t("page.check")}
            </SubmitButton>
          </Form>
        </CardBody>
      </Card>
      {checked && <Answer checked={checked} />}
    </div>
  );
}

function Answer({ checked }: { checked: Checked }) {
  const t = useT("eds");
  return (
    <Card>
      <CardBody className="space-y-6">
        <div>
          <h2 className="text-lead font-semibold">{t("page.result", { count: checked.signers.length })}</h2>
          <p className="mt-1 text-muted-foreground">{t(checked.attached ? "page.attached" : "page.detached")}</p>
          <p className="mt-1 font-mono text-[12px] break-all text-muted-foreground">SHA-256 {checked.sha256}</p>
        </div>
        {checked.signers.map((signer, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: signers have no names of their own, and the list never changes
          <section key={index} className="space-y-4">
            <Verdict refusal={"refusal" in signer ? signer.refusal : null} />
            {"view" in signer && <SignatureReport view={signer.view} />}
          </section>
        ))}
      </CardBody>
    </Card>
  );
}
