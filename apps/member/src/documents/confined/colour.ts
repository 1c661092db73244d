/** Colours, as far as it takes to say whether text can be told from what is behind it. */

/** 0xRRGGBB; "clear" where nothing is painted. */
export type Colour = number | "clear";

export const white = 0xffffff;
export const black = 0;

/** Two colours whose channels differ by less than this in sum cannot be told apart on a screen. */
const distanceMin = 24;

const names: Readonly<Record<string, Colour>> = {
  transparent: "clear",
  black: 0x000000,
  white: 0xffffff,
  snow: 0xfffafa,
  ivory: 0xfffff0,
  ghostwhite: 0xf8f8ff,
  whitesmoke: 0xf5f5f5,
  gray: 0x808080,
  grey: 0x808080,
  silver: 0xc0c0c0,
  lightgray: 0xd3d3d3,
  lightgrey: 0xd3d3d3,
  red: 0xff0000,
  green: 0x008000,
  blue: 0x0000ff,
  yellow: 0xffff00,
  orange: 0xffa500,
  purple: 0x800080,
  navy: 0x000080,
  maroon: 0x800000,
  teal: 0x008080,
  aqua: 0x00ffff,
  cyan: 0x00ffff,
  fuchsia: 0xff00ff,
  magenta: 0xff00ff,
  lime: 0x00ff00,
  olive: 0x808000,
};

const hexForm = /^#?([0-9a-f]{3,8})$/i;
const rgbForm =
  /^rgba?\(\s*([\d.]{1,8})(%?)[\s,]+([\d.]{1,8})%?[\s,]+([\d.]{1,8})%?(?:[\s,/]+([\d.]{1,8})(%?))?\s*\)$/i;

/** undefined for what is not a plain colour: gradients, variables, "inherit". */
export function parseColour(text: string): Colour | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > 64) return undefined;
  const named = Object.hasOwn(names, trimmed) ? names[trimmed] : undefined;
  if (named !== undefined) return named;
  const hex = hexForm.exec(trimmed)?.[1];
  if (hex !== undefined) return fromHexDigits(hex);
  const rgb = rgbForm.exec(trimmed);
  return rgb === null ? undefined : fromRgb(rgb);
}

function fromHexDigits(hex: string): Colour | undefined {
  if (hex.length === 3 || hex.length === 4) {
    if (hex[3] === "0") return "clear";
    return Number.parseInt(hex.slice(0, 3).replace(/./g, "$&$&"), 16);
  }
  if (hex.length !== 6 && hex.length !== 8) return undefined;
  return hex.length === 8 && hex.endsWith("00") ? "clear" : Number.parseInt(hex.slice(0, 6), 16);
}

function fromRgb(form: RegExpExecArray): Colour {
  const [, r, percent, g, b, alpha] = form;
  if (alpha !== undefined && Number(alpha) === 0) return "clear";
  const scale = percent === "%" ? 2.55 : 1;
  const channel = (text: string | undefined): number =>
    Math.max(0, Math.min(255, Math.round(Number(text ?? 0) * scale)));
  return channel(r) * 65_536 + channel(g) * 256 + channel(b);
}

/** Whether text of one colour on the other cannot be seen. */
export function blends(text: Colour, behind: Colour): boolean {
  if (text === "clear") return true;
  if (behind === "clear") return false;
  let distance = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    distance += Math.abs(((text >> shift) & 0xff) - ((behind >> shift) & 0xff));
  }
  return distance < distanceMin;
}
