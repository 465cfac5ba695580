import { disconnect, withTenant } from "@/lib/db";
import { type Evidence, type LooseSigner, readEvidenceAsSystem, reverify } from "@/lib/eds";
import { readFile } from "@/lib/files";
import { isId } from "@/lib/kernel";

// The process of `npm run eds:reverify`: it has the settings of the service, reads one signature and says what it still proves.

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function work(id: string): Promise<number> {
  const evidence = isId(id) ? await readEvidenceAsSystem(id) : null;
  if (!evidence) {
    say(`✗ There is no signature ${id}`);
    return 1;
  }
  const { tenantId, fileId, subject, sha256, signedAt } = evidence;
  const file = await withTenant(tenantId, (tx) => readFile(tx, tenantId, fileId));
  if (!file) {
    say(`✗ The signed file ${fileId} is absent`);
    return 1;
  }
  say(`${subject} of ${tenantId}, file ${fileId}`);
  say(`  sha256 ${sha256}, accepted ${signedAt.toISOString()}`);
  const answer = await reverify(evidence, file.bytes);
  if (answer.ok) tell(answer.value, evidence);
  else say(`✗ Not proved: ${answer.error.code}`);
  return answer.ok ? 0 : 1;
}

function tell({ signer, suite, chain, moment, statuses }: LooseSigner, evidence: Evidence): void {
  say(`✓ ${suite}, ${signer.role}, ${signer.kind === "legal" ? "BIN" : "IIN"} ${signer.xin}`);
  say(`  judged as of ${moment.at.toISOString()} (${moment.by})`);
  for (const { name, sha256 } of chain) say(`  ${name}\n    sha256 ${sha256}`);
  for (const { kind, address, thisUpdate } of statuses) say(`  ${kind} of ${thisUpdate}, ${address}`);
  if (signer.xin !== evidence.signerXin) say(`✗ The record names ${evidence.signerXin}`);
}

const code = await work(process.argv[2] ?? "");
await disconnect();
process.exit(code);
