import { redirect } from "next/navigation";

/** The register file is what clients come for. */
export default function PortalPage() {
  redirect("/ofd/registers");
}
