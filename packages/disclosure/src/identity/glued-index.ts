/**
 * Own names wherever their letters stand in a row: glued into other words, spread over spaces, dots
 * or hyphens, or written with digits for letters. One pass, Aho and Corasick 1975.
 */

import { readPassage } from "../text/passage.ts";
import { isWordCode } from "../text/words.ts";

/** Shorter names are looked for as whole words only. */
export const gluedCharsMin = 5;
/** Characters between two letters of one name: "F . r . r". */
const gapCharsMax = 3;
const digitLetters: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

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
  const { lower } = readPassage(name);
  return Array.from(lower)
    .filter((char) => isWordCode(char.charCodeAt(0)))
    .join("");
}

/** Transitions of one state; names have few letters beyond the Latin ones. */
const classesMax = 64;
const noClass = 0;

interface Ending<Value> {
  readonly value: Value;
  readonly length: number;
}

export class GluedIndex<Value> {
  readonly #names: { readonly codes: readonly number[]; readonly ending: Ending<Value> }[] = [];
  readonly #classes = new Uint8Array(65_536);
  #classCount = 1;
  #statesMax = 1;
  #next = new Int32Array(0);
  /** State to the ending names there, and the nearest shorter state that ends one. */
  #endings: (Ending<Value> | undefined)[] = [];
  #shorter = new Int32Array(0);
  #isLinked = false;

  /** `foldsDigits`: "ferr0crest" is found as "ferrocrest". */
  constructor(foldsDigits: boolean) {
    for (let code = 0; code < 128; code += 1) {
      if (isWordCode(code)) this.#classes[code] = noClass;
    }
    for (const char of "abcdefghijklmnopqrstuvwxyz0123456789") this.#newClass(char.charCodeAt(0));
    if (!foldsDigits) return;
    for (const [digit, letter] of Object.entries(digitLetters)) {
      this.#classes[digit.charCodeAt(0)] = this.#classes[letter.charCodeAt(0)] ?? noClass;
    }
  }

  add(name: string, value: Value): void {
    const form = gluedForm(name);
    if (form.length < gluedCharsMin) return;
    const codes = Array.from({ length: form.length }, (_, at) => form.charCodeAt(at));
    for (const code of codes) if (this.#classes[code] === noClass) this.#newClass(code);
    this.#names.push({ codes, ending: { value, length: form.length } });
    this.#statesMax += form.length;
    this.#isLinked = false;
  }

  /** All occurrences in text that is folded and in lower case; `text` gives the case of word ends. */
  find(lower: string, text: string = lower): GluedHit<Value>[] {
    if (this.#names.length === 0) return [];
    if (!this.#isLinked) this.#link();
    const hits: GluedHit<Value>[] = [];
    const next = this.#next;
    const classes = this.#classes;
    const shorter = this.#shorter;
    let state = 0;
    let gap = 0;
    for (let at = 0; at < lower.length; at += 1) {
      const code = lower.charCodeAt(at);
      const group = classes[code] ?? noClass;
      if (group === noClass) {
        if (code > 127 && isWordCode(code)) state = 0;
        else if (gap >= gapCharsMax) state = 0;
        gap += 1;
        continue;
      }
      gap = 0;
      state = next[state * classesMax + group] ?? 0;
      if (state === 0) continue;
      for (let end = shorter[state] ?? 0; end !== 0; end = shorter[this.#failOf(end)] ?? 0) {
        const ending = this.#endings[end];
        if (ending !== undefined) hits.push(this.#hit(ending, at, text));
      }
    }
    return hits;
  }

  #hit({ value, length }: Ending<Value>, last: number, text: string): GluedHit<Value> {
    let start = last;
    for (let letters = 1; letters < length; letters += 1) {
      do start -= 1;
      while (this.#classes[text.charCodeAt(start) | caseBitOf(text, start)] === noClass);
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

  #newClass(code: number): void {
    if (this.#classCount >= classesMax) return;
    this.#classes[code] = this.#classCount;
    this.#classCount += 1;
  }

  #fails = new Int32Array(0);

  #failOf(state: number): number {
    return this.#fails[state] ?? 0;
  }

  /** The names as one automaton; then, breadth first, where each state goes on when they fail. */
  #link(): void {
    const next = new Int32Array(this.#statesMax * classesMax);
    const endings: (Ending<Value> | undefined)[] = [undefined];
    let states = 1;
    for (const { codes, ending } of this.#names) {
      let at = 0;
      for (const code of codes) {
        const place = at * classesMax + (this.#classes[code] ?? noClass);
        if ((next[place] ?? 0) === 0) {
          next[place] = states;
          endings.push(undefined);
          states += 1;
        }
        at = next[place] ?? 0;
      }
      endings[at] ??= ending;
    }
    this.#next = next;
    this.#endings = endings;
    this.#fails = new Int32Array(states);
    this.#shorter = new Int32Array(states);
    this.#follow();
    this.#isLinked = true;
  }

  #follow(): void {
    const next = this.#next;
    const queue: number[] = [0];
    for (let head = 0; head < queue.length; head += 1) {
      const at = queue[head] ?? 0;
      const fail = this.#failOf(at);
      for (let group = 1; group < classesMax; group += 1) {
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

/** Capitals are compared as small letters. */
function caseBitOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90 ? 32 : 0;
}

const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Between a letter and none, "a|B" or "a|1": where words begin or end in names of things. */
function isWordStart(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return true;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (!isWordCode(before) || !isWordCode(after)) return true;
  if (isLower(before) && isUpper(after)) return true;
  return isDigit(before) !== isDigit(after);
}
