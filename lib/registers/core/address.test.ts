import { expect, test } from "vitest";
import { addressLine } from "./address";

const at = (flat: string | null) => ({ locality: "Алматы", street: "Сатпаева", house: "90", flat });

test("[S-088] an address is written from town to flat", () => {
  expect(addressLine(at("1"), "ru")).toBe("Алматы, Сатпаева 90, кв. 1");
  expect(addressLine(at("1"), "kk")).toBe("Алматы, Сатпаева 90, пәт. 1");
  expect(addressLine(at(null), "ru")).toBe("Алматы, Сатпаева 90");
});

test("a room typed in words is not called a flat", () => {
  expect(addressLine(at("офис 12"), "ru")).toBe("Алматы, Сатпаева 90, офис 12");
});
