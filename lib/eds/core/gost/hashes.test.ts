import { describe, expect, test } from "vitest";
import { gost34311 } from "./gost34311";
import { streebog256, streebog512 } from "./streebog";

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** RFC 6986 §10.1: the standard writes numbers highest byte first, digests here stand in the order of their bytes. */
const M1 = utf8("012345678901234567890123456789012345678901234567890123456789012");
/** RFC 6986 §10.2, «Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя плъкы Игоревы» in Windows-1251. */
const M2 = Uint8Array.from(
  Buffer.from(
    "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb",
    "hex",
  ),
);

describe("Streebog, by the examples of RFC 6986", () => {
  test.each([
    [
      "M1",
      M1,
      "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48",
    ],
    [
      "M2",
      M2,
      "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28",
    ],
    [
      "nothing",
      new Uint8Array(),
      "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a",
    ],
  ])("512 bits of %s", (_, message, digest) => {
    expect(hex(streebog512(message))).toBe(digest);
  });

  test.each([
    ["M1", M1, "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"],
    ["M2", M2, "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"],
  ])("256 bits of %s", (_, message, digest) => {
    expect(hex(streebog256(message))).toBe(digest);
  });
});

describe("ГОСТ 34.311-95 with the boxes of the standard's sample", () => {
  test.each([
    // RFC 5831 §7.3.1 and §7.3.2; those of the sheet's text and of nothing besides.
    ["This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"],
    [
      "Suppose the original message has length = 50 bytes",
      "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208",
    ],
    ["abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"],
    ["", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"],
  ])("%s", (message, digest) => {
    expect(hex(gost34311(utf8(message)))).toBe(digest);
  });
});
