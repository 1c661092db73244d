/** Classes of characters in regular expressions: `[a-z]`, `\d`, `[[:alpha:]]`, `\x41`. */

import { RegexFault } from "./regex-fault.ts";

export type Takes = (code: number) => boolean;

const named: Readonly<Record<string, Takes>> = {
  alnum: (code) => isDigit(code) || isLetter(code),
  alpha: (code) => isLetter(code),
  digit: (code) => isDigit(code),
  lower: (code) => code >= 97 && code <= 122,
  upper: (code) => code >= 65 && code <= 90,
  punct: (code) => code > 32 && code < 127 && !isDigit(code) && !isLetter(code),
  space: (code) => isSpace(code),
  word: (code) => isWord(code),
  xdigit: (code) => isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70),
};
const shorthand: Readonly<Record<string, Takes>> = {
  d: (code) => isDigit(code),
  D: (code) => !isDigit(code),
  w: (code) => isWord(code),
  W: (code) => !isWord(code),
  s: (code) => isSpace(code),
  S: (code) => !isSpace(code),
  h: (code) => code === 32 || code === 9,
  N: (code) => code !== 10,
};
const control: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, e: 27, a: 7 };

/** `from` is after the `[`. Throws `RegexFault`. */
export function readClass(
  source: string,
  from: number,
  ignoresCase: boolean,
): { takes: Takes; end: number } {
  let at = from;
  const negated = source[at] === "^";
  if (negated) at += 1;
  const parts: Takes[] = [];
  for (let first = true; ; first = false) {
    if (at >= source.length) throw new RegexFault("a [ is not closed", true);
    if (source[at] === "]" && !first) break;
    const posix = /^\[:(\^?)([a-z]{1,8}):\]/.exec(source.slice(at, at + 14));
    if (posix !== null) {
      const takes = named[posix[2] ?? ""];
      if (takes === undefined) throw new RegexFault("an unknown class of characters", true);
      parts.push(posix[1] === "^" ? (code) => !takes(code) : takes);
      at += posix[0].length;
      continue;
    }
    const low = readMember(source, at);
    at = low.end;
    const isRange = source[at] === "-" && source[at + 1] !== "]" && low.code !== undefined;
    if (!isRange) {
      parts.push(low.takes);
      continue;
    }
    const high = readMember(source, at + 1);
    at = high.end;
    parts.push(between(low.code, high.code));
  }
  const any = (code: number): boolean => parts.some((takes) => takes(code));
  const folded = ignoresCase ? (code: number) => bothCases(code).some(any) : any;
  return { takes: negated ? (code) => !folded(code) : folded, end: at + 1 };
}

/** `from` is after the backslash. */
export function classEscape(
  source: string,
  from: number,
  ignoresCase: boolean,
): { takes: Takes; end: number } {
  const { takes, end } = readEscape(source, from);
  return { takes: ignoresCase ? (code) => bothCases(code).some(takes) : takes, end };
}

interface Member {
  readonly takes: Takes;
  /** Undefined where it is a class of its own. */
  readonly code: number | undefined;
  readonly end: number;
}

function readMember(source: string, at: number): Member {
  if (source[at] === "\\") {
    if (source[at + 1] === "b") return single(8, at + 2);
    return readEscape(source, at + 1);
  }
  const code = source.codePointAt(at);
  if (code === undefined) throw new RegexFault("a [ is not closed", true);
  return single(code, at + (code > 0xffff ? 2 : 1));
}

function readEscape(source: string, at: number): Member {
  const letter = source.charAt(at);
  const takes = Object.hasOwn(shorthand, letter) ? shorthand[letter] : undefined;
  if (takes !== undefined) return { takes, code: undefined, end: at + 1 };
  if (Object.hasOwn(control, letter)) return single(control[letter] ?? 0, at + 1);
  const hex = /^(?:x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(
    source.slice(at, at + 10),
  );
  if (hex !== null) {
    return single(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? "0", 16), at + hex[0].length);
  }
  if (letter === "0") return single(0, at + 1);
  if (letter === "" || /[A-Za-z0-9]/.test(letter)) {
    throw new RegexFault("this escape is not supported", false);
  }
  const code = source.codePointAt(at) ?? 0;
  return single(code, at + (code > 0xffff ? 2 : 1));
}

function single(code: number, end: number): Member {
  return { takes: (other) => other === code, code, end };
}

function between(low: number | undefined, high: number | undefined): Takes {
  if (low === undefined || high === undefined || high < low) {
    throw new RegexFault("a range of characters is out of order", true);
  }
  return (code) => code >= low && code <= high;
}

function bothCases(code: number): number[] {
  const letter = String.fromCodePoint(code);
  const cases = [letter.toLowerCase(), letter.toUpperCase()];
  return [code, ...cases.map((it) => it.codePointAt(0) ?? code)];
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isWord(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 95;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
