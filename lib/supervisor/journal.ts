import { writeFileSync } from "node:fs";
import { z } from "zod";
import { SYSTEM_ACTOR } from "@/lib/audit";
import { errorFacts, log } from "@/lib/config";
import { disconnect } from "@/lib/db";
import { exportJournal, verifyRegister } from "@/lib/fiscal";
import { exportJournalInput } from "@/lib/fiscal/input";
import { type NamedRegister, registersNamed } from "@/lib/registers";

// Checks journals of registers, or writes one into a file. A process of its own: it works with the settings and keys of the parts.

const errand = z.object({
  command: z.enum(["verify", "export"]),
  /** Id, registration or factory number; every register where none is named. */
  register: z.string().nullable(),
  tenant: z.string().nullable(),
  from: z.string().optional(),
  to: z.string().optional(),
  out: z.string().optional(),
});
type Errand = z.output<typeof errand>;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Faults of one register that are told. */
const TOLD_MAX = 20;

async function verify(registers: readonly NamedRegister[]): Promise<number> {
  let broken = 0;
  for (const register of registers) {
    const title = `${register.registrationNumber ?? register.factoryNumber} ${register.name}`;
    const verified = await verifyRegister(register.tenantId, register.id);
    if (!verified) {
      say(`  ${title}: never worked`);
      continue;
    }
    const { documents, entries, head, faults } = verified;
    if (faults.length === 0) {
      say(`✓ ${title}: ${documents} documents, ${entries} records, hash ${head?.hash}`);
      continue;
    }
    broken += 1;
    say(`✗ ${title}: the first bad document is № ${faults[0]?.number}`);
    for (const { number, what } of faults.slice(0, TOLD_MAX)) say(`    № ${number}: ${what}`);
    if (faults.length > TOLD_MAX) say(`    and ${faults.length - TOLD_MAX} more`);
  }
  return broken === 0 ? 0 : 1;
}

async function writeExport(registers: readonly NamedRegister[], wanted: Errand): Promise<number> {
  const [register, ...others] = registers;
  if (!register || others.length > 0) {
    say("✗ Name one register: --register with its id, registration or factory number.");
    return 1;
  }
  const cmd = exportJournalInput.safeParse({ registerId: register.id, from: wanted.from, to: wanted.to });
  if (!cmd.success) {
    say("✗ Name the days: --from 2026-11-01 --to 2026-11-30");
    return 1;
  }
  const ctx = { tenantId: register.tenantId, actor: SYSTEM_ACTOR, actorName: "npm run export", requestId: "command" };
  const exported = await exportJournal(ctx, cmd.data);
  if (!exported.ok) {
    say(
      `✗ ${exported.error.code === "fiscal.export_empty" ? "There are no documents in these days." : exported.error.code}`,
    );
    return 1;
  }
  const file = wanted.out ?? exported.value.name;
  writeFileSync(file, exported.value.bytes, { flag: "wx" });
  say(`✓ ${file}: unpack it and run node check.mjs journal.jsonl`);
  return 0;
}

try {
  const wanted = errand.parse(JSON.parse(process.argv[2] ?? "{}"));
  const registers = await registersNamed(wanted.register, wanted.tenant);
  if (registers.length === 0) say("✗ There is no such register.");
  const code =
    registers.length === 0
      ? 1
      : await (wanted.command === "verify" ? verify(registers) : writeExport(registers, wanted));
  await disconnect();
  process.exit(code);
} catch (thrown) {
  log("error", "journal.failed", errorFacts(thrown));
  process.exit(2);
}
