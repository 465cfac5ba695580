/** The part of fontkit that we use; the package brings no types. */
declare module "fontkit" {
  export type Glyph = { readonly path: { toSVG(): string } };
  export type GlyphRun = {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[];
    readonly advanceWidth: number;
  };
  export type Font = { readonly unitsPerEm: number; readonly ascent: number; layout(text: string): GlyphRun };
  export function create(bytes: Uint8Array): Font;
}
