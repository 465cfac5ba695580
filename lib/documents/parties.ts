import type { Day } from "@/lib/kernel";

/** A client as papers name it. */
export type Client = {
  readonly kind: "legal_entity" | "entrepreneur";
  /** БИН of a legal entity, ИИН of an entrepreneur. */
  readonly xin: string;
  readonly name: string;
  readonly headName: string;
  readonly legalAddress: string;
  readonly email?: string;
  readonly vat?: { readonly series: string; readonly number: string; readonly issuedOn: Day } | null;
};

/** The sublicence agreement that a paper refers to. */
export type ContractReference = { readonly number: string; readonly date: Day };

/** What the client's number is called. */
export const xinWord = (client: Pick<Client, "kind">): "БИН" | "ИИН" =>
  client.kind === "legal_entity" ? "БИН" : "ИИН";
