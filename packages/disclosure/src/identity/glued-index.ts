/**
 * Own names wherever their letters stand in a row: glued into other words, spread over spaces, dots
 * or hyphens, or written with digits for letters. Aho and Corasick 1975.
 */

import { lowered, type Passage, readPassage } from "../text/passage.ts";
import { isDigit, isWordCode, markForeign } from "../text/words.ts";
import { beginningLetters, digitLetters, gapCharsMax } from "./name-beginnings.ts";

export interface GluedHit<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
  /** Letters of the name as they were found, without what stood between them. */
  readonly letters: number;
  /** Both ends are ends of words. */
  readonly isWhole: boolean;
  /** Something stood between its letters. */
  readonly isSpread: boolean;
}

/** Letters and digits of a name, folded and in lower case. */
export function gluedForm(name: string): string {
  return Array.from(lowered(readPassage(name).text))
    .filter((char) => isWordCode(char.charCodeAt(0)))
    .join("");
}

/** Transitions of one state; names have few letters beyond the Latin ones. */
const classBitsOfState = 6;
const classesMax = 1 << classBitsOfState;
const classMask = classesMax - 1;
/** What may stand between two letters. */
const gapClass = 0;
/** Letters that are in no name. */
const foreignClass = 1;
/** On a transition, whose low bits are free: a name ends where it leads. */
const endBit = 1;

interface Ending<Value> {
  readonly value: Value;
  readonly length: number;
}

export class GluedIndex<Value> {
  readonly #names: { readonly codes: readonly number[]; readonly ending: Ending<Value> }[] = [];
  readonly #classes = new Uint8Array(65_536);
  #classCount = foreignClass + 1;
  #statesMax = 1;
  /** From a state, shifted, and a class to the next state, shifted, with `endBit`. */
  #next = new Int32Array(0);
  /** State to the ending names there, and the nearest shorter state that ends one. */
  #endings: (Ending<Value> | undefined)[] = [];
  #shorter = new Int32Array(0);
  #isLinked = false;

  /** `foldsDigits`: "ferr0crest" is found as "ferrocrest". */
  constructor(foldsDigits: boolean) {
    markForeign(this.#classes, foreignClass);
    for (const char of "abcdefghijklmnopqrstuvwxyz0123456789") this.#newClass(char.charCodeAt(0));
    if (!foldsDigits) return;
    for (const [digit, letter] of Object.entries(digitLetters)) {
      this.#classes[digit.charCodeAt(0)] = this.#classes[letter.charCodeAt(0)] ?? gapClass;
    }
  }

  /** `form`: letters and digits alone. */
  add(form: string, value: Value): void {
    const codes = Array.from({ length: form.length }, (_, at) => form.charCodeAt(at));
    for (const code of codes) {
      if ((this.#classes[code] ?? gapClass) <= foreignClass) this.#newClass(code);
    }
    this.#names.push({ codes, ending: { value, length: form.length } });
    this.#statesMax += form.length;
    this.#isLinked = false;
  }

  /**
   * Names that are under way at a place, none of which begins before `from`; and how far there is nothing
   * to be read again but one letter.
   */
  read(
    { codes, text }: Passage,
    place: number,
    from: number,
    to: number,
    hits: GluedHit<Value>[],
  ): number {
    if (this.#names.length === 0) return to;
    if (!this.#isLinked) this.#link();
    const next = this.#next;
    const classes = this.#classes;
    const depthOne = this.#depthOne;
    let state = 0;
    let gap = 0;
    let last = place;
    for (let at = this.#firstLetter(codes, place, from); at < to; at += 1) {
      const group = classes[codes[at] ?? 0] ?? gapClass;
      if (group === gapClass) {
        gap += 1;
        if (gap > gapCharsMax) return last;
        continue;
      }
      gap = 0;
      state = next[(state & ~classMask) | group] ?? 0;
      if ((state & endBit) !== 0) this.#collect(codes, state >> classBitsOfState, at, text, hits);
      if (at < place) continue;
      if (state < depthOne) return at;
      last = at;
    }
    return to;
  }

  /** Where a name may have begun, of whose first letters one is at a place. */
  #firstLetter(codes: Uint16Array, place: number, from: number): number {
    let first = place;
    let letters = 1;
    for (let at = place - 1; at >= from && first - at <= gapCharsMax + 1; at -= 1) {
      if (this.#classes[codes[at] ?? 0] === gapClass) continue;
      first = at;
      letters += 1;
      if (letters === beginningLetters) break;
    }
    return first;
  }

  #collect(
    codes: Uint16Array,
    state: number,
    at: number,
    text: string,
    hits: GluedHit<Value>[],
  ): void {
    const shorter = this.#shorter;
    for (let end = shorter[state] ?? 0; end !== 0; end = shorter[this.#failOf(end)] ?? 0) {
      const ending = this.#endings[end];
      if (ending !== undefined) hits.push(this.#hit(ending, codes, at, text));
    }
  }

  #hit(
    { value, length }: Ending<Value>,
    codes: Uint16Array,
    last: number,
    text: string,
  ): GluedHit<Value> {
    let start = last;
    for (let letters = 1; letters < length; letters += 1) {
      do start -= 1;
      while (this.#classes[codes[start] ?? 0] === gapClass);
    }
    const stop = last + 1;
    return {
      start,
      end: stop,
      value,
      letters: length,
      isWhole: isWordStart(text, start) && isWordStart(text, stop),
      isSpread: stop - start > length,
    };
  }

  /** A letter and its capital. */
  #newClass(code: number): void {
    if (this.#classCount >= classesMax) return;
    this.#classes[code] = this.#classCount;
    const lower = String.fromCharCode(code);
    const upper = lower.toUpperCase();
    if (upper.length === 1 && upper.toLowerCase() === lower) {
      this.#classes[upper.charCodeAt(0)] = this.#classCount;
    }
    this.#classCount += 1;
  }

  #fails = new Int32Array(0);
  /** Where the states of one letter end: they come first. */
  #depthOne = 0;

  #failOf(state: number): number {
    return this.#fails[state] ?? 0;
  }

  /** The names as one automaton; then, breadth first, where each state goes on when they fail. */
  #link(): void {
    const next = new Int32Array(this.#statesMax * classesMax);
    const endings: (Ending<Value> | undefined)[] = [undefined];
    let states = 1;
    const step = (at: number, code: number): number => {
      const place = at * classesMax + (this.#classes[code] ?? gapClass);
      if ((next[place] ?? 0) === 0) {
        next[place] = states;
        endings.push(undefined);
        states += 1;
      }
      return next[place] ?? 0;
    };
    for (const { codes } of this.#names) step(0, codes[0] ?? 0);
    this.#depthOne = states << classBitsOfState;
    for (const { codes, ending } of this.#names) {
      const at = codes.reduce(step, 0);
      endings[at] ??= ending;
    }
    this.#next = next;
    this.#endings = endings;
    this.#fails = new Int32Array(states);
    this.#shorter = new Int32Array(states);
    this.#follow();
    for (let place = 0; place < next.length; place += 1) {
      const state = next[place] ?? 0;
      if (state === 0) continue;
      next[place] = (state << classBitsOfState) | ((this.#shorter[state] ?? 0) === 0 ? 0 : endBit);
    }
    this.#isLinked = true;
  }

  #follow(): void {
    const next = this.#next;
    const queue: number[] = [0];
    for (let head = 0; head < queue.length; head += 1) {
      const at = queue[head] ?? 0;
      const fail = this.#failOf(at);
      for (let group = foreignClass + 1; group < classesMax; group += 1) {
        const place = at * classesMax + group;
        const onward = at === 0 ? 0 : (next[fail * classesMax + group] ?? 0);
        const child = next[place] ?? 0;
        if (child === 0) {
          next[place] = onward;
          continue;
        }
        this.#fails[child] = onward;
        this.#shorter[child] =
          this.#endings[child] === undefined ? (this.#shorter[onward] ?? 0) : child;
        queue.push(child);
      }
    }
  }
}

const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
/** Between a letter and none, "a|B" or "a|1": where words begin or end in names of things. */
function isWordStart(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return true;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (!isWordCode(before) || !isWordCode(after)) return true;
  if (isLower(before) && isUpper(after)) return true;
  return isDigit(before) !== isDigit(after);
}
