import type { Env } from "@/lib/config";

export type PartPlan = { readonly name: string; readonly demoOnly: boolean; readonly heapMb: number };

/** The processes, in the order in which they depend on each other; ended in the reverse order. Names are those of the bundles. */
const PARTS: readonly PartPlan[] = [
  { name: "operator", demoOnly: false, heapMb: 256 },
  { name: "mailbox", demoOnly: true, heapMb: 128 },
  { name: "ncalayer", demoOnly: true, heapMb: 128 },
  { name: "worker", demoOnly: false, heapMb: 384 },
  { name: "web", demoOnly: false, heapMb: 768 },
];

/** The processes of a mode: production starts nothing that belongs to the demo. */
export const partsOf = (mode: Env["APP_MODE"]): PartPlan[] => PARTS.filter((part) => mode === "demo" || !part.demoOnly);
