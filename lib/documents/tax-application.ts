import { type Day, present } from "@/lib/kernel";
import { drawOrder160 } from "./forms/order-160-annex-16";
import { makePdf } from "./paper/pdf";
import { drawSheet, fitInto, Sheet } from "./paper/sheet";

export type TaxApplicationInput = {
  readonly filedOn: Day;
  readonly madeAt: Date;
  readonly taxpayer: {
    readonly kind: "legal_entity" | "entrepreneur";
    readonly xin: string;
    /** Name of the organisation, or the trade name of an entrepreneur. */
    readonly name: string;
    /** Full name of the head; of the entrepreneur himself it fills item 2 of the form. */
    readonly headName: string;
  };
  readonly reason: "registration" | "card_change";
  readonly register: { readonly model: string; readonly madeYear: number; readonly factoryNumber: string };
  readonly place: {
    readonly taxOfficeCode: string;
    readonly locality: string;
    readonly street: string;
    readonly house: string;
    readonly flat: string | null;
  };
};

type Template = {
  readonly code: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  draw(sheet: Sheet, input: TaxApplicationInput): void;
};

/**
 * The form changes by order of the minister; each text stands here with its days. The form of 2026 (annex 4 to order No. 626)
 * was not available, so the one of order No. 160 is still drawn: give it an end when the next is added.
 */
const TEMPLATES: readonly Template[] = [
  { code: "order-160-annex-16", validFrom: null, validTo: null, draw: drawOrder160 },
];

const templateOn = (day: Day): Template =>
  present(
    TEMPLATES.find(
      ({ validFrom, validTo }) => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo),
    ),
    "every day has its form",
  );

/** «Налоговое заявление о постановке контрольно-кассовой машины на учет»: boxes, one sign per cell. */
export function taxApplicationPdf(input: TaxApplicationInput): Promise<Uint8Array> {
  const sheet = new Sheet();
  templateOn(input.filedOn).draw(sheet, input);
  const title = `Налоговое заявление о постановке ККМ ${input.register.factoryNumber} на учет`;
  return makePdf({ title, author: input.taxpayer.name, madeAt: input.madeAt }, (doc) =>
    drawSheet(doc, fitInto(sheet.marks, doc.page.width, doc.page.height - 24)),
  );
}
