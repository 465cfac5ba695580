import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Things, Viewer } from "./pages";
import { confirmEmail, newCompany, payVat, register, signIn } from "./steps/company";
import { liveThrough, SHOP_GOODS } from "./steps/history";
import { admit } from "./steps/members";
import { askForInvoice, recordPayment } from "./steps/money";
import { addPoint, putOnOperator, signInStaff, signUpAtOperator } from "./steps/operator";
import { addRegister, approve, issueCard, uploadCard } from "./steps/register";
import { importGoods } from "./steps/shop";
import { firstSignIn, hireCashier, nextSale, sellForCash } from "./steps/till";

export type Walked = { readonly contexts: Readonly<Record<Viewer, BrowserContext>>; readonly things: Things };

type Look = <Row extends Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Walks the whole job once, as people do, so that every screen has something to show. */
export async function walk(
  browser: Browser,
  origin: string,
  look: Look,
  note: (text: string) => void,
): Promise<Walked> {
  const context = () => browser.newContext({ baseURL: origin, locale: "ru-RU", timezoneId: "Asia/Almaty" });
  const contexts = {
    visitor: await context(),
    owner: await context(),
    admin: await context(),
    cashier: await context(),
    operator: await context(),
    staff: await context(),
  };
  const [owner, admin] = [await contexts.owner.newPage(), await contexts.admin.newPage()];
  const company = newCompany("ТОО «ӘЛЕМ ҚҰРЫЛЫС»");
  note("registration");
  await register(owner, company);
  await signIn(owner, company.email, company.password);
  await admit(owner, { name: "Сапарова Айгуль", iin: "920707304513", role: "Бухгалтер" });
  await confirmEmail(await contexts.visitor.newPage(), company.email);
  note("money");
  await signIn(admin, "admin@tiyn.example", "alma-tau-2026");
  await recordPayment(admin, await askForInvoice(owner, "25000"));
  await askForInvoice(owner, "5000");
  await signInStaff(await contexts.staff.newPage());
  note("registers");
  const portal = await contexts.operator.newPage();
  await signUpAtOperator(portal, company);
  await addPoint(portal);
  const works = await born(owner, admin, portal, company, look);
  await approve(admin, works.card.registrationNumber);
  // A second one waits for moderation, a third for its number.
  await born(owner, admin, portal, company, look);
  await addRegister(owner, company);
  note("sales");
  await payVat(owner);
  await importGoods(owner, SHOP_GOODS);
  const cashier = await contexts.cashier.newPage();
  await firstSignIn(cashier, await hireCashier(owner, "Асель Нурланова"), "astana-kok-aspan");
  await liveThrough(cashier, works.registerId, look, note);
  await sellForCash(cashier, works.registerId, ["Хлеб бородинский"]);
  await nextSale(cashier);
  const things = await thingsOf(look, works.registerId, works.ofd.id, works.ofd.userId);
  return { contexts, things: { ...things, buyerToken: await buyerToken(owner, things) } };
}

/** The buyer's copy is linked from the owner's page of the document. */
async function buyerToken(owner: Page, { registerId, documentId }: Pick<Things, "registerId" | "documentId">) {
  await owner.goto(`/cabinet/registers/${registerId}/documents/${documentId}`);
  const href = await owner.locator("a[href^='/r/']").getAttribute("href");
  return href?.slice("/r/".length) ?? "";
}

/** A register up to moderation. */
async function born(owner: Page, visitor: Page, portal: Page, company: Parameters<typeof addRegister>[1], look: Look) {
  const registerId = await addRegister(owner, company);
  const card = await issueCard(visitor, company.key.organization);
  const [made] = await look<{ number: string }>("SELECT factory_number AS number FROM cabinet.register WHERE id = $1", [
    registerId,
  ]);
  const ofd = await putOnOperator(portal, {
    registrationNumber: card.registrationNumber,
    factoryNumber: made?.number ?? "",
  });
  await uploadCard(owner, registerId, card, ofd);
  return { registerId, card, ofd };
}

async function thingsOf(
  look: Look,
  registerId: string,
  ofdRegisterId: string,
  ofdUserId: string,
): Promise<Omit<Things, "buyerToken">> {
  const one = async (sql: string, values: readonly unknown[] = []): Promise<string> => {
    const [row] = await look<{ id: string }>(sql, values);
    if (!row) throw new Error(`the walk left nothing for: ${sql}`);
    return row.id;
  };
  /** The newest with the most lines: a paper that shows something. */
  const printed = (kind: string): Promise<string> =>
    one(
      `SELECT id::text FROM cabinet.fiscal_document WHERE register_id = $1 AND kind = $2
       ORDER BY jsonb_array_length(coalesce(body -> 'lines', '[]')) DESC, number DESC LIMIT 1`,
      [registerId, kind],
    );
  return {
    papers: {
      ...{ sale: await printed("sale"), back: await printed("sale_return") },
      ...{ zReport: await printed("z_report"), deposit: await printed("deposit") },
    },
    ...{ registerId, ofdRegisterId, ofdUserId },
    cashierId: await one("SELECT id::text FROM cabinet.cashier LIMIT 1"),
    memberId: await one("SELECT id::text FROM cabinet.member LIMIT 1"),
    signatureId: await one("SELECT contract_signature_id::text AS id FROM cabinet.organization LIMIT 1"),
    goodId: await one("SELECT id::text FROM cabinet.good LIMIT 1"),
    documentId: await one(
      "SELECT id::text FROM cabinet.fiscal_document WHERE register_id = $1 ORDER BY number DESC LIMIT 1",
      [registerId],
    ),
    ofdDocumentId: await one("SELECT id::text FROM operator.document ORDER BY sequence DESC LIMIT 1"),
    letterId: await one("SELECT id::text FROM common.dev_letter ORDER BY received_at LIMIT 1"),
  };
}
