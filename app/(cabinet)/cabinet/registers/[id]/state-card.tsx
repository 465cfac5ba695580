import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Blocks } from "@/components/status";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { Translate } from "@/lib/i18n";
import type { RegisterView } from "@/lib/registers";

/** What the register waits for, or why it does not sell, each with the way out; else that it sells. */
export function StateCard({
  register,
  t,
  prolong,
}: {
  register: RegisterView;
  t: Translate<"registers">;
  prolong: ReactNode;
}) {
  const at = `/cabinet/registers/${register.id}`;
  const { status } = register;
  if (status === "active" && register.blocks.length === 0)
    return (
      <Alert
        tone="success"
        icon={<BadgeCheck className="size-4" aria-hidden="true" />}
        title={t("page.works")}
        actions={
          <ButtonLink href="/pos" size="sm">
            {t("page.openTill")}
          </ButtonLink>
        }
      >
        {t("page.worksText")}
      </Alert>
    );
  const profile = (
    <ButtonLink href="/cabinet/profile" size="sm">
      {t("tabs.profile")}
    </ButtonLink>
  );
  if (status === "active")
    return (
      <Blocks
        causes={register.blocks}
        details={Object.fromEntries(register.blocksSince.map(({ cause, detail }) => [cause, detail]))}
        actions={{
          token: (
            <ButtonLink href="#ofd" size="sm">
              {t("page.newToken")}
            </ButtonLink>
          ),
          billing: prolong,
          organization: profile,
          email: profile,
        }}
      />
    );
  const reason = register.cards[0]?.decision?.reason ?? "";
  const action = {
    awaiting_signature: { href: `${at}/application`, label: t("list.sign") },
    awaiting_rnm: { href: `${at}/card`, label: t("list.upload") },
    rejected: { href: `${at}/card`, label: t("list.fix") },
    in_moderation: null,
    deregistered: null,
  }[status];
  return (
    <Alert
      tone={status === "rejected" ? "danger" : status === "in_moderation" ? "info" : "warning"}
      title={t(`page.wait.${status}`)}
      actions={
        action && (
          <ButtonLink href={action.href} variant="primary" size="sm">
            {action.label}
          </ButtonLink>
        )
      }
    >
      {t(`page.wait.${status}Text`, { reason })}
    </Alert>
  );
}
