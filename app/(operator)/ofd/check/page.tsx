import type { Metadata } from "next";
import { Narrow } from "@/components/layout";
import { drawPaper } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import type { SearchParams } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { parseCheck } from "@/lib/cpcr";
import { requestFacts } from "@/lib/http";
import { formatDate, formatTime } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { admitCheck, receiptByCheck, type TicketFacts, ticketPaper } from "@/lib/operator";
import { PublicFrame } from "../frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("check.title"), robots: { index: false } };
}

const paperTime = (moment: Date): string => `${formatDate(moment)} ${formatTime(moment)}`;

type Parts = Readonly<Record<"i" | "f" | "s" | "t", string>>;
type Outcome =
  | { readonly kind: "blank" | "wrong" | "too_often" | "absent" }
  | { readonly kind: "found"; readonly ticket: TicketFacts; readonly receivedAt: Date };

/** Looks a receipt up, where enough was asked and not too often. */
async function lookUp(parts: Parts): Promise<Outcome> {
  if (Object.values(parts).every((part) => part === "")) return { kind: "blank" };
  const facts = parseCheck(parts);
  if (!facts) return { kind: "wrong" };
  if (!(await admitCheck((await requestFacts()).address))) return { kind: "too_often" };
  const found = await receiptByCheck(facts, paperTime);
  return found ? { kind: "found", ...found } : { kind: "absent" };
}

/** What the QR of a receipt opens. Public, and works without scripts. */
export default async function CheckPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("operator");
  const asked = await searchParams;
  const part = (name: string) => (typeof asked[name] === "string" ? asked[name].slice(0, 40) : "");
  const parts: Parts = { i: part("i"), f: part("f"), s: part("s"), t: part("t") };
  const outcome = await lookUp(parts);
  const language = (await requestLocale()) === "kk" ? "kk" : "ru";
  return (
    <PublicFrame>
      <Narrow className="mx-auto md:pt-6">
        <h1 className="text-title font-semibold">{t("check.title")}</h1>
        <p className="mt-1 mb-5 text-muted-foreground">{t("check.text")}</p>
        {outcome.kind === "absent" && (
          <Alert tone="warning" title={t("check.absent")}>
            {t("check.absentText")}
          </Alert>
        )}
        {outcome.kind === "wrong" && (
          <Alert tone="danger" title={t("check.wrong")}>
            {t("check.wrongText")}
          </Alert>
        )}
        {outcome.kind === "too_often" && (
          <Alert tone="danger" title={t("check.tooOften")}>
            {t("check.tooOftenText")}
          </Alert>
        )}
        {outcome.kind === "found" ? (
          <>
            <Alert tone="success" title={t("check.found")}>
              {t("check.foundText", { received: paperTime(outcome.receivedAt) })}
            </Alert>
            <div className="mt-5 flex justify-center">
              <ReceiptPaper
                paper={drawPaper(ticketPaper(outcome.ticket, language))}
                qrLabel={t("documents.qr")}
                print
              />
            </div>
          </>
        ) : (
          <CheckForm parts={parts} />
        )}
      </Narrow>
    </PublicFrame>
  );
}

async function CheckForm({ parts }: { parts: Parts }) {
  const t = await getT("operator");
  const fields = [
    { name: "i", label: t("check.sign"), help: null },
    { name: "f", label: t("check.registrationNumber"), help: null },
    { name: "s", label: t("check.sum"), help: null },
    { name: "t", label: t("check.time"), help: t("check.timeHelp") },
  ] as const;
  return (
    <Card className="mt-5">
      <CardBody>
        <form action="/ofd/check" className="space-y-4">
          {fields.map(({ name, label, help }) => (
            <div key={name}>
              <label htmlFor={name} className="mb-1.5 block font-medium">
                {label}
              </label>
              <Input id={name} name={name} look="mono" defaultValue={parts[name]} maxLength={40} required />
              {help && <p className="mt-1 text-caption text-muted-foreground">{help}</p>}
            </div>
          ))}
          <Button type="submit" variant="primary" size="lg" className="w-full">
            {t("check.submit")}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
