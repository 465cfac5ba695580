import { withTenant } from "@/lib/db";
import { type OrganizationProfile, organizationProfile } from "./organization-profile";

/** The organisation of whoever is signed in, for the frame of its pages. */
export const ownOrganization = (tenantId: string): Promise<OrganizationProfile | null> =>
  withTenant(tenantId, (tx) => organizationProfile(tx, tenantId));
