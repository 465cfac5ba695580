import { beforeAll, describe, expect, test } from "vitest";
import { decryptSecret, encryptSecret } from "./cipher";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgres://nobody@127.0.0.1:1/none";
  process.env.SESSION_SECRET ??= "s".repeat(32);
  process.env.PASSWORD_PEPPER ??= "p".repeat(32);
  process.env.ENCRYPTION_KEY ??= Buffer.alloc(32, 7).toString("base64");
});

describe("a secret at rest", () => {
  test("opens for its owner and for nobody else", () => {
    const bytes = encryptSecret("59129121", "ofd-token:a:b");
    expect(decryptSecret(bytes, "ofd-token:a:b")).toBe("59129121");
    expect(() => decryptSecret(bytes, "ofd-token:a:c")).toThrow();
  });

  test("shows nothing of itself and differs each time", () => {
    const one = encryptSecret("59129121", "x");
    const two = encryptSecret("59129121", "x");
    expect(Buffer.from(one).includes("59129121")).toBe(false);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  test("one changed bit anywhere is noticed", () => {
    const bytes = encryptSecret("59129121", "x");
    for (let at = 0; at < bytes.length; at++) {
      const broken = Uint8Array.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 1;
      expect(() => decryptSecret(broken, "x")).toThrow();
    }
  });
});
