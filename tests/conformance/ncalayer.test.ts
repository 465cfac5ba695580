import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BEGINNING, hear, type NcaAnswer, type NcaCall, type Talk } from "@/components/eds/nca-talk";
import { hear as standInHears } from "@/lib/eds/demo/protocol";

/** What a real client and a real NCALayer said to each other, and what the client made of it. */
type Transcript = {
  readonly task: string;
  readonly initMessage?: string;
  readonly request: string;
  readonly response: string;
  readonly result: string;
};
type Request = { readonly module: string; readonly method: string; readonly args: unknown };

const file = join(process.env.SHARED_DIR ?? "../shared", "eds", "vectors", "ncalayer", "protocol-transcripts.json");
const recorded: Transcript[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const requestOf = ({ request }: Transcript): Request => JSON.parse(request);
/** We sign no XML. */
const isCms = (each: Transcript): boolean =>
  /^(sign|createC)/.test(requestOf(each).method) && !/xml/i.test(each.request);
const signings = recorded.filter(isCms);

const callOf = (items: readonly string[]): NcaCall => ({
  ...{ items, kind: "document", locale: "ru", anyAuthority: false, storage: null, signer: null },
});

/** The answer as the recorded client told it. */
function expectedOf({ result }: Transcript): NcaAnswer["kind"] {
  if (/cancell?ed/.test(result)) return "cancelled";
  return result.startsWith("NCALayerError") ? "failed" : "signed";
}

describe.skipIf(recorded.length === 0)("recorded talks with NCALayer", () => {
  test("there are answers of both modules", () => {
    expect(new Set(signings.map((each) => requestOf(each).module))).toEqual(
      new Set(["kz.gov.pki.knca.basics", "kz.gov.pki.knca.commonUtils"]),
    );
  });

  test.each(recorded.filter((each) => each.initMessage))("greeting $initMessage", ({ initMessage, result }) => {
    expect(hear(callOf(["MTEK"]), BEGINNING, initMessage)).toMatchObject({ version: result, talk: { at: "basics" } });
  });

  test.each(signings.map((each, index) => [index, requestOf(each).method, each.response, each] as const))(
    "%i: the answer to %s reads as the recorded client read it",
    (_index, _method, response, each) => {
      const { module, args } = requestOf(each);
      const isNew = module.endsWith("basics");
      const data = isNew ? (args as { data: unknown }).data : "MTEK"; // cast: the newer module's call names its data
      const talk: Talk = isNew ? { at: "basics" } : { at: "old", signatures: [] };
      const turn = hear(callOf(Array.isArray(data) ? data : ["MTEK"]), talk, response);
      expect(turn).toMatchObject({ answer: { kind: expectedOf(each) } });
    },
  );

  test("our calls name the same fields as the recorded ones", () => {
    const turn = hear(callOf(["MTEK"]), BEGINNING, '{"result":{"version":"1.4"}}');
    const ours: Request = JSON.parse(turn && "say" in turn ? turn.say : "{}");
    const theirs = signings.map(requestOf).find(({ module }) => module === ours.module);
    expect(ours.method).toBe(theirs?.method);
    expect(Object.keys(ours.args as object).sort()).toEqual(Object.keys(theirs?.args as object).sort());
  });

  test("the stand-in understands every recorded call for signatures that NCALayer understood", () => {
    const understood = signings.filter((each) => {
      // A ready digest would have to know the key's algorithm beforehand: the stand-in refuses that by name.
      return expectedOf(each) !== "failed" && !/Hash/.test(each.request) && !each.request.includes('"digested":true');
    });
    expect(understood.length).toBeGreaterThan(10);
    for (const { request } of understood) expect(standInHears(request)).toHaveProperty("sign");
  });
});
