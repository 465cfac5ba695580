import { expect, test } from "vitest";
import { basisSearchOf, readBasisQuery } from "./search";

const NOTHING = { q: "", sum: "", day: "" };
const QR = "http://consumer.oofd.kz?i=1234567890&f=010100000001&s=696.90&t=20260629T170916";

test("an address is a QR or a link, digits are a number or a sign", () => {
  expect(basisSearchOf({ ...NOTHING, q: QR, sum: "x" })).toEqual({ qr: QR });
  expect(basisSearchOf({ ...NOTHING, q: "215" })).toEqual({ number: "215" });
});

test("a day is from its first moment to the next day's, by the wall", () => {
  expect(basisSearchOf({ q: "", sum: "1 500,50", day: "2026-11-25" })).toEqual({
    ...{ totalTiyn: 150_050n, from: new Date("2026-11-24T19:00:00Z"), to: new Date("2026-11-25T19:00:00Z") },
  });
});

test("nothing asked, or nonsense, asks nothing", () => {
  expect(basisSearchOf(NOTHING)).toBeNull();
  expect(basisSearchOf({ ...NOTHING, sum: "много" })).toBeNull();
  expect(basisSearchOf({ ...NOTHING, q: "1", day: "2026-02-30" })).toBeNull();
  expect(readBasisQuery({ q: ["a", "b"], sum: " 5 " })).toEqual({ q: "", sum: "5", day: "" });
});
