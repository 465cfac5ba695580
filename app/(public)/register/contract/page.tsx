import { ArrowLeft, ExternalLink, FileText, Fingerprint, KeyRound } from "lucide-react";
import { redirect } from "next/navigation";
import { ButtonLink, buttonLook } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { tariffs } from "@/lib/billing";
import { provider } from "@/lib/config";
import { ncaAddresses } from "@/lib/eds";
import { heldBrowserKey } from "@/lib/http";
import { formatMoneyShort } from "@/lib/i18n";
import { getT, requestLocale } from "@/lib/i18n/server";
import { contractToSign } from "@/lib/orgs";
import { currentDraft, Wizard } from "../wizard";
import { SignContract } from "./sign-contract";

export { generateMetadata } from "../key/page";

const FILE = "/register/contract/file";
const shortHash = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;

/** The file itself: which, how large, and the way to read it. */
async function FileHead({ number, bytes }: { number: string; bytes: number }) {
  const t = await getT("public");
  return (
    <div className="flex flex-wrap items-center gap-3 border-b p-4">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-muted text-muted-foreground">
        <FileText className="size-5" aria-hidden="true" />
      </span>
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-medium">{t("register.contract.name", { number: number })}</span>
        <span className="block text-caption text-muted-foreground">
          {t("register.contract.file", { size: Math.ceil(bytes / 1024) })}
        </span>
      </span>
      <a href={FILE} target="_blank" rel="noreferrer" className={buttonLook({})}>
        <ExternalLink className="size-4" aria-hidden="true" />
        {t("register.contract.read")}
      </a>
    </div>
  );
}

const FactList = ({ facts }: { facts: readonly (readonly string[])[] }) => (
  <dl className="space-y-1.5 p-4">
    {facts.map(([label, value]) => (
      <div key={label} className="grid grid-cols-[100px_1fr] gap-3">
        <dt className="text-muted-foreground">{label}</dt>
        <dd className="min-w-0 break-words">{value}</dd>
      </div>
    ))}
  </dl>
);

export default async function ContractPage() {
  const draft = await currentDraft();
  const contract = draft?.contract;
  const file = contract && (await contractToSign((await heldBrowserKey()) ?? ""));
  if (!draft || !contract || !file) redirect("/register/data");
  const t = await getT("public");
  const locale = await requestLocale();
  const [tariff] = tariffs(contract.day);
  const price = tariff && {
    tariff: tariff.name[locale],
    price: formatMoneyShort(tariff.priceTiyn),
  };
  const facts = [
    [
      t("register.contract.parties"),
      t("register.contract.partiesValue", { provider: provider().name, client: contract.name }),
    ],
    [t("register.contract.subject"), t("register.contract.subjectValue")],
    ...(price ? [[t("register.contract.price"), t("register.contract.priceValue", price)]] : []),
    [t("register.contract.term"), t("register.contract.termValue")],
  ];
  return (
    <Wizard step="contract" draft={draft}>
      <Card>
        <CardBody className="p-6 max-md:p-4">
          <h2 className="text-lead font-semibold">{t("register.contract.heading")}</h2>
          <p className="mt-0.5 text-muted-foreground">{t("register.contract.text")}</p>
          <div className="mt-5 rounded-lg border">
            <FileHead number={contract.number} bytes={file.bytes.length} />
            <FactList facts={facts} />
          </div>
          <p className="mt-3 flex flex-wrap items-center gap-2 text-caption text-muted-foreground">
            <Fingerprint className="size-4 shrink-0" aria-hidden="true" />
            {t("register.contract.thisFile")}
            <span className="font-mono" title={file.sha256}>
              {shortHash(file.sha256)}
            </span>
          </p>
          <p className="mt-4 flex items-start gap-2.5 rounded-md bg-info-bg px-3 py-2.5 text-info-text">
            <KeyRound className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {t("register.contract.key")}
          </p>
          <div className="mt-6 flex flex-wrap items-center gap-3 border-t pt-5">
            <ButtonLink
              href="/register/data"
              variant="ghost"
              className="-ml-3"
              icon={<ArrowLeft className="size-4" aria-hidden="true" />}
            >
              {t("register.back")}
            </ButtonLink>
            <SignContract
              addresses={ncaAddresses()}
              signer={draft.key.kind === "legal" ? { bin: draft.key.xin } : { iin: draft.key.xin }}
              number={contract.number}
              href={FILE}
              email={contract.email}
            />
          </div>
        </CardBody>
      </Card>
    </Wizard>
  );
}
