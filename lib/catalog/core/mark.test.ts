import { expect, test } from "vitest";
import { gtinKey, readMark } from "./mark";

const GS = String.fromCharCode(0x1d);
const UNIT = `010487000000101921aB3!x${GS}93dGVz`;

test("the code of a unit tells its good and itself, however the scanner announces it", () => {
  for (const before of ["", "]d2", GS]) {
    expect(readMark(before + UNIT)).toEqual({ gtin: "4870000001019", mark: UNIT });
  }
  expect(readMark("01000000123456702112")).toEqual({ gtin: "12345670", mark: "01000000123456702112" });
});

test("anything else is no such code", () => {
  for (const text of ["", "4870000001019", "0104870000001019", "010487000000101021aB3", "0104870000001019219\u0416"])
    expect(readMark(text)).toBeNull();
});

test("codes of one good are equal whatever their length", () => {
  expect(gtinKey("4870000001019")).toBe(gtinKey("04870000001019"));
  expect(gtinKey("A-1")).toBe("A-1");
});
