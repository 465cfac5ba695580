/**
 * KZ-1048 (ҚР СТ 1048-2002), the code page of Kazakh letters that receipt printers know: the upper half, 0x80 to 0xFF. `\0` stands
 * for the one position that is empty.
 */
const UPPER =
  "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\0™љ›њқһџ\u00a0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00ad®Ү°±Ііөµ¶·ё№ғ»әҢңү" +
  "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";

const BYTES = new Map([...UPPER].map((sign, index) => [sign, 0x80 + index]));
const UNKNOWN = "?".charCodeAt(0);

/** A text in KZ-1048. What the page has no sign for becomes `?`; a control character becomes a space, so that no text is a command. */
export const toKz1048 = (text: string): Uint8Array =>
  Uint8Array.from([...text], (sign) => {
    const code = sign.codePointAt(0) ?? UNKNOWN;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0x20;
    return code < 0x7f ? code : (BYTES.get(sign) ?? UNKNOWN);
  });
