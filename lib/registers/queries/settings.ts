import { withTenant } from "@/lib/db";
import { isId } from "@/lib/kernel";
import { type RegisterSettings, registerSettings } from "../input";

/** What the owner has set for a register. Null where this tenant has none under that id. */
export async function registerSettingsOf(
  tenantId: string,
  registerId: string,
): Promise<{ readonly name: string; readonly factoryNumber: string; readonly settings: RegisterSettings } | null> {
  if (!isId(registerId)) return null;
  const row = await withTenant(tenantId, (tx) =>
    tx.register.findFirst({
      where: { tenantId, id: registerId },
      select: { name: true, factoryNumber: true, settings: true },
    }),
  );
  return row && { ...row, settings: registerSettings.parse(row.settings) };
}
