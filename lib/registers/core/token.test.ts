import { describe, expect, test } from "vitest";
import { parseOfdCashierId, parseOfdRegisterId, parseOfdToken, tokenTail } from "./token";

describe("what the operator's portal gave", () => {
  test("[S-094] a token of any seen length is taken, with blanks forgiven", () => {
    for (const token of ["59129121", "1607556274", "7", "4294967295"])
      expect(parseOfdToken(token)).toEqual({ ok: true, value: token });
    expect(parseOfdToken(" 5912 9121 ")).toEqual({ ok: true, value: "59129121" });
  });

  test("a token that does not fit 32 bits, is zero or is no number is refused", () => {
    for (const text of ["4294967296", "0", "", "59a", "-1", "99999999999"])
      expect(parseOfdToken(text)).toEqual({ ok: false, error: { code: "registers.token_malformed" } });
  });

  test("[S-093] the register's id ends at 31 bits", () => {
    expect(parseOfdRegisterId("950")).toEqual({ ok: true, value: 950n });
    expect(parseOfdRegisterId("2147483647").ok).toBe(true);
    expect(parseOfdRegisterId("2147483648")).toEqual({ ok: false, error: { code: "registers.ofd_id_malformed" } });
  });

  test("[S-095] the cashier's id is cut out of a pasted address", () => {
    for (const pasted of [
      "17169",
      " 17169 ",
      "https://org.example.kz/users/17169/",
      "https://org.example.kz/users/17169/edit",
      "http://localhost:3000/ofd/users/17169?tab=card",
      "/ofd/users/17169",
    ])
      expect(parseOfdCashierId(pasted)).toEqual({ ok: true, value: "17169" });
  });

  test("an address without a user in it is refused", () => {
    for (const text of ["", "https://org.example.kz/users/", "https://org.example.kz/users/17169x", "seventeen"])
      expect(parseOfdCashierId(text)).toEqual({ ok: false, error: { code: "registers.cashier_id_malformed" } });
  });

  test("only two digits of a token may be seen", () => {
    expect(tokenTail("59129121")).toBe("21");
  });
});
