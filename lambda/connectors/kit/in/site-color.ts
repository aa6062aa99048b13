import * as z from "zod/mini";

/** A site's colour behind its name, and what can be read on it. */

const HEX = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i;

export const ColorSetting = z.string().check(z.regex(HEX, "write a colour as #0a66c2"));

/**
 * Black or white, whichever stands out more: one of them always does by 4.5 to 1.
 * https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function inkOn(color: string): "#000" | "#fff" {
  const light = luminance(color);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#fff" : "#000";
}

/** How light a colour is, from 0 to 1. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (HEX.exec(color)?.slice(1) ?? []).map((two) => {
    const part = Number.parseInt(two, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
