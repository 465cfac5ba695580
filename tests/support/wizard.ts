import type { Ctx } from "@/lib/audit";
import { newChallenge } from "@/lib/eds";
import { contractToSign, giveDetails, signContract, startRegistration, type Visitor } from "@/lib/orgs";
import { look } from "./db";
import { givenEds, type TestEds } from "./eds";

/** Empties what a registration leaves behind. */
export const emptyOrganizations = () =>
  look(`TRUNCATE cabinet.registration, cabinet.email_confirmation, cabinet.organization, common.account, common.session,
    common.letter, common.dev_letter, common.signature, common.audit_entry, graphile_worker._private_jobs CASCADE`);

/** Counts rows; `where` may follow the table's name. */
export const counted = async (table: string): Promise<number> =>
  Number((await look<{ count: string }>(`SELECT count(*)::text AS count FROM ${table}`))[0]?.count);

let browsers = 0;
/** Somebody in a browser of his own. */
export const visitor = (): Visitor => ({
  browserKey: `browser-of-a-visitor-${++browsers}`,
  locale: "ru",
  requestId: "r1",
});

type Details = Parameters<typeof giveDetails>[1];
export const details = {
  ...{ name: null, headName: "Тестов Тест", legalAddress: "Казахстан г.Алматы ул.Сатпаева 90" },
  ...{ email: "111@prosystems.kz", password: "сабырлы күз 26", vat: null },
};

/** The way through the wizard, signed with keys of the demo's people. Call it before anything reads the settings. */
export async function givenWizard() {
  const eds: TestEds = await givenEds();
  const prove = async (who: Visitor, key = "01-head") => {
    const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: who.browserKey });
    return startRegistration(who, { challengeId: id, cms: eds.sign(key, text) });
  };
  const contractOf = async (who: Visitor) => (await contractToSign(who.browserKey))?.bytes ?? new Uint8Array();
  const sign = async (who: Visitor, key = "01-head") =>
    signContract(who, { cms: eds.sign(key, await contractOf(who)) });
  /** A visitor whose contract is made and waits for its signature. */
  const givenContract = async (change: Partial<Details> = {}, key = "01-head"): Promise<Visitor> => {
    const who = visitor();
    for (const step of [await prove(who, key), await giveDetails(who, { ...details, ...change })])
      if (!step.ok) throw new Error(step.error.code);
    return who;
  };
  const givenOrganization = async (change: Partial<Details> = {}, key = "01-head"): Promise<Ctx> => {
    const signed = await sign(await givenContract(change, key), key);
    if (!signed.ok) throw new Error(signed.error.code);
    const actor = { kind: "account", id: signed.value.organizationId } as const;
    return { tenantId: signed.value.organizationId, actor, actorName: "Тестов Тест", requestId: "r1" };
  };
  return { eds, prove, contractOf, sign, givenContract, givenOrganization };
}

export type Wizard = Awaited<ReturnType<typeof givenWizard>>;
