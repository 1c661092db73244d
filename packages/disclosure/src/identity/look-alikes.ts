/**
 * Names made to be taken for our own: added words, hyphens, swapped, missing, doubled or similar
 * letters, other top-level domains. Publishing one names its victim. Offline: nothing is resolved.
 */

import { domainToUnicode } from "node:url";
import { skeleton } from "../text/confusables.ts";
import { lowered, readPassage } from "../text/passage.ts";
import { letterOf, LetterPairs, pairAt, pairsOfAll } from "./letter-pairs.ts";
import { gluedForm } from "./glued-index.ts";
import { isWordOrName } from "./own-terms.ts";

const labelCharsMax = 63;
const labelsMax = 16;
/** Shorter own labels are compared as whole parts only: "bvc" is in too many words. */
const containedCharsMin = 5;
const oneSlipCharsMin = 5;
const twoSlipsCharsMin = 9;
/** A slip inside a longer label is looked for only in names that are long enough to be told. */
const innerSlipCharsMin = 8;

export interface Resemblance {
  /** What makes it alike, for the reviewer. */
  readonly how: string;
  /** False where it could be chance: a person decides. */
  readonly isSure: boolean;
  /** Only the first label is alike, below a domain that is not. */
  readonly isBelow: boolean;
  /** The own name is a word by itself, and nothing else stands in the label. */
  readonly isWord?: boolean;
}

type Likeness = Omit<Resemblance, "isBelow">;

export class LookAlikes {
  readonly #labels: readonly OwnLabel[];
  /** Shorter labels are like none of our own. */
  readonly #least: number;
  /** For each two letters how many pairs of some own name they may stand for. */
  readonly #pairs = new Uint8Array(pairsOfAll);
  /** Labels with fewer of them are like none of our own. */
  readonly #pairsMin: number;

  /** `labels`: own registrable labels and names; folded here. */
  constructor(labels: readonly string[]) {
    const own = new Set(labels.map(gluedForm).filter((text) => text.length >= 3));
    this.#labels = Array.from(own, (text) => {
      const seen = skeleton(text);
      const missing = missingMax(text);
      const pairs = new LetterPairs(text, seen, missing);
      const isWord = isWordOrName(text);
      return {
        text,
        seen,
        isWord,
        letters: lettersOf(seen),
        written: lettersOf(text),
        missing,
        missingInside: Math.min(missing, 1 + Number(isWrittenAsTwo.test(text))),
        least: seen.length - missing,
        longest: text.length + slipsMax,
        pairs,
      };
    });
    this.#least = this.#labels.reduce((least, own) => Math.min(least, own.least), labelCharsMax);
    this.#pairsMin = this.#labels.reduce(
      (fewest, { pairs }) => Math.min(fewest, pairs.fewest),
      labelCharsMax,
    );
    for (const { pairs } of this.#labels) pairs.raise(this.#pairs);
  }

  /** For a domain that is not ours: how it resembles one that is. */
  resemblance(domain: string): Resemblance | undefined {
    const labels = labelsOf(domain);
    let best: Resemblance | undefined;
    for (const [at, label] of labels.entries()) {
      const like = this.#ofLabel(label);
      if (like === undefined) continue;
      const found = { ...like, isBelow: at === 0 && labels.length > 1 };
      // The registered label says most: it comes last.
      if (best === undefined || found.isSure || !best.isSure) best = found;
    }
    return best;
  }

  /** Most names lack the letters of every own one, and are not cut out of their text. */
  mayResemble(codes: Uint16Array, start: number, end: number): boolean {
    const counts = this.#pairs;
    let from = start;
    let letters = 0;
    let pairs = 0;
    let before = 0;
    // Behind the last dot is what no label is compared with.
    for (let at = start; at < end; at += 1) {
      const code = codes[at] ?? 0;
      if (code !== dotCode) {
        letters |= readAs[code] ?? 0;
        const letter = letterOf(code);
        if (letter === 0) continue;
        pairs += counts[pairAt(before, letter)] ?? 0;
        before = letter;
        continue;
      }
      const isEnough = pairs >= this.#pairsMin || isDisguisedLabel(codes, from, letters);
      if (isEnough && at - from >= this.#least && this.#mayHold(codes, from, at, letters))
        return true;
      from = at + 1;
      letters = pairs = before = 0;
    }
    return false;
  }

  #mayHold(codes: Uint16Array, start: number, end: number, written: number): boolean {
    const letters = seenLetters(codes, start, written);
    const length = end - start;
    for (const own of this.#labels) {
      if (length < own.least) continue;
      const isInside = length > own.longest && (letters & joinBit) === 0;
      const missing = isInside ? own.missingInside : own.missing;
      const lacking = bitCount(own.letters & ~letters);
      if (lacking > missing) continue;
      if (letters === allLetters || own.pairs.areIn(codes, start, end, lacking)) return true;
    }
    return false;
  }

  #ofLabel(label: string): Likeness | undefined {
    const joined = label.replaceAll(/[-_]/g, "");
    const whole = lettersAndDigits.test(joined) ? joined : gluedForm(label);
    if (whole === "") return undefined;
    const seen = skeleton(whole);
    const letters = lettersOf(seen);
    let parts: Part[] | undefined;
    let unsure: Likeness | undefined;
    for (const own of this.#labels) {
      // Two letters may be other ones; where more are missing nothing below can hold.
      if (bitCount(own.letters & ~letters) > own.missing) continue;
      parts ??= partsOf(label, whole);
      const found = resembles(own, { whole, seen, parts });
      if (found?.isSure === true) return found;
      unsure ??= found;
    }
    return unsure;
  }
}

const lettersAndDigits = /^[a-z0-9]{0,64}$/;

function isDisguised(domain: string): boolean {
  return /[^\0-\x7f]|xn--/.test(domain);
}

interface Part {
  readonly text: string;
  readonly letters: number;
}

/** The label in one, and what stands between its hyphens. */
function partsOf(label: string, whole: string): Part[] {
  const parts = label.split(/[-_]/).filter((part) => part !== "");
  return [whole, ...parts].map((text) => ({ text, letters: lettersOf(text) }));
}

interface OwnLabel {
  readonly text: string;
  /** As a hurried reader sees it. */
  readonly seen: string;
  /** An ordinary word: inside longer labels it says nothing. */
  readonly isWord: boolean;
  /** Which letters are in `seen`, a bit each. */
  readonly letters: number;
  /** Those in `text`. */
  readonly written: number;
  /** Letters that a look-alike may lack, and one that is longer than `longest` and has no hyphens. */
  readonly missing: number;
  readonly missingInside: number;
  /** How long a look-alike is at least. */
  readonly least: number;
  readonly longest: number;
  readonly pairs: LetterPairs;
}

const slipsMax = 2;

function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << letterOf(text.charCodeAt(at));
  return letters;
}

/** Short names must be there as they are; in others a slip may take a letter, or one that is written as two. */
function missingMax(text: string): number {
  if (text.length < containedCharsMin) return 0;
  return text.length < twoSlipsCharsMin && !isWrittenAsTwo.test(text) ? 1 : slipsMax;
}

const isWrittenAsTwo = /rn|vv|cl/;

const dotCode = 46;
const hyphen = 45;
const allLetters = ~0;

/** A letter of another alphabet. */
const foreignBit = 1 << 31;
/** By its code the letter for which a character is taken, as a bit. */
const readAs = new Int32Array(65_536).fill(foreignBit, 128);
for (let code = 0; code < 128; code += 1) readAs[code] = 1 << letterOf(code);
/** Of hyphens, which are no letters. */
const joinBit = 1;
/** With letters of another alphabet, or "xn--": what it stands for is read later. */
function isDisguisedLabel(codes: Uint16Array, start: number, written: number): boolean {
  return (
    (written & foreignBit) !== 0 || (codes[start + 2] === hyphen && codes[start + 3] === hyphen)
  );
}

/** The letters that a name may be taken to have, or more; all where it has other letters. */
function seenLetters(codes: Uint16Array, start: number, written: number): number {
  if (isDisguisedLabel(codes, start, written)) return allLetters;
  let letters = written;
  for (const { both, as } of besideOneAnother) if ((letters & both) === both) letters |= as;
  return letters;
}

/** Letters that are read as another where they stand side by side: "rn" as "m". */
const besideOneAnother = ["rnm", "vvw", "cld"].map((three) => ({
  both: lettersOf(three.slice(0, 2)),
  as: lettersOf(three.slice(2)),
}));

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

interface Label {
  readonly whole: string;
  readonly seen: string;
  readonly parts: readonly Part[];
}

function resembles(own: OwnLabel, label: Label): Likeness | undefined {
  const { text, seen } = own;
  if (label.whole === text) {
    return { how: "an own name under another domain", isSure: true, isWord: own.isWord };
  }
  if (label.seen === seen)
    return { how: "letters that look like those of an own name", isSure: true };
  if (text.length < containedCharsMin || own.isWord) {
    if (
      own.isWord &&
      label.parts.some((part) => part.text !== text && skeleton(part.text) === seen)
    )
      return { how: "letters that look like those of an own name, and added words", isSure: true };
    const isFirst = label.parts[1]?.text === text;
    return isFirst || (!own.isWord && label.parts.some((part, at) => at > 0 && part.text === text))
      ? { how: "an own short name, or one that is a word, with added words", isSure: false }
      : undefined;
  }
  if (label.whole.includes(text)) return { how: "an own name with added words", isSure: true };
  if (label.whole.length === text.length && (text + text).includes(label.whole))
    return { how: "the words of an own name in another order", isSure: true };
  if (label.seen.includes(seen)) {
    return { how: "letters that look like those of an own name, and added words", isSure: true };
  }
  const slips = text.length >= twoSlipsCharsMin ? 2 : text.length >= oneSlipCharsMin ? 1 : 0;
  for (const part of label.parts) {
    if (Math.abs(part.text.length - text.length) > slips) continue;
    // Each letter that only one of both has is at least one edit.
    if (bitCount(part.letters & ~own.written) > slips) continue;
    if (bitCount(own.written & ~part.letters) > slips) continue;
    if (editDistance(part.text, text, slips) <= slips) {
      return { how: "an own name with letters changed", isSure: text.length >= twoSlipsCharsMin };
    }
  }
  if (text.length >= innerSlipCharsMin && containsWithSlip(label.whole, text)) {
    return { how: "an own name with a letter changed, and added words", isSure: false };
  }
  return undefined;
}

/** Letters that are no marked Latin ones to Unicode, and are read as such. */
const plainLetters: Readonly<Record<string, string>> = {
  "\u00f8": "o",
  "\u0142": "l",
  "\u0111": "d",
  "\u00e6": "ae",
  "\u00df": "ss",
};

function labelsOf(domain: string): string[] {
  const labels = domain.toLowerCase().split(".").slice(-labelsMax, -1);
  if (!isDisguised(domain)) return labels.map((label) => label.slice(0, labelCharsMax));
  return labels
    .map((label) => (label.startsWith("xn--") ? domainToUnicode(label) : label))
    .map((label) => lowered(readPassage(label.slice(0, labelCharsMax)).text))
    .map((label) =>
      label.replace(
        /[\u00f8\u0142\u0111\u00e6\u00df]/g,
        (letter) => plainLetters[letter] ?? letter,
      ),
    )
    .filter((label) => label !== "");
}

/** Edits with neighbouring letters swapped counting one (optimal string alignment); above `most`, more. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? most + 1;
}

/** Is `name` somewhere in `label` with at most one letter changed, missing or added? Sellers 1980. */
function containsWithSlip(label: string, name: string): boolean {
  if (label.length < name.length) return false;
  // One slip is in one half: the other stands there as it is.
  const middle = name.length >> 1;
  if (!label.includes(name.slice(0, middle)) && !label.includes(name.slice(middle))) return false;
  let row = new Array<number>(label.length + 1).fill(0);
  for (let i = 1; i <= name.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= label.length; j += 1) {
      const step = name[i - 1] === label[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + step));
    }
    row = next;
  }
  return row.some((cost) => cost <= 1);
}
