import { log } from "@/lib/config";
import { ok, type Result } from "@/lib/kernel";
import type { Certificate } from "../core/certificate";
import type { EdsError } from "../core/error";
import { identify, type Signer } from "../core/identity";
import { type SoundSignature, verifySignature } from "../core/verify";
import { decodeCms } from "../core/wire";
import type { ListEvidence } from "../revocation/lists";
import type { EdsDeps } from "./deps";
import { hashOf } from "./new-challenge";

export type Judged = {
  readonly cms: Uint8Array;
  readonly sound: SoundSignature;
  readonly signer: Signer;
  readonly lists: readonly ListEvidence[];
  readonly at: Date;
};

/** The end of the last authority of the old national algorithm. */
const GOST_2004_UNTIL = new Date("2025-06-25T04:55:58Z");

/** What a certain use asks beyond a sound signature. Runs before the network is touched. */
export type Demands = (certificate: Certificate, signer: Signer) => Result<true, EdsError>;

/** Verifies a signature whole: mathematics, content, chain, what the use demands, revocation. Logs a hash and the outcome only. */
export async function judge(
  deps: EdsDeps,
  text: string,
  content: Uint8Array,
  demands: Demands,
): Promise<Result<Judged, EdsError>> {
  const answer = await judgeQuietly(deps, text, content, demands);
  const facts = { cms: hashOf(text).toString("hex").slice(0, 16) };
  if (!answer.ok) log("info", "eds.refused", { ...facts, code: answer.error.code });
  else if (answer.value.signer.oddNumber) log("warn", "eds.odd_number", facts);
  return answer;
}

async function judgeQuietly(deps: EdsDeps, text: string, content: Uint8Array, demands: Demands) {
  const at = deps.clock.now();
  const store = deps.trust();
  const cms = decodeCms(text);
  if (!cms.ok) return cms;
  const sound = verifySignature(cms.value, content, { anchors: store.anchors, at, gost2004Until: GOST_2004_UNTIL });
  if (!sound.ok) return sound;
  const signer = identify(sound.value.certificate);
  if (!signer.ok) return signer;
  const meets = demands(sound.value.certificate, signer.value);
  if (!meets.ok) return meets;
  const lists = await deps.revocation.check(sound.value.chain, store.needsAuthorityLists);
  if (!lists.ok) return lists;
  return ok({ cms: cms.value, sound: sound.value, signer: signer.value, lists: lists.value, at });
}
