import { audit } from "@/lib/audit";
import { checkPasswordRules, hashPassword, type PasswordRuleError } from "@/lib/auth";
import { tariffs } from "@/lib/billing";
import { env, provider, systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { contractPdf } from "@/lib/documents";
import { storeFile } from "@/lib/files";
import { type Day, dayOf, err, ok, present, type Result } from "@/lib/kernel";
import { checkVatDay, type Details, type Typed, type Vat } from "../core/details";
import { nextStatus, type OrganizationStatusError } from "../core/status";
import {
  type Draft,
  draftOf,
  drawContractNumber,
  emailRegistered,
  readDraft,
  saveDetails,
  saveTyped,
} from "../store/draft";
import { type DraftMissing, type EmailTaken, VISITOR, type Visitor } from "./visitor";

export type SaveDetails = {
  /** Typed by an entrepreneur; ignored for a legal entity, whose name the key gives. */
  readonly name: string | null;
  readonly headName: string;
  readonly legalAddress: string;
  readonly email: string;
  /** Null keeps the one chosen before. */
  readonly password: string | null;
  readonly vat: Vat | null;
};

export type SaveDetailsError =
  | DraftMissing
  | EmailTaken
  | OrganizationStatusError
  | PasswordRuleError
  | { readonly code: "orgs.password_required" }
  | { readonly code: "orgs.name_required" }
  | { readonly code: "field.date_future" };

/** Keeps what was typed so far, checked or not, so that a reload loses nothing. */
export async function saveDraft(visitor: Visitor, typed: Typed): Promise<Result<{ savedAt: Date }, DraftMissing>> {
  const now = systemClock.now();
  const draft = await draftOf(visitor.browserKey, now);
  const saved = draft !== null && (await withTenant(draft.id, (tx) => saveTyped(tx, draft.id, typed, now)));
  return saved ? ok({ savedAt: now }) : err({ code: "orgs.draft_missing" });
}

/**
 * Takes the details of an organisation and makes its contract of them: the bytes are stored and will be signed as they are. Given
 * again unchanged on the same day, the contract stays the same file.
 */
export async function giveDetails(
  visitor: Visitor,
  cmd: SaveDetails,
): Promise<Result<{ contractNumber: string }, SaveDetailsError>> {
  const now = systemClock.now();
  const draft = await draftOf(visitor.browserKey, now);
  if (!draft) return err({ code: "orgs.draft_missing" });
  const moved = nextStatus(draft.status, "give_details");
  if (!moved.ok) return moved;
  const name = draft.signer.kind === "legal" ? draft.signer.organization : cmd.name;
  if (!name) return err({ code: "orgs.name_required" });
  const today = dayOf(now);
  const vatDay = checkVatDay(cmd.vat, today);
  if (!vatDay.ok) return vatDay;
  if (await emailRegistered(cmd.email)) return err({ code: "orgs.email_taken" });
  const password = await chosenPassword(draft, cmd);
  if (!password.ok) return password;
  const { headName, legalAddress, email, vat } = cmd;
  const tradeName = draft.signer.kind === "legal" ? null : name;
  const details: Details = { name, tradeName, headName, legalAddress, email, vat };
  const contract = await contractFor(draft, details, today);
  return withTenant(draft.id, async (tx) => {
    const current = await readDraft(tx, draft.id, true);
    const still = nextStatus(present(current, "a draft stays").status, "give_details");
    if (!still.ok) return still; // signed in another window meanwhile
    const fileId = contract.bytes
      ? await storeContract(tx, draft.id, contract.number, contract.bytes)
      : contract.fileId;
    const made = { number: contract.number, day: contract.day, fileId };
    const saved = { details, typed: typedOf(details), passwordHash: password.value, contract: made };
    await saveDetails(tx, draft.id, saved, now);
    const record = {
      tenantId: draft.id,
      actor: VISITOR,
      subject: `organization:${draft.id}`,
      requestId: visitor.requestId,
    };
    await audit(tx, { ...record, act: "orgs.details_given", facts: { contractNumber: contract.number } });
    return ok({ contractNumber: contract.number });
  });
}

async function chosenPassword(
  draft: Draft,
  { password, email }: SaveDetails,
): Promise<Result<string, PasswordRuleError | { code: "orgs.password_required" }>> {
  if (password === null)
    return draft.passwordHash === null ? err({ code: "orgs.password_required" }) : ok(draft.passwordHash);
  const fits = checkPasswordRules(password, email);
  return fits.ok ? ok(await hashPassword(password)) : fits;
}

type Made =
  | { readonly number: string; readonly day: Day; readonly bytes: Uint8Array; readonly fileId?: undefined }
  | { readonly number: string; readonly day: Day; readonly bytes: null; readonly fileId: string };

const sameFacts = (a: Details | null, b: Details): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
const inOrder = (details: Details | null) =>
  details && [
    ...[details.name, details.tradeName, details.headName, details.legalAddress, details.email],
    ...(details.vat ? [details.vat.series, details.vat.number, details.vat.issuedOn] : []),
  ];

async function contractFor(draft: Draft, details: Details, today: Day): Promise<Made> {
  const earlier = draft.contract;
  if (earlier && earlier.day === today && sameFacts(draft.details, details)) return { ...earlier, bytes: null };
  const number = earlier?.number ?? (await withTenant(draft.id, drawContractNumber));
  const kind = draft.signer.kind === "legal" ? ("legal_entity" as const) : ("entrepreneur" as const);
  const { name, headName, legalAddress, email, vat } = details;
  const bytes = await contractPdf({
    ...{ number, date: today, madeAt: systemClock.now(), product: env().PRODUCT_CABINET_NAME, provider: provider() },
    client: { kind, xin: draft.signer.xin, name, headName, legalAddress, email, vat },
    tariffs: tariffs(today).map((tariff) => ({ name: tariff.name.ru, priceTiyn: tariff.priceTiyn })),
  });
  return { number, day: today, bytes };
}

const storeContract = async (
  tx: Parameters<typeof storeFile>[0],
  tenantId: string,
  number: string,
  bytes: Uint8Array,
): Promise<string> =>
  (
    await storeFile(tx, {
      tenantId,
      bytes,
      mediaType: "application/pdf",
      name: `contract-${number}.pdf`,
      kind: "contract",
    })
  ).id;

const typedOf = ({ name, headName, legalAddress, email, vat }: Details): Typed => ({
  ...{ name, headName, legalAddress, email },
  ...(vat
    ? {
        vatPayer: "on",
        vatSeries: vat.series,
        vatNumber: vat.number,
        vatIssuedOn: vat.issuedOn.split("-").reverse().join("."),
      }
    : {}),
});
