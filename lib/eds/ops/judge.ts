import { log } from "@/lib/config";
import { err, ok, type Result } from "@/lib/kernel";
import type { Certificate } from "../core/certificate";
import type { EdsError } from "../core/error";
import { identify, type Signer } from "../core/identity";
import type { SoundSignature } from "../core/verify";
import { decodeCms } from "../core/wire";
import type { StatusEvidence } from "../revocation/evidence";
import type { SentJudging } from "../threads/work";
import type { EdsDeps } from "./deps";
import { hashOf } from "./new-challenge";

export type Judged = {
  readonly cms: Uint8Array;
  readonly sound: SoundSignature;
  readonly signer: Signer;
  readonly statuses: readonly StatusEvidence[];
  readonly at: Date;
};

/** What a certain use asks beyond a sound signature. Runs before the network is touched. */
export type Demands = (certificate: Certificate, signer: Signer) => Result<true, EdsError>;

/** How a use judges: whether a time stamp counts, and what an unknown status means. */
export type Use = {
  readonly demands: Demands;
  readonly byTimestamp: boolean;
  readonly whenUnknown: "refuse" | "accept";
};

/** Verifies a signature whole: mathematics, content, chain, what the use demands, revocation. Logs a hash and the outcome only. */
export async function judge(
  deps: EdsDeps,
  text: string,
  content: Uint8Array,
  use: Use,
): Promise<Result<Judged, EdsError>> {
  const answer = await judgeQuietly(deps, text, content, use);
  const facts = { cms: hashOf(text).toString("hex").slice(0, 16) };
  if (!answer.ok) log("info", "eds.refused", { ...facts, code: answer.error.code });
  else if (answer.value.signer.oddNumber) log("warn", "eds.odd_number", facts);
  if (answer.ok && answer.value.statuses.length === 0) log("warn", "eds.accepted_unchecked", facts);
  return answer;
}

async function judgeQuietly(
  deps: EdsDeps,
  text: string,
  content: Uint8Array,
  use: Use,
): Promise<Result<Judged, EdsError>> {
  const at = deps.clock.now();
  const cms = decodeCms(text);
  if (!cms.ok) return cms;
  const judging = judgingOf(deps, at, use.byTimestamp);
  const done = await deps.threads().run({ kind: "signature", cms: cms.value, content, judging });
  if (!done.ok) return done;
  const sound = done.value;
  if (!sound.ok) return sound;
  const signer = identify(sound.value.certificate);
  if (!signer.ok) return signer;
  const meets = use.demands(sound.value.certificate, signer.value);
  if (!meets.ok) return meets;
  const statuses = await statusOf(deps, sound.value, use.whenUnknown);
  if (!statuses.ok) return statuses;
  return ok({ cms: cms.value, sound: sound.value, signer: signer.value, statuses: statuses.value, at });
}

/** By what of our own a signature is judged now. */
export const judgingOf = ({ trust, policy }: EdsDeps, at: Date, byTimestamp: boolean): SentJudging => ({
  anchors: trust().anchors.map(({ der }) => der),
  gost2004Until: policy.gost2004Until,
  ...{ at, byTimestamp },
});

/** What the authority says of the signer's path and, where a time stamp decided, of the stamp's. */
export async function statusOf(
  { revocation, trust }: EdsDeps,
  { chain, moment, timestamp }: SoundSignature,
  whenUnknown: Use["whenUnknown"],
): Promise<Result<StatusEvidence[], EdsError>> {
  const { needsAuthorityLists } = trust();
  const isStamped = moment.by === "timestamp";
  const own = await revocation.check(chain, { moment: isStamped ? moment.at : null, needsAuthorityLists });
  if (!own.ok) return own.error.code === "eds.revocation_unknown" && whenUnknown === "accept" ? ok([]) : own;
  if (!isStamped || !timestamp?.chain) return own;
  const stamps = await revocation.check(timestamp.chain, { moment: moment.at, needsAuthorityLists });
  if (stamps.ok) return ok([...own.value, ...stamps.value]);
  return stamps.error.code === "eds.revocation_unknown" ? stamps : err({ code: "eds.timestamp_wrong" });
}
