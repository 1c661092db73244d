/**
 * Phrases that sentences are read for, and the sentences in which they can stand: where a word begins as one of
 * them does. Most patterns are not tried on most sentences, and of a first text many are never compiled.
 */

import { boundedPattern } from "../text/bounded-pattern.ts";
import type { Sentence } from "./sentences.ts";

const beginningCharsMax = 3;
const beginning = /\b\w{1,3}/g;

/** Alternatives of a pattern without case, as whole words. */
export class Phrases {
  readonly #source: string;
  #pattern: RegExp | undefined;
  /** In small letters: of a longer word the first three. */
  readonly beginnings: readonly string[];

  /**
   * `cues`: words of which every phrase holds one, where that is not how it begins. Throws `RangeError` for
   * alternatives of which the first word cannot be told.
   */
  constructor(source: string, cues: string = source) {
    this.#source = source;
    this.beginnings = beginningsOf(cues);
  }

  in(text: string): RegExpExecArray | null {
    this.#pattern ??= boundedPattern(`\\b(?:${this.#source})\\b`, "i");
    return this.#pattern.exec(text);
  }
}

/** Sentences by the beginnings of their words. */
export class ReadSentences {
  readonly all: readonly Sentence[];
  readonly #places = new Map<string, number[]>();

  constructor(sentences: readonly Sentence[]) {
    this.all = sentences;
    let place = 0;
    for (const { text } of sentences) {
      for (const [written] of text.matchAll(beginning)) this.#add(written.toLowerCase(), place);
      place += 1;
    }
  }

  #add(begun: string, place: number): void {
    const places = this.#places.get(begun);
    if (places === undefined) this.#places.set(begun, [place]);
    else if (places.at(-1) !== place) places.push(place);
  }

  /** Those that may hold one of these, in their order. */
  *with(...all: readonly Phrases[]): Iterable<Sentence> {
    const begun = all.flatMap(({ beginnings }) => beginnings);
    const places = new Set(begun.flatMap((it) => this.#places.get(it) ?? []));
    for (const place of Array.from(places).sort((a, b) => a - b)) {
      const sentence = this.all[place];
      if (sentence !== undefined) yield sentence;
    }
  }
}

/** Of each alternative; those of a group at its beginning are alternatives, too. */
function beginningsOf(source: string): string[] {
  return alternativesOf(source).flatMap((alternative) => {
    if (alternative.startsWith("(?:")) {
      const end = closing(alternative);
      if (/^[?{]/.test(alternative.slice(end + 1)))
        throw new RangeError("a first word that may be left out");
      const rest = alternative.slice(end + 1);
      return alternativesOf(alternative.slice(3, end)).flatMap((it) => beginningsOf(it + rest));
    }
    const literal = /^\w{0,3}/.exec(alternative)?.[0] ?? "";
    // Of "an?" only the "a" is sure.
    const sure = /^[?{]/.test(alternative.slice(literal.length)) ? literal.slice(0, -1) : literal;
    const isWhole = sure === literal && /^(?: (?!\?)|$)/.test(alternative.slice(literal.length));
    if (sure.length < beginningCharsMax && (!isWhole || sure === "")) {
      throw new RangeError("a first word that cannot be told");
    }
    return [sure.toLowerCase()];
  });
}

function alternativesOf(source: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    else if (char === "|" && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

/** Where the group ends with which the source begins. */
function closing(source: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === "(") depth += 1;
    else if (source[at] === ")" && (depth -= 1) === 0) return at;
  }
  return source.length;
}
