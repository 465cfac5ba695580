import type { Locator } from "@playwright/test";
import jsQR from "jsqr";
import sharp from "sharp";

/** Reads a QR off the screen, as a buyer's phone would. */
export async function readQr(drawn: Locator): Promise<string> {
  const { data, info } = await sharp(await drawn.screenshot())
    .resize({ width: 600, kernel: "nearest" })
    .extend({ top: 40, bottom: 40, left: 40, right: 40, background: "white" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = jsQR(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error("no phone could read this QR");
  return found.data;
}
