import { describe, expect, test } from "vitest";
import { alarmOf, asksInfoAfter, judge, reactionTo, type Verdict } from "./reactions";

const every = Array.from({ length: 256 }, (_, code) => code);
const codesThat = (does: string, version = 203) => every.filter((code) => reactionTo(code, version).does === does);

describe("every code from 0 to 255 has its reaction (reliability §2.5, house §4)", () => {
  test("one accepts, two ask again", () => {
    expect(codesThat("accept")).toEqual([0]);
    expect(codesThat("ask_again")).toEqual([254, 255]);
  });

  test("holds name their cause", () => {
    const held = (cause: string) =>
      every.filter((code) => {
        const reaction = reactionTo(code, 203);
        return reaction.does === "hold" && reaction.cause === cause;
      });
    expect(held("token")).toEqual([2]);
    expect(held("ofd")).toEqual([1, 15]);
    expect(held("protocol")).toEqual([3, 4, 5, 6, 7, 8, 9, 12]);
  });

  test("all others refuse, the unlisted too", () => {
    expect(codesThat("refuse")).toHaveLength(256 - 1 - 2 - 11);
    for (const code of [10, 11, 13, 14, 16, 17, 42, 128]) expect(reactionTo(code, 203).does).toBe("refuse");
  });

  test("18 and 19 mean the end of service from version 2.0.4 on", () => {
    expect(reactionTo(18, 203).does).toBe("refuse");
    expect(reactionTo(19, 203).does).toBe("refuse");
    expect(reactionTo(18, 204)).toEqual({ does: "hold", cause: "ofd" });
    expect(reactionTo(19, 204)).toEqual({ does: "hold", cause: "ofd" });
  });

  test("a code beyond a byte is refused, never ignored", () => {
    expect(reactionTo(70_000, 203).does).toBe("refuse");
  });
});

describe("a refused document", () => {
  test("is withdrawn while nobody has seen it; code 11 closes the shift as well", () => {
    expect(judge(13, 203, { withdrawable: true })).toEqual({ kind: "rejected", closesShift: false });
    expect(judge(11, 203, { withdrawable: true })).toEqual({ kind: "rejected", closesShift: true });
  });
  test("holds the register with cause data once a buyer or a later document has seen it", () => {
    expect(judge(13, 203, { withdrawable: false })).toEqual({ kind: "held", cause: "data" });
  });
  test("never comes from a code that holds", () => {
    for (const code of [1, 2, 3, 8, 9, 12, 15]) expect(judge(code, 203, { withdrawable: true }).kind).toBe("held");
  });
});

/** What is done about a code, in words: online, and where the document can no longer be withdrawn. */
type Reaction = readonly [online: string, kept: string];
const REFUSED: Reaction = ["rejected, the cart comes back", "held: data"];
const BROKEN: Reaction = ["held: protocol, alarm", "held: protocol, alarm"];
const BY_OPERATOR: Reaction = ["held: ofd, SYSTEM until 0", "held: ofd, SYSTEM until 0"];
const NO_ANSWER: Reaction = ["as no answer", "as no answer"];

const TABLE: Readonly<Record<number, Reaction>> = {
  0: ["settled", "settled"],
  1: BY_OPERATOR,
  2: ["held: token, the owner types a new one", "held: token, the owner types a new one"],
  3: BROKEN,
  4: BROKEN,
  5: BROKEN,
  6: BROKEN,
  7: BROKEN,
  8: ["held: protocol, severe alarm, INFO", "held: protocol, severe alarm, INFO"],
  9: ["held: protocol, severe alarm", "held: protocol, severe alarm"],
  10: REFUSED,
  11: ["rejected, the cart comes back, Z", "held: data"],
  12: BROKEN,
  13: REFUSED,
  14: REFUSED,
  15: BY_OPERATOR,
  16: REFUSED,
  17: REFUSED,
  254: NO_ANSWER,
  255: NO_ANSWER,
};
/** From 2.0.4 on: deregistered, disconnected. */
const TABLE_204: Readonly<Record<number, Reaction>> = { ...TABLE, 18: BY_OPERATOR, 19: BY_OPERATOR };

const OF_HOLD = { token: ", the owner types a new one", ofd: ", SYSTEM until 0", data: "", protocol: "" } as const;

function named(code: number, verdict: Verdict): string {
  if (verdict.kind === "accepted") return "settled";
  if (verdict.kind === "unanswered") return "as no answer";
  if (verdict.kind === "rejected") return `rejected, the cart comes back${verdict.closesShift ? ", Z" : ""}`;
  const alarm = { severe: ", severe alarm", alarm: ", alarm", none: "" }[alarmOf(code, verdict.cause) ?? "none"];
  return `held: ${verdict.cause}${OF_HOLD[verdict.cause]}${alarm}${asksInfoAfter(code) ? ", INFO" : ""}`;
}

/** Where a document stands when its answer comes: only the first may still be withdrawn. */
const PLACES = [
  ["online", true],
  ["while draining", false],
  ["with an autonomous receipt in the buyer's hand", false],
] as const;

describe.each([202, 203, 204])("version %i", (version) => {
  test.each(PLACES)("every code from 0 to 255, %s", (_, withdrawable) => {
    const table = version >= 204 ? TABLE_204 : TABLE;
    const done = every.map((code) => `${code}: ${named(code, judge(code, version, { withdrawable }))}`);
    expect(done).toEqual(every.map((code) => `${code}: ${(table[code] ?? REFUSED)[withdrawable ? 0 : 1]}`));
  });
});
