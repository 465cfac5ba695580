import { Badge } from "@/components/ui/badge";
import { getT } from "@/lib/i18n/server";
import type { StaffRegister } from "@/lib/operator";

/** Where a register stands, and for a blocked one why. */
export async function StateBadge({ register }: { register: StaffRegister }) {
  const t = await getT("operator");
  const { status, blockCause } = register;
  if (status === "blocked")
    return (
      <Badge tone="danger">
        {t("registers.blocked")}
        {blockCause && `: ${t(`staff.causes.${blockCause}`)}`}
      </Badge>
    );
  if (status === "deregistered") return <Badge tone="neutral">{t("registers.deregistered")}</Badge>;
  return status === "active" ? (
    <Badge tone="success">{t("staff.active")}</Badge>
  ) : (
    <Badge tone="warning">{t("registers.registeredOnly")}</Badge>
  );
}
