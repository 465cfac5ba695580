import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Authority, issueTo, makeAuthority, NOW } from "@/tests/support/cms";
import { fingerprintOf } from "../core/certificate";
import { addAnchors, anchorsIn, describeAnchors, readAnchorFiles, unfitness } from "./inspect";

let folder: string;
let authority: Authority;
let files: string[];

beforeAll(async () => {
  authority = await makeAuthority({ algorithm: "gost2015" });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tiyn-test-import-"));
  files = ["root.cer", "issuing.crt"].map((name) => join(folder, name));
  for (const [at, file] of files.entries()) writeFileSync(file, authority.anchors[at]?.der ?? "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const into = () => join(folder, "anchors");

test("what is imported is read again under its pins, and a second time changes nothing", () => {
  const added = readAnchorFiles(files);
  expect(addAnchors(into(), added)).toHaveLength(2);
  expect(anchorsIn(into()).map(fingerprintOf).sort()).toEqual(authority.anchors.map(fingerprintOf).sort());
  const pins = readFileSync(join(into(), "pins.txt"), "utf8");
  expect(addAnchors(into(), added)).toEqual([]);
  expect(readFileSync(join(into(), "pins.txt"), "utf8")).toBe(pins);
  expect(pins.trim().split("\n")).toHaveLength(2);
});

test("a chain is shown by who really signed, not by who is named", async () => {
  const [root, issuing] = authority.anchors;
  const fake = await makeAuthority({ algorithm: "gost2015" });
  const shown = (anchors: typeof authority.anchors) => describeAnchors(anchors, NOW).map(({ issuedBy }) => issuedBy);
  expect(shown(authority.anchors)).toEqual(["КОРЕНЬ TEST", "КОРЕНЬ TEST"]);
  expect(shown([...fake.anchors.slice(0, 1), ...(issuing ? [issuing] : [])])).toEqual(["КОРЕНЬ TEST", null]);
  expect(shown(root ? [root] : [])).toEqual(["КОРЕНЬ TEST"]);
});

test("the state of an authority is told by the clock", () => {
  const states = (at: Date) => describeAnchors(authority.anchors, at).map(({ state }) => state);
  expect(states(NOW)).toEqual(["in force", "in force"]);
  expect(states(new Date("2040-01-01"))).toEqual(["ended", "ended"]);
  expect(states(new Date("2000-01-01"))).toEqual(["not yet in force", "not yet in force"]);
});

test("what is no authority is not read, and a test authority is named as a reason against production", async () => {
  const person = await issueTo(authority.issuing);
  const file = join(folder, "person.cer");
  writeFileSync(file, person.certificate.der);
  expect(() => readAnchorFiles([file])).toThrow(/not a certificate of an authority/);
  expect(() => readAnchorFiles([join(folder, "absent.cer")])).toThrow(/does not exist/);
  expect(unfitness(authority.anchors, NOW)).toMatch(/demo or test authority/);
});
