import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import {
  allocate,
  formatDecimal,
  formatQuantity,
  formatTenge,
  includedTax,
  isId,
  lineSum,
  MONEY_MAX,
  mulDiv,
  newId,
  parseQuantity,
  parseTenge,
  parseXin,
  quantityMilli,
  rateBp,
  sumTiyn,
  tiyn,
  xinFromCertificate,
  xinKind,
} from ".";

const amount = fc.bigInt({ min: 0n, max: MONEY_MAX }).map(tiyn);

property.prop([amount])("money that is written is read back to the same tiyn", (value) => {
  expect(parseTenge(formatTenge(value))).toEqual({ ok: true, value });
  expect(parseTenge(formatDecimal(value))).toEqual({ ok: true, value });
});

property.prop([amount, fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 })])(
  "an allocation adds up to its total and no part is off by a tiyn or more",
  (total, weights) => {
    const parts = allocate(total, weights);
    expect(sumTiyn(parts)).toBe(total);
    const whole = weights.reduce((a, b) => a + b, 0n);
    if (whole > 0n)
      parts.forEach((part, i) => {
        const exact = (total * (weights[i] ?? 0n)) / whole;
        expect(part - exact === 0n || part - exact === 1n).toBe(true);
      });
  },
);

property.prop([amount, fc.integer({ min: 0, max: 10_000 })])(
  "tax inside a sum never exceeds the sum",
  (gross, rate) => {
    const tax = includedTax(gross, rateBp(rate));
    expect(tax >= 0n && tax <= gross).toBe(true);
  },
);

test.each([
  [50_000n, 1200, 5_357n],
  [336_000n, 1200, 36_000n],
  [43_584n, 1600, 6_012n],
  [1n, 1600, 0n],
])("tax inside %s tiyn at %s bp is %s tiyn", (gross, rate, tax) => {
  expect(includedTax(tiyn(gross), rateBp(rate))).toBe(tax);
});

test.each([
  [5n, 1n, 2n, "half_up", 3n],
  [-5n, 1n, 2n, "half_up", -3n],
  [5n, 1n, 2n, "floor", 2n],
  [-5n, 1n, 2n, "floor", -3n],
  [5n, 1n, 2n, "ceil", 3n],
  [-5n, 1n, 2n, "ceil", -2n],
] as const)("mulDiv(%s, %s, %s, %s) is %s", (value, numerator, denominator, mode, expected) => {
  expect(mulDiv(value, numerator, denominator, mode)).toBe(expected);
});

test.each(["", "-1", "1,234", "1.2.3", "1e3", "abc", "0x10"])("%j is not money", (text) => {
  expect(parseTenge(text)).toEqual({ ok: false, error: { code: "money.malformed" } });
});

test("a sum one tiyn past the largest is refused", () => {
  expect(parseTenge(formatDecimal(MONEY_MAX)).ok).toBe(true);
  expect(parseTenge(formatDecimal(tiyn(MONEY_MAX + 1n)))).toEqual({ ok: false, error: { code: "money.too_large" } });
});

test("thousands are set apart by a no-break space and a minus is a minus sign", () => {
  expect(formatTenge(tiyn(1_167_140n))).toBe("11\u00a0671,40");
  expect(formatTenge(tiyn(-17_800n))).toBe("\u2212178,00");
});

test("a quantity keeps three decimals and refuses zero", () => {
  expect(parseQuantity("0,486")).toEqual({ ok: true, value: 486n });
  expect(parseQuantity("0")).toEqual({ ok: false, error: { code: "quantity.out_of_range" } });
  expect(parseQuantity("1,2345")).toEqual({ ok: false, error: { code: "quantity.malformed" } });
  expect(formatQuantity(quantityMilli(486n))).toBe("0,486");
  expect(lineSum(tiyn(790_000n), quantityMilli(486n))).toBe(383_940n);
});

test.each([
  "131240010479",
  "181040037076",
  "061211600012",
  "180140000117",
  "190540009993",
  "910128300551",
  "990101350012",
])("%s has a right check digit", (text) => expect(parseXin(text).ok).toBe(true));

test.each(["123456789011", "123456789021", "348951276584"])("%s has a wrong check digit [S-019]", (text) => {
  expect(parseXin(text)).toEqual({ ok: false, error: { code: "xin.check_digit" } });
  expect(xinFromCertificate(text)).toBe(text);
});

test("the fifth digit tells a legal entity from a person", () => {
  const bin = parseXin("180140000117");
  const iin = parseXin("910128300551");
  expect(bin.ok && xinKind(bin.value)).toBe("bin");
  expect(iin.ok && xinKind(iin.value)).toBe("iin");
});

property.prop([fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })])(
  "an id carries its moment of birth and the version mark",
  (now) => {
    const id = newId({ now: () => now }, { bytes: (length) => new Uint8Array(length).fill(0xff) });
    expect(isId(id)).toBe(true);
    expect(id[14]).toBe("7");
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now.getTime());
  },
);
