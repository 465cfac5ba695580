import type { Locale } from "@/lib/i18n";
import { addressLine, registerExport } from "@/lib/registers";
import type { AccessOption } from "./access-fields";

/** The registers that a cashier may be admitted to, by ЗНМ. */
export async function accessOptions(tenantId: string, locale: Locale): Promise<readonly AccessOption[]> {
  const filter = { search: "", tab: "all", sort: "factoryNumber", descending: false, page: 1, pageRows: 100 } as const;
  const registers = await registerExport(tenantId, filter);
  return registers
    .filter(({ status }) => status !== "deregistered")
    .map(({ id, name, factoryNumber, address }) => ({
      id,
      label: name,
      note: `${factoryNumber}, ${addressLine(address, locale)}`,
    }));
}
