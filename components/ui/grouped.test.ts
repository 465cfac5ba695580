import { expect, test } from "vitest";
import { grouped } from "./grouped";

const DAY = [2, 2, 4];

test.each([
  ["", ""],
  ["2", "2"],
  ["29", "29"],
  ["290", "29.0"],
  ["29.06.2026", "29.06.2026"],
  ["29/06 2026", "29.06.2026"],
  ["290620261", "29.06.2026"],
  ["день", ""],
])("%s is written as the day %s", (typed, written) => expect(grouped(typed, DAY, ".")).toBe(written));

test("a time stands between colons", () => expect(grouped("170916", [2, 2, 2], ":")).toBe("17:09:16"));
