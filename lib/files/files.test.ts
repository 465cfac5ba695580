import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { limits } from "@/lib/kernel";
import { acceptUpload, fileResponse, safeName } from ".";

const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const pdf = (...objects: string[]) => latin(`%PDF-1.7\n${objects.join("\n")}\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
const object = (number: number, body: string) => `${number} 0 obj\n${body}\nendobj`;
const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: "#0a7" } });

describe("an upload is taken by its content", () => {
  test.each(["jpeg", "png", "webp"] as const)("%s is written anew without metadata", async (format) => {
    const original = await picture()
      .withExif({ IFD0: { Copyright: "secret place" }, IFD3: { GPSLatitude: "43/1 15/1 0/1" } })
      .toFormat(format)
      .toBuffer();
    expect(original.includes("secret place")).toBe(true);
    const accepted = await acceptUpload(original, "C:\\scan\\Карта.exe");
    if (!accepted.ok) expect.unreachable(accepted.error.code);
    expect(accepted.value.mediaType).toBe(`image/${format}`);
    expect(accepted.value.name).toBe(`Карта.${format === "jpeg" ? "jpg" : format}`);
    expect(Buffer.from(accepted.value.bytes).includes("secret place")).toBe(false);
    const { width, height, exif } = await sharp(accepted.value.bytes).metadata();
    expect([width, height, exif]).toEqual([40, 20, undefined]);
  });

  test("a picture taken sideways is stored upright", async () => {
    const sideways = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const accepted = await acceptUpload(sideways, "a.jpg");
    if (!accepted.ok) expect.unreachable(accepted.error.code);
    const { width, height } = await sharp(accepted.value.bytes).metadata();
    expect([width, height]).toEqual([20, 40]);
  });

  test("what hides behind a picture's end does not survive", async () => {
    const original = await picture().png().toBuffer();
    const accepted = await acceptUpload(Buffer.concat([original, latin("<script>alert(1)</script>")]), "a.png");
    if (!accepted.ok) expect.unreachable(accepted.error.code);
    expect(Buffer.from(accepted.value.bytes).includes("script")).toBe(false);
  });

  test.each([
    ["a page", latin("<!doctype html><script>alert(1)</script>"), "files.not_image_or_pdf"],
    ["an SVG", latin('<svg xmlns="http://www.w3.org/2000/svg"/>'), "files.not_image_or_pdf"],
    ["a GIF", latin("GIF89a......"), "files.not_image_or_pdf"],
    ["an archive", latin("PK\u0003\u0004......"), "files.not_image_or_pdf"],
    ["first bytes of a JPEG alone", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), "files.not_image_or_pdf"],
    ["first bytes of a PDF alone", latin("%PDF-1.7 and then nothing"), "files.not_image_or_pdf"],
    ["nothing", new Uint8Array(0), "files.empty"],
  ])("%s is refused", async (_, bytes, code) => {
    expect(await acceptUpload(bytes, "scan.jpg")).toMatchObject({ ok: false, error: { code } });
  });

  test("10 MB pass the size check, one byte more does not", async () => {
    const filler = new Uint8Array(limits.uploadBytes);
    expect(await acceptUpload(filler, "a.jpg")).toMatchObject({ error: { code: "files.not_image_or_pdf" } });
    const over = new Uint8Array(limits.uploadBytes + 1);
    expect(await acceptUpload(over, "a.jpg")).toMatchObject({ error: { code: "files.too_large", megabytesMax: 10 } });
  });

  test("a small file that unpacks to too many pixels is refused before it is unpacked", async () => {
    const huge = await sharp({
      create: { width: 9000, height: 8000, channels: 3, background: "#fff" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(huge.length).toBeLessThan(1_000_000);
    expect(await acceptUpload(huge, "a.png")).toMatchObject({ error: { code: "files.too_many_pixels" } });
  });
});

describe("a PDF is kept as it is only when nothing in it acts", () => {
  const page = object(1, "<< /Type /Catalog /Pages 2 0 R >>");

  test.each([
    ["plain", pdf(page)],
    ["opening at a page", pdf(object(1, "<< /Type /Catalog /OpenAction [ 3 0 R /Fit ] /Pages 2 0 R >>"))],
    ["with a link", pdf(page, object(4, "<< /S /URI /URI (https://kgd.gov.kz) >>"))],
    ["with the word JavaScript in its text", pdf(page, object(4, "(learn /JavaScript today)"))],
    ["with two letters in a picture", pdf(page, object(4, "<< /Length 9 >>\nstream\nxx/JS yy/\nendstream"))],
  ])("%s: kept byte for byte", async (_, bytes) => {
    const accepted = await acceptUpload(bytes, "card.pdf");
    if (!accepted.ok) expect.unreachable(accepted.error.code);
    expect(accepted.value.bytes).toEqual(bytes);
  });

  const packed = (body: string, dictionary = "/Filter /FlateDecode") =>
    `<< /Type /ObjStm /N 1 /First 4 ${dictionary} >>\nstream\n${deflateSync(Buffer.from(body, "latin1")).toString("latin1")}\nendstream`;

  test.each([
    ["a script", pdf(page, object(4, "<< /S /JavaScript /JS (app.alert(1)) >>"))],
    ["a script spelled in codes", pdf(page, object(4, "<< /S /J#61va#53cript >>"))],
    ["an action at opening", pdf(object(1, "<< /Type /Catalog /OpenAction << /S /Named /N /Print >> >>"))],
    ["an action at opening by reference", pdf(object(1, "<< /Type /Catalog /OpenAction 9 0 R >>"))],
    ["an additional action", pdf(page, object(4, "<< /AA << >> >>"))],
    ["an attachment", pdf(page, object(4, "<< /Type /EmbeddedFile >>\nstream\nx\nendstream"))],
    ["a program to launch", pdf(page, object(4, "<< /S /Launch /F (calc.exe) >>"))],
    ["encryption", latin("%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF")],
    ["a script in a packed object", pdf(page, object(4, packed("7 0 << /S /JavaScript >>")))],
    [
      "a packing that cannot be undone",
      pdf(page, object(4, packed("7 0 << >>", "/Filter [/ASCIIHexDecode /FlateDecode]"))),
    ],
    [
      "an object hidden in a stream",
      pdf(page, object(4, "<< >>\nstream\n9 0 obj << /S /JavaScript >> endobj\nendstream")),
    ],
    ["an object hidden in a text", pdf(page, object(4, "(9 0 obj << /S /JavaScript >> endobj)"))],
  ])("%s: refused", async (_, bytes) => {
    expect(await acceptUpload(bytes, "card.pdf")).toEqual({ ok: false, error: { code: "files.pdf_active" } });
  });
});

describe("a file is sent so that it can do nothing in our pages", () => {
  const sent = (kind: "card_scan" | "contract", mediaType: "application/pdf" | "image/png", inline: boolean) =>
    fileResponse({ bytes: latin("x"), mediaType, name: 'Договор "А".pdf', kind }, { inline }).headers;

  test("an uploaded PDF is always a download in a sandbox, even when asked to be shown", () => {
    const headers = sent("card_scan", "application/pdf", true);
    expect(headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(headers.get("content-security-policy")).toMatch(/^sandbox;/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a picture and a paper of our own may be shown", () => {
    expect(sent("card_scan", "image/png", true).get("content-disposition")).toMatch(/^inline; /);
    expect(sent("contract", "application/pdf", true).get("content-disposition")).toMatch(/^inline; /);
    expect(sent("contract", "application/pdf", false).get("content-disposition")).toMatch(/^attachment; /);
  });

  test("a name reaches the disk whole and breaks no header", () => {
    const value = sent("contract", "application/pdf", false).get("content-disposition");
    expect(value).toBe(
      "attachment; filename=\"_______ ___.pdf\"; filename*=UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20%22%D0%90%22.pdf",
    );
    expect(safeName("../../etc/passwd", "application/pdf")).toBe("passwd.pdf");
    expect(safeName("a\r\nSet-Cookie: x.png", "image/png")).toBe("a Set-Cookie x.png");
    expect(safeName("..", "image/png")).toBe("file.png");
    expect(safeName(`${"я".repeat(400)}.pdf`, "application/pdf")).toHaveLength(124);
  });
});
