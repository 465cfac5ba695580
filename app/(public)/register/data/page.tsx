import { redirect } from "next/navigation";
import { Card, CardBody } from "@/components/ui/card";
import { systemClock } from "@/lib/config";
import { vatRates } from "@/lib/directory";
import { formatTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { currentDraft, Wizard } from "../wizard";
import { DetailsForm } from "./details-form";

export { generateMetadata } from "../key/page";

const vatPercent = (): number => Math.max(...vatRates(systemClock.now()).map((rate) => (rate.rateBp ?? 0) / 100));

export default async function DataPage() {
  const draft = await currentDraft();
  if (!draft) redirect("/register/key");
  const t = await getT("public");
  return (
    <Wizard step="data" draft={draft}>
      <Card>
        <CardBody className="p-6 max-md:p-4">
          <h2 className="text-lead font-semibold">{t("register.data.heading")}</h2>
          <p className="mt-0.5 mb-5 text-muted-foreground">{t("register.data.text")}</p>
          <DetailsForm
            legal={draft.key.kind === "legal"}
            xin={draft.key.xin}
            name={draft.key.name}
            typed={draft.typed}
            hasPassword={draft.hasPassword}
            savedAt={formatTime(draft.savedAt).slice(0, 5)}
            vatPercent={vatPercent()}
          />
        </CardBody>
      </Card>
    </Wizard>
  );
}
