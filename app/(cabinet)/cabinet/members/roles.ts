import { MEMBER_KINDS } from "@/lib/auth";
import type { Translate } from "@/lib/i18n";

/** The roles that an owner may give, with what each may do. */
export const roleOptions = (t: Translate<"cabinet">) =>
  MEMBER_KINDS.map((role) => ({
    value: role,
    label: t(`members.role_${role}`),
    help: t(`members.role_${role}Help`),
  }));
