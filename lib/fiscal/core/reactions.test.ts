import { describe, expect, test } from "vitest";
import { judge, reactionTo } from "./reactions";

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
