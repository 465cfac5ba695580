import { identify } from "@/lib/eds/core/identity";
import { verifySignature } from "@/lib/eds/core/verify";
import { der, NULL, oid, sequence, tagged } from "@/lib/eds/demo/der";
import { stampOf } from "@/lib/eds/demo/services";
import type { KeyAlgorithm } from "@/lib/eds/demo/signing-key";
import { type Chance, makeChance } from "../simulators/chance";
import { type Authority, issueTo, makeAuthority, makeCms, NOW, signingCertificate } from "./cms";

/** A good signature with all that can travel along, and what judges it. */
export type Target = {
  readonly algorithm: KeyAlgorithm;
  readonly cms: Uint8Array;
  readonly judge: (cms: Uint8Array) => Told;
};

/** What a signature says once accepted: who, over what, when; or the code of a refusal. */
export type Told = { readonly said: string | null; readonly code: string };

const stampedAt = new Date(NOW.getTime() - 60_000);
const content = new TextEncoder().encode("договор № 1");

export async function makeTarget(algorithm: KeyAlgorithm): Promise<Target> {
  const authority: Authority = await makeAuthority({ algorithm });
  const signer = await issueTo(authority.issuing);
  const tsa = await issueTo(authority.issuing, { purposes: ["1.3.6.1.5.5.7.3.8"], company: null });
  const cms = makeCms({
    ...{ content, signers: [signer], attached: true, stamp: stampOf(tsa, stampedAt) },
    attributes: (standard) => [...standard, signingCertificate(signer.certificate)],
  });
  const judging = { anchors: authority.anchors, at: NOW, byTimestamp: true };
  return {
    ...{ algorithm, cms },
    judge(changed) {
      const answer = verifySignature(changed, content, judging);
      if (!answer.ok) return { said: null, code: answer.error.code };
      const { certificate, claimedAt, suite, moment, timestamp } = answer.value;
      // A stamp is not covered by the signature: it may be lost, and then the server's own time counts. It may not be another one.
      const isOurTime = moment.by === "received" && moment.at.getTime() === NOW.getTime();
      const isStampTime = moment.by === "timestamp" && timestamp?.at.getTime() === stampedAt.getTime();
      return {
        said: JSON.stringify([identify(certificate), suite, claimedAt, isOurTime || isStampTime]),
        code: "accepted",
      };
    },
  };
}

export type Figures = {
  tried: number;
  accepted: number;
  /** Accepted with another identity, content or time: must stay empty. */
  readonly lies: string[];
  slowestMs: number;
  readonly codes: Map<string, number>;
};

export const noFigures = (): Figures => ({ tried: 0, accepted: 0, lies: [], slowestMs: 0, codes: new Map() });

/** Judges one changed signature against what the good one says. */
export function tryOne(target: Target, honest: string, changed: Uint8Array, figures: Figures): void {
  const since = performance.now();
  const { said, code } = target.judge(changed);
  figures.slowestMs = Math.max(figures.slowestMs, performance.now() - since);
  figures.tried += 1;
  figures.codes.set(code, (figures.codes.get(code) ?? 0) + 1);
  if (said === null) return;
  figures.accepted += 1;
  if (said !== honest) figures.lies.push(Buffer.from(changed).toString("base64"));
}

/** What the good signature says; it must say something. */
export function honestOf(target: Target): string {
  const { said, code } = target.judge(target.cms);
  if (said === null) throw new Error(`the good signature is refused: ${code}`);
  return said;
}

/** Every change of a single bit, or every n-th of them. */
export function flipBits(target: Target, step: number): Figures {
  const figures = noFigures();
  const honest = honestOf(target);
  for (let bit = 0; bit < target.cms.length * 8; bit += step) {
    const changed = Uint8Array.from(target.cms);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    tryOne(target, honest, changed, figures);
  }
  return figures;
}

/** Random mutations, several at once: bytes and lengths changed, parts cut, doubled, moved and filled. */
export function mutate(target: Target, times: number, seed: number): Figures {
  const chance = makeChance(seed);
  const figures = noFigures();
  const honest = honestOf(target);
  while (figures.tried < times) {
    const changed = mutated(target.cms, chance);
    if (!Buffer.from(changed).equals(target.cms)) tryOne(target, honest, changed, figures);
  }
  return figures;
}

/** Lengths that begin a value of DER, and what they may be changed into. */
const LENGTHS = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xff];

function mutated(good: Uint8Array, chance: Chance): Uint8Array {
  let bytes = Buffer.from(good);
  for (let changes = chance.happens(60) ? 1 : chance.between(2, 5); changes > 0; changes--) {
    const at = chance.below(bytes.length);
    const piece = bytes.subarray(at, at + chance.below(200));
    switch (chance.below(7)) {
      case 0:
        bytes[at] = chance.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
        break;
      case 2:
        bytes[at] = chance.pick(LENGTHS);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
        break;
      case 5: {
        const to = chance.below(Math.max(1, bytes.length - piece.length));
        const moved = Buffer.from(piece);
        bytes = Buffer.concat([bytes.subarray(0, to), moved, bytes.subarray(to + moved.length)]);
        break;
      }
      default:
        bytes.fill(chance.below(256), at, Math.min(bytes.length, at + chance.below(40)));
    }
    if (bytes.length < 2) bytes = Buffer.from(good);
  }
  return Uint8Array.from(bytes);
}

/** What somebody may send who wants to keep us busy: each within the size that is read at all. */
export function hostileCms(target: Target): Readonly<Record<string, Uint8Array>> {
  const nested = (tag: number, depth: number): Uint8Array => {
    let inner: Uint8Array = der(0x05);
    for (let level = 0; level < depth; level++) inner = der(tag, inner);
    return inner;
  };
  const full = (item: Uint8Array) => new Uint8Array(1024 * 1024 - 64).map((_, at) => item[at % item.length] ?? 0);
  const signed = (inside: Uint8Array) => sequence(oid("1.2.840.113549.1.7.2"), tagged(0, inside));
  return {
    "a megabyte of zeros": new Uint8Array(1024 * 1024),
    "a megabyte of NULLs in a set": der(0x31, full(NULL)),
    "a megabyte of empty sequences inside": signed(der(0x30, full(Uint8Array.of(0x30, 0)))),
    "ten thousand sequences in each other": nested(0x30, 10_000),
    "ten thousand octet strings in each other": nested(0x24, 10_000),
    "a megabyte of open lengths": full(Uint8Array.of(0x30, 0x80)),
    "a length of four gigabytes": Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30, 0),
    "an identifier of a megabyte": der(0x06, new Uint8Array(1024 * 1024 - 16).fill(0x81)),
    "a number of a megabyte": signed(sequence(der(0x02, new Uint8Array(1024 * 1000).fill(0x7f)))),
    "a good one with a megabyte behind it": Uint8Array.from([...target.cms, ...new Uint8Array(1024 * 1000)]),
  };
}
