/** Whether a run of a DOCX can be seen: hidden, tiny, in the colour of what is behind it, blacked out. */

import { black, blends, type Colour, parseColour, white } from "./colour.ts";
import { readXmlTokens, type XmlSink } from "./xml-tokens.ts";

/** What properties say; a key is absent where they say nothing. */
export interface RunLook {
  vanish?: boolean;
  /** "auto" is black on light and white on dark, so it is always seen. */
  colour?: Colour | "auto";
  /** In half points. */
  size?: number;
  highlight?: Colour;
  shade?: Colour;
  style?: string;
}

export interface DocxStyles {
  /** Everything that a style and those under it say. */
  look(id: string | undefined): RunLook;
  readonly defaults: RunLook;
  /** A table style that shades cells: then nobody can tell what is behind text. */
  shades(id: string): boolean;
}

export type Seen = "seen" | "hidden" | "covered";

const sizeMin = 4;
const chainMax = 20;
const highlights: Readonly<Record<string, Colour>> = {
  black,
  white,
  darkGray: 0x808080,
  lightGray: 0xc0c0c0,
  yellow: 0xffff00,
  green: 0x00ff00,
  cyan: 0x00ffff,
  magenta: 0xff00ff,
  blue: 0x0000ff,
  red: 0xff0000,
  darkBlue: 0x000080,
  darkCyan: 0x008080,
  darkGreen: 0x008000,
  darkMagenta: 0x800080,
  darkRed: 0x800000,
  darkYellow: 0x808000,
};

/** Takes one property element into a look. */
export function addProperty(
  look: RunLook,
  name: string,
  attribute: (name: string) => string | undefined,
): void {
  const value = attribute("w:val");
  switch (name) {
    case "w:vanish":
    case "w:specVanish":
      look.vanish = value === undefined || !["0", "false", "off"].includes(value);
      return;
    case "w:color":
      look.colour = value === "auto" ? "auto" : (parseColour(value ?? "") ?? "auto");
      return;
    case "w:sz":
      look.size = Number(value ?? 24);
      return;
    case "w:highlight":
      if (value !== undefined && Object.hasOwn(highlights, value)) {
        look.highlight = highlights[value] ?? "clear";
      }
      return;
    case "w:shd": {
      const fill = attribute(value === "solid" ? "w:color" : "w:fill") ?? "auto";
      const shade = fill === "auto" ? (value === "solid" ? black : undefined) : parseColour(fill);
      if (shade !== undefined) look.shade = shade;
      return;
    }
    case "w:rStyle":
    case "w:pStyle":
    case "w:tblStyle":
      if (value !== undefined) look.style = value;
  }
}

export function readStyles(content: Uint8Array | undefined): DocxStyles {
  const own = new Map<string, { look: RunLook; basedOn?: string; shades: boolean }>();
  const defaults: RunLook = {};
  if (content !== undefined) readXmlTokens(content, stylesSink(own, defaults));
  const resolved = new Map<string, RunLook>();
  return {
    defaults,
    look: (id) => {
      if (id === undefined) return {};
      const known = resolved.get(id);
      if (known !== undefined) return known;
      const chain: RunLook[] = [];
      for (let at: string | undefined = id; at !== undefined && chain.length < chainMax;) {
        const style = own.get(at);
        chain.push(style?.look ?? {});
        at = style?.basedOn;
      }
      const look: RunLook = {};
      for (const one of chain.reverse()) Object.assign(look, one);
      resolved.set(id, look);
      return look;
    },
    shades: (id) => own.get(id)?.shades ?? true,
  };
}

function stylesSink(
  own: Map<string, { look: RunLook; basedOn?: string; shades: boolean }>,
  defaults: RunLook,
): XmlSink {
  let current: { look: RunLook; basedOn?: string; shades: boolean } | undefined;
  let inDefaults = false;
  return {
    open: (name, attribute) => {
      if (name === "w:rPrDefault") inDefaults = true;
      else if (name === "w:style") {
        current = { look: {}, shades: false };
        own.set(attribute("w:styleId") ?? "", current);
      } else if (inDefaults) addProperty(defaults, name, attribute);
      else if (current !== undefined) {
        const base = attribute("w:val");
        if (name === "w:basedOn" && base !== undefined) current.basedOn = base;
        else if (name === "w:shd") current.shades = true;
        addProperty(current.look, name, attribute);
      }
    },
    close: (name) => {
      if (name === "w:rPrDefault") inDefaults = false;
      if (name === "w:style") current = undefined;
    },
    text: () => undefined,
  };
}

/** `behind` is what paragraph, cell or page paint; "unknown" where a table style paints. */
export function seen(look: RunLook, behind: Colour | "unknown"): Seen {
  if (look.vanish === true) return "hidden";
  if (look.size !== undefined && look.size < sizeMin) return "hidden";
  const mark = look.highlight ?? look.shade;
  const colour = look.colour ?? "auto";
  if (mark !== undefined && mark !== "clear") {
    // Blacked out: Word would turn automatic text white, but what was meant is that nobody reads it.
    const text = colour === "auto" ? black : colour;
    return blends(text, mark) ? (blends(mark, white) ? "hidden" : "covered") : "seen";
  }
  if (colour === "auto" || behind === "unknown" || !blends(colour, behind)) return "seen";
  return blends(behind, white) ? "hidden" : "covered";
}
