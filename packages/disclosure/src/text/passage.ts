/**
 * Text as detectors read it: compatibility forms and look-alike letters folded to Latin, marks,
 * zero-width characters and soft hyphens dropped, with a map back to the original. Unicode NFKD,
 * UTS #39. The text stays in the node.
 */

import { unitsOf } from "@tocsin/kernel/units";
import { foldConfusable } from "./confusables.ts";
import { onceEach } from "./once.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Passage {
  readonly original: string;
  /** Folded, with the case of the original. */
  readonly text: string;
  /** As `text`, in lower case, character for character. */
  readonly lower: string;
  /** UTF-16 units of `text`: read one by one they cost a third of what a string does. */
  readonly codes: Uint16Array;
  /** Each offset is the same in the original. */
  readonly isInPlace: boolean;
  /** UTF-16 offsets into the original for offsets into `text`. */
  spanOf(start: number, end: number): Span;
}

/** Fillers that Unicode counts as letters or marks, beside what is invisible by category. */
const invisible = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0]);
const marksAndFormats = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** The same of Latin, Greek and Cyrillic letters and of European signs: the engine takes milliseconds for its classes. */
const ofEurope =
  /[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]/;
const isEuropean = (code: number): boolean => code < 0x590 || (code >= 0x1e00 && code < 0x2c00);
const spaces = /[\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const dashes =
  /[-\u058a\u05be\u1400\u1806\u2010-\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d]|\ud803[\udd6e\udead]/;
const doubleQuotes = /[\u201c-\u201f\u00ab\u00bb\u2033\u301d-\u301f]/;
const singleQuotes = /[\u2018-\u201b\u2032\u02b9\u02bc\u00b4]/;
const foldedCharMax = 18;

type Place = (start: number, end: number) => Span;

const inPlace: Place = (start, end) => ({ start, end });

/** Lower case and units are made when they are first asked for. */
class TextPassage implements Passage {
  readonly original: string;
  readonly text: string;
  readonly spanOf: Place;
  #lower: string | undefined;
  #codes: Uint16Array | undefined;

  constructor(original: string, text: string, spanOf: Place) {
    this.original = original;
    this.text = text;
    this.spanOf = spanOf;
  }

  get isInPlace(): boolean {
    return this.spanOf === inPlace;
  }

  get lower(): string {
    return (this.#lower ??= lowered(this.text));
  }

  get codes(): Uint16Array {
    return (this.#codes ??= unitsOf(this.text));
  }
}

export function makePassage(original: string, text: string, spanOf: Place): Passage {
  return new TextPassage(original, text, spanOf);
}

export function plainPassage(original: string): Passage {
  return new TextPassage(original, original, inPlace);
}

/** A part of a passage, still mapped to the original. */
export function passageWindow(passage: Passage, from: number, to: number): Passage {
  const { original, text } = passage;
  return new TextPassage(original, text.slice(from, to), (start, end) =>
    passage.spanOf(from + start, from + end),
  );
}

export function readPassage(original: string): Passage {
  // Of ASCII alone: this is counted many characters at a time.
  if (Buffer.byteLength(original) === original.length) return plainPassage(original);
  const first = foreignFrom(original, 0);
  const marks = new Marks();
  const pieces: string[] = [];
  let from = 0;
  let shift = 0;
  for (let at = first; at < original.length; at = foreignFrom(original, at)) {
    const char = String.fromCodePoint(original.codePointAt(at) ?? 0);
    const folded = foldChar(char);
    if (folded !== char) {
      pieces.push(original.slice(from, at), folded);
      from = at + char.length;
      if (folded.length !== char.length) marks.push(at + shift, folded.length, at, char.length);
    }
    at += char.length;
    shift += folded.length - char.length;
  }
  pieces.push(original.slice(from));
  const text = pieces.join("");
  // Most that is folded is as long as it was.
  if (marks.areNone) return new TextPassage(original, text, inPlace);
  return new TextPassage(original, text, (start, end) => {
    const begin = marks.begin(start);
    return { start: begin, end: start >= end ? begin : marks.end(end) };
  });
}

const foreign = /[^\0-\x7f]/g;
/** Foreign characters stand together: so far a loop is faster than the pattern. */
const nearChars = 16;

/** Where the first character beyond ASCII stands from an offset on; the text's end where there is none. */
function foreignFrom(text: string, from: number): number {
  const near = Math.min(text.length, from + nearChars);
  for (let at = from; at < near; at += 1) if (text.charCodeAt(at) > 127) return at;
  foreign.lastIndex = near;
  return foreign.test(text) ? foreign.lastIndex - 1 : text.length;
}

/** Character for character, whatever a language would make of it. */
export function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (char) => {
    const one = char.toLowerCase();
    return one.length === char.length ? one : char;
  }).join("");
}

function isDropped(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (isEuropean(code) ? ofEurope : marksAndFormats).test(char) || invisible.has(code);
}

/** Letters with marks, quotes and dashes of European text: folded once. */
const frequentMax = 0x2100;
const frequent = onceEach(frequentMax, (code) => foldAny(String.fromCharCode(code)));

function foldChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < frequentMax ? frequent(code) : foldAny(char);
}

/** Folded form of one character: empty where it is invisible. */
function foldAny(char: string): string {
  if (isDropped(char)) return "";
  if (spaces.test(char)) return " ";
  if (dashes.test(char)) return "-";
  if (doubleQuotes.test(char)) return '"';
  if (singleQuotes.test(char)) return "'";
  let out = "";
  for (const part of char.normalize("NFKD").slice(0, foldedCharMax)) {
    if (!isDropped(part)) out += foldConfusable(part);
  }
  return out;
}

/** Where folding changed the length; everything between is shifted alike. */
class Marks {
  readonly #folded: number[] = [];
  readonly #foldedLengths: number[] = [];
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];

  get areNone(): boolean {
    return this.#folded.length === 0;
  }

  push(folded: number, foldedLength: number, start: number, length: number): void {
    this.#folded.push(folded);
    this.#foldedLengths.push(foldedLength);
    this.#starts.push(start);
    this.#lengths.push(length);
  }

  /** Original offset at which the folded character at `offset` begins. */
  begin(offset: number): number {
    const mark = this.#lastAt(offset);
    if (mark < 0) return offset;
    const behind =
      offset - this.#value(this.#folded, mark) - this.#value(this.#foldedLengths, mark);
    const start = this.#value(this.#starts, mark);
    return behind < 0 ? start : start + this.#value(this.#lengths, mark) + behind;
  }

  /** Original offset behind the folded character before `offset`. */
  end(offset: number): number {
    const mark = this.#lastAt(offset - 1);
    if (mark < 0) return offset;
    const behind =
      offset - this.#value(this.#folded, mark) - this.#value(this.#foldedLengths, mark);
    const stop = this.#value(this.#starts, mark) + this.#value(this.#lengths, mark);
    return behind <= 0 ? stop : stop + behind;
  }

  #value(list: readonly number[], at: number): number {
    return list[at] ?? 0;
  }

  /** Last mark whose folded place is not behind `offset`. */
  #lastAt(offset: number): number {
    let low = 0;
    let high = this.#folded.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#folded[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
