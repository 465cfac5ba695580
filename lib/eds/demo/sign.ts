import forge from "node-forge";
import { bytesOf, type KeyPair, readCertificate } from "./certificates";

export type SignOrder = {
  readonly content: Uint8Array;
  readonly pair: KeyPair;
  /** PEM of the signer's certificate. */
  readonly certificate: string;
  /** Whether the content travels inside. */
  readonly attached: boolean;
  readonly at: Date;
};

const { pki, pkcs7 } = forge;
const { data, sha256, contentType, messageDigest, signingTime } = pki.oids as Record<string, string>; // cast: names the package has

/** Signs as NCALayer does: one signer, his certificate, signed attributes, SHA-256. Answers DER. */
export function signCms({ content, pair, certificate, attached, at }: SignOrder): Uint8Array {
  const message = pkcs7.createSignedData();
  message.content = forge.util.createBuffer(Buffer.from(content).toString("latin1"));
  const signer = readCertificate(certificate);
  message.addCertificate(signer);
  message.addSigner({
    key: pair.privateKey,
    certificate: signer,
    digestAlgorithm: sha256 ?? "",
    authenticatedAttributes: [
      { type: contentType ?? "", value: data ?? "" },
      { type: messageDigest ?? "" },
      // cast: the package takes a Date here, its types say text
      { type: signingTime ?? "", value: at as unknown as string },
    ],
  });
  message.sign({ detached: !attached });
  return bytesOf(forge.asn1.toDer(message.toAsn1()));
}

/** The armour in which the newer module of NCALayer hands a signature over. */
export function armour(cms: Uint8Array): string {
  const lines =
    Buffer.from(cms)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CMS-----\n${lines.join("\n")}\n-----END CMS-----\n`;
}
