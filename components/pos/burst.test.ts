import { describe, expect, test } from "vitest";
import { hear, type KeyStroke, SILENCE } from "./burst";

const CODES: Readonly<Record<string, readonly [key: string, code: string, shift: boolean]>> = {
  "!": ["!", "Digit1", true],
  A: ["Ф", "KeyA", true],
  b: ["и", "KeyB", false],
  "/": [".", "Slash", false],
};
const stroke = (sign: string, at: number): KeyStroke => {
  const [key, code, shift] = CODES[sign] ?? [sign, /\d/.test(sign) ? `Digit${sign}` : "", false];
  return { key, code, shift, ctrl: false, at };
};

/** Presses keys `gap` milliseconds apart, then Enter; answers what was scanned. */
function press(signs: readonly KeyStroke[], gap: number, last = gap): string | null {
  let heard = SILENCE;
  let at = 1000;
  for (const each of signs) {
    ({ heard } = hear(heard, { ...each, at }));
    at += gap;
  }
  return hear(heard, { key: "Enter", code: "Enter", shift: false, ctrl: false, at: at - gap + last }).scanned;
}
const keys = (text: string) => [...text].map((sign) => stroke(sign, 0));

describe("a scanner", () => {
  test("is a burst of at most 40 ms per sign", () => {
    expect(press(keys("4870000001019"), 40)).toBe("4870000001019");
    expect(press(keys("4870000001019"), 41)).toBeNull();
  });

  test("may falter within a code, which is never cut short for it; after a pause another one begins", () => {
    expect(press(keys("4870000001019"), 5, 200)).toBe("4870000001019");
    expect(press(keys("4870000001019"), 5, 201)).toBeNull();
    const code = keys("4870000001019");
    const heardWith = (pause: number) => {
      let heard = SILENCE;
      let at = 1000;
      for (const [index, each] of code.entries()) {
        at += index === 7 ? pause : 5;
        ({ heard } = hear(heard, { ...each, at }));
      }
      return heard.text;
    };
    expect(heardWith(200)).toBe("4870000001019");
    expect(heardWith(201)).toBe("001019");
  });

  test("gives six signs at least: a quantity typed fast is no code", () => {
    expect(press(keys("123456"), 5)).toBe("123456");
    expect(press(keys("12345"), 5)).toBeNull();
  });

  test("means the signs of its own keys, whatever letters the cashier types", () => {
    expect(press(keys("01!Ab/"), 5)).toBe("01!Ab/");
  });

  test("parts a marking code with Ctrl and ]", () => {
    const separator: KeyStroke = { key: "]", code: "BracketRight", shift: false, ctrl: true, at: 0 };
    const shift: KeyStroke = { key: "Shift", code: "ShiftLeft", shift: true, ctrl: false, at: 0 };
    expect(press([...keys("12345"), separator, shift, ...keys("93")], 5)).toBe(`12345${String.fromCharCode(0x1d)}93`);
  });

  test("begins anew after each code", () => {
    let heard = SILENCE;
    for (const each of keys("4870000001019")) ({ heard } = hear(heard, { ...each, at: 1 }));
    const enter = { key: "Enter", code: "Enter", shift: false, ctrl: false, at: 2 };
    const first = hear(heard, enter);
    expect(first.scanned).toBe("4870000001019");
    expect(hear(first.heard, enter).scanned).toBeNull();
  });
});
