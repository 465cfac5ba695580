import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { certify } from "@/lib/eds/demo/certificates";
import { newKey } from "@/lib/eds/demo/signing-key";
import { AUTHORITY, type Authority, inDays, makeAuthority, NOW } from "@/tests/support/cms";
import { fingerprintOf, parseCertificate } from "../core/certificate";
import { readTrustStore, TrustStoreError } from "./store";

// Making keys is slow on a busy machine.

let folder: string;
let authority: Authority;
let production: Uint8Array[];
const demoAnchors = () => authority.anchors.map(({ der }) => der);

/** A root and an authority with names that production may have. */
async function realAuthority(notAfter: Date): Promise<Uint8Array[]> {
  const [top, below] = await Promise.all([newKey("gost2015"), newKey("gost2015")]);
  const dates = { notBefore: inDays(-800), notAfter };
  const certificate = certify({
    ...{ subject: [["2.5.4.3", "КОРЕНЬ"]], publicKey: top.publicDer, issuer: null, ownKey: top, extensions: AUTHORITY },
    ...dates,
  });
  const root = { certificate, key: top };
  const issuing = certify({
    subject: [["2.5.4.3", "ЦЕНТР"]],
    publicKey: below.publicDer,
    issuer: root,
    extensions: AUTHORITY,
    ...dates,
  });
  return [certificate.der, issuing.der];
}

beforeAll(async () => {
  authority = await makeAuthority();
  production = await realAuthority(inDays(100));
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tiyn-test-anchors-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pinOf = (der: Uint8Array): string => {
  const certificate = parseCertificate(der);
  return certificate ? fingerprintOf(certificate) : "";
};

function put(anchors: readonly Uint8Array[], pins = anchors.map(pinOf)): void {
  for (const [index, der] of anchors.entries()) writeFileSync(join(folder, `${index}.cer`), der);
  writeFileSync(join(folder, "pins.txt"), `# pins\n${pins.map((pin) => `${pin}  a name\n`).join("")}`);
}

const read = (
  mode: "demo" | "production",
  anchorsDir: string | null = folder,
  demoAnchors: readonly Uint8Array[] = [],
) => readTrustStore({ mode, anchorsDir: anchorsDir ?? undefined, demoAnchors }, NOW);

describe("the trust store", () => {
  test("production takes pinned authorities, PEM or DER", () => {
    put(production);
    const [root = new Uint8Array()] = production;
    const pem = `-----BEGIN CERTIFICATE-----\r\n${Buffer.from(root).toString("base64")}\r\n-----END CERTIFICATE-----\r\n`;
    writeFileSync(join(folder, "0.cer"), pem);
    expect(read("production").anchors).toHaveLength(2);
  });

  test.each([
    ["nothing is configured", () => undefined, /needs the authority's certificates/],
    ["a file has no pin", () => put(production, [pinOf(production[0] ?? new Uint8Array())]), /has no pin/],
    ["a pin has no file", () => put(production, [...production.map(pinOf), "a".repeat(64)]), /absent/],
    ["a pin is no hash", () => put(production, ["abc"]), /not a SHA-256/],
    [
      "a file is no certificate",
      () => {
        put(production);
        writeFileSync(join(folder, "x.crt"), "hello");
      },
      /not a certificate/,
    ],
    ["there are no pins", () => writeFileSync(join(folder, "0.cer"), production[0] ?? ""), /pins.txt/],
    ["the root is missing", () => put(production.slice(1)), /root above/],
    ["a test authority is among them", () => put([...production, ...demoAnchors()]), /demo or test authority/],
  ])("production does not start when %s", (_, arrange, message) => {
    arrange();
    const dir = message.source.startsWith("needs") ? null : folder;
    expect(() => readTrustStore({ mode: "production", anchorsDir: dir ?? undefined, demoAnchors: [] }, NOW)).toThrow(
      message,
    );
  });

  test("production does not start on a set that has run out", async () => {
    put(await realAuthority(inDays(-1)));
    expect(() => read("production")).toThrow(TrustStoreError);
  });

  test("the demo authority is believed in the demo and never looked at in production", () => {
    put(production);
    expect(read("demo", null, demoAnchors()).anchors).toHaveLength(2);
    expect(read("demo", folder, demoAnchors()).anchors).toHaveLength(4);
    expect(read("production", folder, demoAnchors()).anchors).toHaveLength(2);
  });
});
