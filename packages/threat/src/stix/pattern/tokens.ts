/** The words of a STIX pattern, read in one pass. STIX 2.1 §9.2, §9.6. */

export type TokenKind =
  "word" | "string" | "integer" | "float" | "timestamp" | "hex" | "binary" | "sign" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** A literal's content, with its escapes resolved; else the text. */
  readonly text: string;
  readonly at: number;
  /** Where the next one begins, at the earliest. */
  readonly end: number;
}

/** Characters of one pattern. */
export const patternCharsMax = 262_144;

export class PatternFault extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.name = "PatternFault";
    this.at = at;
  }
}

const quote = 39;
const backslash = 92;
const twoSigns = new Set(["!=", "<>", "<=", ">=", "=="]);
const prefixed: Readonly<Record<string, TokenKind>> = { t: "timestamp", h: "hex", b: "binary" };

/** Throws `PatternFault`. */
export function readToken(text: string, from: number): Token {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  if (at >= text.length) return { kind: "end", text: "", at, end: at };
  const code = text.charCodeAt(at);
  if (code === quote) return literal(text, "string", at, at);
  const kind = prefixed[text.charAt(at)];
  if (kind !== undefined && text.charCodeAt(at + 1) === quote)
    return literal(text, kind, at, at + 1);
  if (isWordStart(code)) return word(text, at);
  if (isDigit(code) || ((code === 45 || code === 43) && isNumberAt(text, at + 1))) {
    return number(text, at);
  }
  if (code === 46 && isDigit(text.charCodeAt(at + 1))) return number(text, at);
  const sign = signAt(text, at);
  return { kind: "sign", text: sign, at, end: at + sign.length };
}

function signAt(text: string, at: number): string {
  const one = text.charAt(at);
  const next = text.charCodeAt(at + 1);
  // Only a sign of order or equality can have a second half, = or >.
  if ((next === 61 || next === 62) && "=<>!".includes(one)) {
    const two = text.slice(at, at + 2);
    if (twoSigns.has(two)) return two;
  }
  if (!"=<>()[].,:*!".includes(one)) throw new PatternFault(at, "unexpected character");
  return one;
}

function literal(text: string, kind: TokenKind, at: number, open: number): Token {
  let value = "";
  let from = open + 1;
  for (let next = from; ; next += 1) {
    if (next >= text.length) throw new PatternFault(at, "a quoted value is not closed");
    const code = text.charCodeAt(next);
    if (code === backslash) {
      const escaped = text.charCodeAt(next + 1);
      // An escape stands for the quote and for itself; before anything else the value keeps both.
      if (escaped === quote || escaped === backslash) {
        value += text.slice(from, next);
        from = next + 1;
      }
      next += 1;
    } else if (code === quote) {
      value += text.slice(from, next);
      return { kind, text: value, at, end: next + 1 };
    }
  }
}

/** A name: letters, digits, _ and, inside, hyphens; with a hyphen it can only be a type. */
function word(text: string, at: number): Token {
  let end = at + 1;
  while (isWordPart(text.charCodeAt(end))) end += 1;
  return { kind: "word", text: text.slice(at, end), at, end };
}

function number(text: string, at: number): Token {
  let end = at;
  let dots = 0;
  if (!isDigit(text.charCodeAt(end)) && text[end] !== ".") end += 1;
  while (isDigit(text.charCodeAt(end)) || text[end] === ".") {
    if (text[end] === ".") dots += 1;
    end += 1;
  }
  // An exponent belongs to a number with a point.
  if (/^[eE][+-]?[0-9]/.test(text.slice(end, end + 3)) && dots === 1) {
    end += 2;
    while (isDigit(text.charCodeAt(end))) end += 1;
  }
  const value = text.slice(at, end);
  const isWhole = /^[+-]?(?:0|[1-9][0-9]*)$/.test(value);
  if (isWhole) return { kind: "integer", text: value, at, end };
  if (/^[+-]?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?$/.test(value)) {
    return { kind: "float", text: value, at, end };
  }
  throw new PatternFault(at, "not a number");
}

function isNumberAt(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at)) || (text[at] === "." && isDigit(text.charCodeAt(at + 1)));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 45;
}

function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code === 0x85 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000;
}
