/**
 * The part of CSS that hides text: inline declarations, and rules whose selector is one simple or
 * compound selector. Rules with combinators or conditions are passed over, so text that only they
 * hide stays, where the reviewer sees it.
 */

import { type Colour, parseColour } from "./colour.ts";

/** What declarations say about being seen; a key is absent where they say nothing. */
export interface Look {
  /** Not shown whatever is inside: display, opacity, clipping, off the page, no size. */
  gone?: boolean;
  invisible?: boolean;
  colour?: Colour;
  /** undefined inside where a picture or gradient is behind: then nobody can tell. */
  behind?: Colour | "unknown";
  /** In CSS pixels; a share of the parent's for em and %. */
  size?: { readonly px: number } | { readonly share: number };
}

const declarationsMax = 200;
const rulesMax = 5_000;
const farAwayPx = 500;
const lengthForm = /^(-?[\d.]{1,12})([a-z%]{0,4})$/;
const pxPerUnit: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 37.8,
  mm: 3.78,
  rem: 16,
};

export function parseLook(declarations: string): Look {
  const look: Look = {};
  const said = new Map<string, string>();
  for (const declaration of declarations.split(";", declarationsMax)) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration.slice(colon + 1).replace(/!\s*important\s*$/i, "");
    said.set(declaration.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  readShown(said, look);
  readColours(said, look);
  const size = said.get("font-size");
  const parsed = size === undefined ? undefined : parseSize(size);
  if (parsed !== undefined) look.size = parsed;
  return look;
}

function readShown(said: ReadonlyMap<string, string>, look: Look): void {
  const display = said.get("display");
  const opacity = Number.parseFloat(said.get("opacity") ?? "1");
  const clipped = said.get("overflow")?.startsWith("hidden") === true;
  const away = ["left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent"];
  if (
    display === "none" ||
    said.get("mso-hide") === "all" ||
    opacity < 0.05 ||
    isZero(said.get("max-height")) ||
    isZero(said.get("max-width")) ||
    (clipped && (isZero(said.get("height")) || isZero(said.get("width")))) ||
    /^rect\(0(?:px)?[\s,]+0(?:px)?[\s,]+0(?:px)?[\s,]+0(?:px)?\)$/.test(said.get("clip") ?? "") ||
    /^(?:inset\((?:5\d|[6-9]\d|100)%\)|circle\(0)/.test(said.get("clip-path") ?? "") ||
    /^scale[xy]?\(0/.test(said.get("transform") ?? "") ||
    away.some((name) => lengthPx(said.get(name) ?? "") < -farAwayPx)
  ) {
    look.gone = true;
  } else if (display !== undefined) {
    look.gone = false;
  }
  const visibility = said.get("visibility");
  if (visibility !== undefined) look.invisible = visibility !== "visible";
}

function readColours(said: ReadonlyMap<string, string>, look: Look): void {
  const colour = parseColour(said.get("-webkit-text-fill-color") ?? said.get("color") ?? "");
  if (colour !== undefined) look.colour = colour;
  const image = said.get("background-image");
  const background = said.get("background-color") ?? said.get("background");
  if (image !== undefined && image !== "none") {
    look.behind = "unknown";
  } else if (background !== undefined) {
    const behind = parseColour(background) ?? parseColour(background.split(/\s/, 1)[0] ?? "");
    if (behind !== "clear") look.behind = behind ?? "unknown";
  }
}

function isZero(value: string | undefined): boolean {
  return value !== undefined && Math.abs(lengthPx(value)) <= 1;
}

/** NaN for what is not a length, which every comparison then denies. */
function lengthPx(value: string): number {
  const [, number, unit = ""] = lengthForm.exec(value) ?? [];
  const scale = Object.hasOwn(pxPerUnit, unit) ? pxPerUnit[unit] : unit === "em" ? 16 : undefined;
  return number === undefined || scale === undefined ? Number.NaN : Number(number) * scale;
}

export function parseSize(value: string): Look["size"] {
  const [, number, unit] = lengthForm.exec(value) ?? [];
  if (number === undefined) return undefined;
  if (unit === "em") return { share: Number(number) };
  if (unit === "%") return { share: Number(number) / 100 };
  const px = lengthPx(value);
  return Number.isNaN(px) ? undefined : { px };
}

/** Rules by the most specific piece of their selector: "#id", ".class" or "tag". */
export interface StyleRules {
  readonly empty: boolean;
  add(sheet: string): void;
  find(name: string, classes: readonly string[], id: string | undefined): Look;
}

interface Rule {
  readonly tag: string | undefined;
  readonly classes: readonly string[];
  readonly look: Look;
}

const compound = /^([a-z][a-z0-9-]*|\*)?((?:[.#][\w-]+)*)$/i;

export function createStyleRules(): StyleRules {
  const rules = new Map<string, Rule[]>();
  let count = 0;
  const addSelector = (selector: string, look: Look): void => {
    const form = compound.exec(selector);
    if (form === null || selector === "" || count >= rulesMax) return;
    const pieces = form[2]?.match(/[.#][\w-]+/g) ?? [];
    const id = pieces.find((piece) => piece.startsWith("#"));
    const classes = pieces.filter((piece) => piece.startsWith("."));
    const tag = form[1] === undefined || form[1] === "*" ? undefined : form[1].toLowerCase();
    const key = id ?? classes[0] ?? tag ?? "*";
    const row = rules.get(key) ?? [];
    row.push({ tag, classes, look });
    rules.set(key, row);
    count += 1;
  };
  return {
    get empty() {
      return count === 0;
    },
    add: (sheet) => {
      for (const { selector, body } of flatRules(sheet)) {
        const look = parseLook(body);
        if (Object.keys(look).length === 0) continue;
        for (const one of selector.split(",")) addSelector(one.trim(), look);
      }
    },
    find: (name, classes, id) => {
      const dotted = classes.map((one) => `.${one}`);
      const look: Look = {};
      const keys = ["*", name, ...dotted, ...(id === undefined ? [] : [`#${id}`])];
      for (const key of keys) {
        for (const rule of rules.get(key) ?? []) {
          const fits = rule.tag === undefined || rule.tag === name;
          if (fits && rule.classes.every((one) => dotted.includes(one))) {
            Object.assign(look, rule.look);
          }
        }
      }
      return look;
    },
  };
}

/** The rules outside any @-block, comments removed. */
function flatRules(sheet: string): { selector: string; body: string }[] {
  const text = withoutComments(sheet).replaceAll("<!--", " ").replaceAll("-->", " ");
  const found: { selector: string; body: string }[] = [];
  const brace = /[{};]/g;
  let depth = 0;
  let from = 0;
  let open = 0;
  let nested = false;
  for (let hit = brace.exec(text); hit !== null; hit = brace.exec(text)) {
    if (hit[0] === ";") {
      if (depth === 0) from = hit.index + 1;
    } else if (hit[0] === "{") {
      if (depth === 0) open = hit.index;
      else nested = true;
      depth += 1;
    } else {
      if (depth === 1 && !nested) {
        found.push({ selector: text.slice(from, open), body: text.slice(open + 1, hit.index) });
      }
      depth = Math.max(0, depth - 1);
      if (depth === 0) {
        from = hit.index + 1;
        nested = false;
      }
    }
  }
  return found;
}

function withoutComments(sheet: string): string {
  const kept: string[] = [];
  let at = 0;
  while (at < sheet.length) {
    const open = sheet.indexOf("/*", at);
    if (open < 0) break;
    kept.push(sheet.slice(at, open));
    const close = sheet.indexOf("*/", open + 2);
    at = close < 0 ? sheet.length : close + 2;
  }
  kept.push(sheet.slice(at));
  return kept.join(" ");
}
