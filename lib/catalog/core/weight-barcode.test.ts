import { expect, test } from "vitest";
import { readWeightBarcode } from "./weight-barcode";

test("a barcode of scales tells the good and the grams", () => {
  expect(readWeightBarcode("2100042004863")).toEqual({ plu: "00042", quantityMilli: 486n });
  expect(readWeightBarcode(" 2900001123457 ")).toEqual({ plu: "00001", quantityMilli: 12_345n });
});

test("a wrong check digit, no grams, another range or length is no such code", () => {
  for (const code of ["2100042004864", "2100042000001", "4870001234560", "210004200486", "", "21000420048630"])
    expect(readWeightBarcode(code)).toBeNull();
});
