import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form, FormActions, RadioField, SubmitButton } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { Card, CardBody } from "@/components/ui/card";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { memberView } from "@/lib/orgs";
import { changeMemberAction, disableMemberAction, enableMemberAction } from "../actions";
import { roleOptions } from "../roles";
import { AccessSwitch } from "./access-switch";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("cabinet"))("members.title") };
}

/** Somebody of the organisation: the role, and whether the cabinet is open. */
export default async function MemberPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const member = await query({ realm: "cabinet", can: "members" }, ({ tenantId }) => memberView(tenantId, id));
  if (!member) notFound();
  const t = await getT("cabinet");
  const disabled = member.disabledAt !== null;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {member.name}
            <StatusBadge machine="account" status={disabled ? "disabled" : "active"} />
          </span>
        }
        text={
          <>
            {t("members.iin")} <span className="font-mono text-[13px]">{member.iin}</span>
          </>
        }
        crumbs={[
          { href: "/cabinet/profile", label: t("shell.profile") },
          { href: "/cabinet/members", label: t("members.title") },
        ]}
        actions={
          <AccessSwitch
            member={{ id: member.id, name: member.name, disabled }}
            disable={disableMemberAction}
            enable={enableMemberAction}
          />
        }
      />
      <Narrow>
        <Card>
          <CardBody>
            <Form action={changeMemberAction} doneToast={t("members.saved")} askLeave>
              <input type="hidden" name="memberId" value={member.id} />
              <RadioField name="role" label={t("members.role")} options={roleOptions(t)} defaultValue={member.role} />
              <FormActions>
                <SubmitButton>{t("members.save")}</SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      </Narrow>
    </>
  );
}
