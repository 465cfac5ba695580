import { describe, expect, test } from "vitest";
import { unitCodeOf, unitOptions } from "./options";

describe("units of a good's form", () => {
  test("what is offered holds each unit once", () => {
    const codes = unitOptions("ru", "796").map(({ value }) => value);
    expect(codes).toContain("796");
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("a unit of another program stays the good's own and is not swapped for the first of the list", () => {
    expect(unitOptions("ru", "796").some(({ value }) => value === "166")).toBe(false);
    expect(unitOptions("ru", "166").at(-1)).toEqual({ value: "166", label: "кг" });
  });

  test("a code without its zeros is the same unit", () => {
    expect(unitCodeOf("6")).toBe("006");
    expect(unitOptions("kk", unitCodeOf("6")).find(({ value }) => value === "006")?.label).toBe("Метр");
  });

  test("a code that nobody knows is added to nothing", () => {
    expect(unitCodeOf("99999")).toBe("99999");
    expect(unitOptions("ru", "99999")).toEqual(unitOptions("ru", "796"));
  });
});
