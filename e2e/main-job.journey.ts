import { confirmEmail, newCompany, register, signIn } from "./support/steps/company";
import { askForInvoice, recordPayment } from "./support/steps/money";
import { putOnOperator, signUpAtOperator } from "./support/steps/operator";
import { addRegister, approve, issueCard, uploadCard } from "./support/steps/register";
import { addGood, closeShift, firstSignIn, hireCashier, nextSale, sellForCash } from "./support/steps/till";
import { expect, test } from "./support/test";

const ADMIN = { login: "admin@tiyn.example", password: "alma-tau-2026" };

test("a stranger registers a company, gets a register approved, and a cashier sells", async ({ browser, product }) => {
  test.setTimeout(300_000);
  const person = async () => (await browser.newContext({ baseURL: product.origin })).newPage();
  const [owner, admin, cashier] = [await person(), await person(), await person()];
  const company = newCompany("ТОО «ӘЛЕМ ҚҰРЫЛЫС»");

  await test.step("[S-008] the owner registers with a key and signs the contract", () => register(owner, company));
  await test.step("the owner signs in and answers the letter", async () => {
    await signIn(owner, company.email, company.password);
    await owner.goto("/cabinet/profile");
    await expect(owner.getByText("Не подтвержден").first()).toBeVisible();
    await confirmEmail(await owner.context().newPage(), company.email);
    await owner.reload();
    await expect(owner.getByText("Подтвержден", { exact: true }).first()).toBeVisible();
  });
  await test.step("an invoice is paid and the balance follows", async () => {
    await signIn(admin, ADMIN.login, ADMIN.password);
    await recordPayment(admin, await askForInvoice(owner, "10000"));
    await owner.goto("/cabinet/billing");
    await expect(owner.getByText(/10\s000,00/).first()).toBeVisible();
  });
  const registerId = await test.step("an application is signed", () => addRegister(owner, company));
  const card = await test.step("the tax office gives out РНМ and card", () =>
    issueCard(admin, company.key.organization));
  const [made] = await product.look<{ factory_number: string }>(
    "SELECT factory_number FROM cabinet.register WHERE id = $1",
    [registerId],
  );
  const atOperator = await test.step("the operator gives a token", async () => {
    await signUpAtOperator(owner, company);
    const factoryNumber = made?.factory_number ?? "";
    return putOnOperator(owner, { registrationNumber: card.registrationNumber, factoryNumber });
  });
  await test.step("the card is uploaded and approved", async () => {
    await uploadCard(owner, registerId, card, atOperator);
    await approve(admin, card.registrationNumber);
  });
  await test.step("a cashier is hired and sells", async () => {
    await addGood(owner, "Хлеб бородинский", "250");
    await firstSignIn(cashier, await hireCashier(owner, "Асель Нурланова"), "astana-kok-aspan");
    expect(await sellForCash(cashier, registerId, ["Хлеб бородинский"])).toBe("Чек 1 принят ОФД");
    await nextSale(cashier);
    expect(await sellForCash(cashier, registerId, ["Хлеб бородинский"])).toBe("Чек 2 принят ОФД");
    await closeShift(cashier, registerId);
  });
  await test.step("the operator's portal shows the same documents from its own book", async () => {
    await owner.goto("/ofd/documents");
    await expect(owner.getByRole("row", { name: /250,00/ })).toHaveCount(2);
  });
  const booked = await product.look<{ kind: string; total: string }>(
    "SELECT kind, total_tiyn::text AS total FROM operator.document WHERE register_id = $1 ORDER BY sequence",
    [Number(atOperator.id)],
  );
  expect(booked).toEqual([
    { kind: "sell", total: "25000" },
    { kind: "sell", total: "25000" },
    { kind: "z_report", total: "50000" },
  ]);
});
