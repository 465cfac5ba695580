import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseBarcode } from "./barcode";

describe("a barcode", () => {
  test("of eight or thirteen digits closes with its check digit", () => {
    for (const code of ["4870001234560", "4006381333931", "96385074", "40170725"])
      expect(parseBarcode(` ${code} `)).toEqual({ ok: true, value: code });
    for (const code of ["4870001234568", "4006381333930", "96385075"])
      expect(parseBarcode(code)).toEqual({ ok: false, error: { code: "catalog.barcode_check_digit" } });
  });

  test("of any other kind is taken as it is", () => {
    for (const code of ["1", "036000291452", "10012345678902", "ABC-123", "A1/2"])
      expect(parseBarcode(code).ok).toBe(true);
  });

  test("holds printable signs without spaces, at most 64", () => {
    for (const code of ["", "12 34", "штрих", "a\u0007", "x".repeat(65)])
      expect(parseBarcode(code)).toEqual({ ok: false, error: { code: "catalog.barcode_malformed" } });
    expect(parseBarcode("x".repeat(64)).ok).toBe(true);
  });

  property.prop([fc.stringMatching(/^\d{12}$/)])(
    "of twelve digits has exactly one last digit that closes it",
    (body) => {
      const closing = [..."0123456789"].filter((digit) => parseBarcode(body + digit).ok);
      expect(closing).toHaveLength(1);
    },
  );
});
