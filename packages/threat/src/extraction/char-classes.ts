/**
 * One table look-up tells what a UTF-16 unit can be part of. Everything that the scanner decides
 * about single characters is in here.
 */

export const wordBit = 1;
export const digitBit = 2;
/** a to f, either case. */
export const hexLetterBit = 4;
/** g to z, either case. */
export const otherLetterBit = 8;
export const upperBit = 16;
/** Hyphen and underscore: inside a word, never its sense. */
export const joinBit = 32;
/** Beyond ASCII, or invisible: the word must be folded before it is compared. */
export const foreignBit = 64;
export const spaceBit = 128;
/** May begin a dot, an at sign or a colon in one of its disguises. */
export const fangBit = 256;
/** May stand in the path, query or fragment of a URL. */
export const urlBit = 512;
/** May stand in the local part of a mail address besides word characters and dots. */
export const localBit = 1024;
/** Begins something that is no word: a path, a variable, a number with country code. */
export const openerBit = 2048;
/** Letters of scripts that put no space between words: for a word of ASCII they are its end. */
export const unspacedBit = 4096;

const invisible: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
const spaces: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
/** Beyond ASCII, neither letter nor digit: punctuation, symbols, private use, halves of pairs. */
const marks: readonly (readonly [number, number])[] = [
  [0x80, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x2000, 0x2bff],
  [0x2e00, 0x2e7f],
  [0x3000, 0x303f],
  [0xd800, 0xf8ff],
  [0xfd3e, 0xfd3f],
  [0xfe10, 0xfe6f],
  [0xff01, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
  [0xffe0, 0xffff],
];

/** Thai; kana, bopomofo, ideographs; Hangul, whose particles stick to what is in front of them. */
const unspaced: readonly (readonly [number, number])[] = [
  [0x0e01, 0x0e4e],
  [0x3041, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
];

/** Dots and at signs of other scripts, and hyphens that word processors put in. */
const foreignFangs = [0x3002, 0xff0e, 0xff61, 0x2024, 0xff20, 0xfe52];
const foreignHyphens = [0x2010, 0x2011, 0xff0d, 0xfe63];

function makeClasses(): Uint16Array {
  const table = new Uint16Array(65536);
  const set = (chars: string, bits: number) => {
    for (let at = 0; at < chars.length; at += 1) {
      const code = chars.charCodeAt(at);
      table[code] = (table[code] ?? 0) | bits;
    }
  };
  const setRanges = (ranges: readonly (readonly [number, number])[], bits: number) => {
    for (const [first, last] of ranges) table.fill(bits, first, last + 1);
  };
  table.fill(wordBit | foreignBit, 0x80);
  setRanges(marks, 0);
  setRanges(unspaced, unspacedBit | foreignBit | openerBit);
  setRanges(spaces, spaceBit);
  setRanges(invisible, wordBit | foreignBit);
  for (const code of foreignFangs) table[code] = fangBit;
  for (const code of foreignHyphens) table[code] = wordBit | joinBit | foreignBit;
  set("0123456789", wordBit | digitBit | urlBit | localBit);
  set("abcdef", wordBit | hexLetterBit | urlBit | localBit);
  set("ABCDEF", wordBit | hexLetterBit | upperBit | urlBit | localBit);
  set("ghijklmnopqrstuvwxyz", wordBit | otherLetterBit | urlBit | localBit);
  set("GHIJKLMNOPQRSTUVWXYZ", wordBit | otherLetterBit | upperBit | urlBit | localBit);
  set("-_", wordBit | joinBit | urlBit | localBit);
  set(".[({<@:\\%&", fangBit);
  set(".~!$'()*+,;=:@%/?#&", urlBit);
  set(".+%'&~", localBit);
  set("\\/%+~:[$", openerBit);
  return table;
}

/** The bits of every unit. */
export const charClasses: Readonly<Uint16Array> = makeClasses();

/** The bits of the unit at this place; 0 beyond the end. */
export function classAt(text: string, at: number): number {
  // Looking up what is not there, once, makes every later look-up several times slower.
  return at >= 0 && at < text.length ? (charClasses[text.charCodeAt(at)] ?? 0) : 0;
}

export function isWordAt(text: string, at: number): boolean {
  return (classAt(text, at) & wordBit) !== 0;
}

export function isDigitAt(text: string, at: number): boolean {
  return (classAt(text, at) & digitBit) !== 0;
}

export function isHexAt(text: string, at: number): boolean {
  return (classAt(text, at) & (digitBit | hexLetterBit)) !== 0;
}

/** End of the word that begins here. */
export function wordEnd(text: string, start: number): number {
  let at = start;
  while ((classAt(text, at) & wordBit) !== 0) at += 1;
  return at;
}

/** Bits of all units of the word together. */
export function wordFlags(text: string, start: number, end: number): number {
  let flags = 0;
  for (let at = start; at < end; at += 1) flags |= classAt(text, at);
  return flags;
}

export function isHexFlags(flags: number): boolean {
  return (flags & (otherLetterBit | joinBit | foreignBit)) === 0;
}

export const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** One step of FNV-1a with the character in lower case. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ (code | 32), hashPrime);
}

/** FNV-1a over letters and digits in lower case; hyphens and underscores do not count. */
export function foldHash(text: string, start: number, end: number, from = hashSeed): number {
  let hash = from;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (((charClasses[code] ?? 0) & joinBit) === 0) hash = hashStep(hash, code);
  }
  return hash;
}
