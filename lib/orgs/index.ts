import type { ConfirmEmailError, ResendError } from "./ops/confirm-email";
import type { MemberError } from "./ops/members";
import type { SaveDetailsError } from "./ops/save-details";
import type { SignContractError } from "./ops/sign-contract";
import type { StatusChangeError } from "./ops/suspend";
import type { AlreadyRegistered } from "./ops/visitor";

export { confirmEmail, resendLetter } from "./ops/confirm-email";
export { admitMember, changeMemberRole, disableMember, enableMember } from "./ops/members";
export { giveDetails, saveDraft } from "./ops/save-details";
export { seedDemo } from "./ops/seed-demo";
export { signContract } from "./ops/sign-contract";
export { startRegistration } from "./ops/start-registration";
export { restoreOrganization, suspendOrganization } from "./ops/suspend";
export { updateDivisions, updateVat } from "./ops/update-profile";
export type { Visitor } from "./ops/visitor";
export { contractToSign, type DraftView, registrationView } from "./queries/draft-view";
export { memberList, memberView } from "./queries/members";
export {
  contractFile,
  organizationById,
  organizationList,
  organizationOf,
  organizationProfile,
  payerOf,
} from "./queries/organizations";
export type { Member } from "./store/member";
export type { OrganizationProfile } from "./store/organization";

/** Every refusal of this room; those of signatures and passwords come through it as they are. */
export type OrgsError =
  | AlreadyRegistered
  | SaveDetailsError
  | SignContractError
  | ConfirmEmailError
  | ResendError
  | MemberError
  | StatusChangeError;
