import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { gost34311 } from "@/lib/eds/core/gost/gost34311";
import { streebog512 } from "@/lib/eds/core/gost/streebog";
import { verifySignature } from "@/lib/eds/core/verify";
import type { KeyAlgorithm } from "@/lib/eds/demo/signing-key";
import { issueTo, makeAuthority, makeCms, NOW } from "../support/cms";
import { hostileCms, makeTarget } from "../support/eds-fuzz";
import { type Bench, byTurns, type Line, rate } from "./bench";

const ROUND_MS = 400;
const ROUNDS = 5;

/** How often a work is done per second by one core. */
async function often(work: () => unknown, atOnce: number): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < ROUND_MS) {
    for (let index = 0; index < atOnce; index++) work();
    done += atOnce;
  }
  return (done * 1000) / (performance.now() - begun);
}

/** One whole verification: parsing, attributes, digest, signature, chain of two, against RSA-2048 alone in node:crypto. */
async function verifications(algorithm: KeyAlgorithm, plain: () => unknown): Promise<Line> {
  const authority = await makeAuthority({ algorithm });
  const content = new TextEncoder().encode("договор № 1");
  const cms = makeCms({ content, signers: [await issueTo(authority.issuing)] });
  const judging = { anchors: authority.anchors, at: NOW };
  const whole = () => {
    if (!verifySignature(cms, content, judging).ok) throw new Error("a good signature is accepted");
  };
  const result = await byTurns(
    ROUNDS,
    () => often(whole, 5),
    () => often(plain, 100),
  );
  return {
    ...{ what: `signatures: ${algorithm}, whole verification`, figure: rate(result.ours, "a second and core") },
    ratio: result.ratio,
    notes: [`against ${rate(result.theirs, "single RSA-2048 verifications/s")} of node:crypto`],
  };
}

const MEGABYTE = new Uint8Array(1024 * 1024).map((_, at) => at * 7);

async function hashing(name: string, digest: (bytes: Uint8Array) => Uint8Array): Promise<Line> {
  const result = await byTurns(
    ROUNDS,
    () => often(() => digest(MEGABYTE), 1),
    () => often(() => createHash("sha256").update(MEGABYTE).digest(), 10),
  );
  return {
    ...{ what: `signatures: ${name}`, figure: rate(result.ours, "MB/s"), ratio: result.ratio },
    notes: [`against ${rate(result.theirs, "MB/s")} of SHA-256 in node:crypto`],
  };
}

/** The longest that one hostile CMS of the size we read holds a thread. */
async function worst(): Promise<Line> {
  const target = await makeTarget("rsa");
  const times = Object.entries(hostileCms(target)).map(([name, cms]) => {
    const since = performance.now();
    if (target.judge(cms).said !== null) throw new Error(`${name} is refused`);
    return { name, ms: performance.now() - since };
  });
  const [slowest] = times.sort((a, b) => b.ms - a.ms);
  return {
    ...{ what: "signatures: the worst hostile CMS", figure: `${(slowest?.ms ?? 0).toFixed(0)} ms` },
    notes: [`${slowest?.name}; a thread is ended after 15 s`],
  };
}

export const eds: Bench = {
  name: "eds",
  async run() {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const message = new Uint8Array(100);
    const signature = sign("sha256", message, privateKey);
    const plain = () => verify("sha256", message, publicKey, signature);
    return [
      await verifications("rsa", plain),
      await verifications("gost2015", plain),
      await verifications("gost2004", plain),
      await hashing("Streebog-512", streebog512),
      await hashing("GOST 34.311-95", gost34311),
      await worst(),
    ];
  },
};
