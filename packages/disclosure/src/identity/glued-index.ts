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

interface State<Value> {
  readonly next: Map<string, number>;
  fail: number;
  /** Nearest state on the chain of failures that ends a name. */
  ends: number;
  length: number;
  value: Value | undefined;
}

export class GluedIndex<Value> {
  readonly #states: State<Value>[] = [emptyState()];
  readonly #foldsDigits: boolean;
  #isLinked = true;

  /** `foldsDigits`: "ferr0crest" is found as "ferrocrest". */
  constructor(foldsDigits: boolean) {
    this.#foldsDigits = foldsDigits;
  }

  add(name: string, value: Value): void {
    const form = Array.from(gluedForm(name), (char) => this.#fold(char)).join("");
    if (form.length < gluedCharsMin) return;
    let at = 0;
    for (const char of form) {
      const state = this.#state(at);
      const known = state.next.get(char);
      at = known ?? this.#states.push(emptyState()) - 1;
      if (known === undefined) state.next.set(char, at);
    }
    const last = this.#state(at);
    last.length = form.length;
    last.value ??= value;
    this.#isLinked = false;
  }

  /** All occurrences in text that is folded and in lower case; `text` gives the case of word ends. */
  find(lower: string, text: string = lower): GluedHit<Value>[] {
    if (!this.#isLinked) this.#link();
    const hits: GluedHit<Value>[] = [];
    const positions: number[] = [];
    let state = 0;
    let last = -1;
    for (let at = 0; at < lower.length; at += 1) {
      const char = this.#fold(lower[at] ?? "");
      if (!isWordCode(char.charCodeAt(0))) continue;
      if (last >= 0 && at - last - 1 > gapCharsMax) {
        state = 0;
        positions.length = 0;
      }
      last = at;
      state = this.#step(state, char);
      // At the root nothing has begun, so nothing before it can be part of a name.
      if (state === 0) {
        positions.length = 0;
        continue;
      }
      positions.push(at);
      for (
        let end = this.#endsAt(state);
        end !== 0;
        end = this.#state(this.#state(end).fail).ends
      ) {
        hits.push(this.#hit(end, positions, text));
      }
      if (positions.length > 4096) positions.splice(0, 2048);
    }
    return hits;
  }

  #hit(end: number, positions: readonly number[], text: string): GluedHit<Value> {
    const { length, value } = this.#state(end);
    if (value === undefined) throw new RangeError("no name ends here");
    const start = positions[positions.length - length] ?? 0;
    const stop = (positions.at(-1) ?? 0) + 1;
    return {
      start,
      end: stop,
      value,
      letters: length,
      isWhole: isWordStart(text, start) && isWordStart(text, stop),
      isSpread: stop - start > length,
    };
  }

  #fold(char: string): string {
    return this.#foldsDigits ? (digitLetters[char] ?? char) : char;
  }

  #step(from: number, char: string): number {
    let at = from;
    for (;;) {
      const next = this.#state(at).next.get(char);
      if (next !== undefined) return next;
      if (at === 0) return 0;
      at = this.#state(at).fail;
    }
  }

  #endsAt(at: number): number {
    return this.#state(at).ends;
  }

  #state(at: number): State<Value> {
    const state = this.#states[at];
    if (state === undefined) throw new RangeError("no such state");
    return state;
  }

  /** Breadth first: a state's failure is the longest other name's start that it ends with. */
  #link(): void {
    const queue: number[] = [];
    for (const child of this.#state(0).next.values()) {
      const state = this.#state(child);
      state.fail = 0;
      state.ends = state.value === undefined ? 0 : child;
      queue.push(child);
    }
    for (let head = 0; head < queue.length; head += 1) {
      const at = queue[head] ?? 0;
      for (const [char, child] of this.#state(at).next) {
        const state = this.#state(child);
        state.fail = this.#step(this.#state(at).fail, char);
        state.ends = state.value === undefined ? this.#endsAt(state.fail) : child;
        queue.push(child);
      }
    }
    this.#isLinked = true;
  }
}

function emptyState<Value>(): State<Value> {
  return { next: new Map(), fail: 0, ends: 0, length: 0, value: undefined };
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
