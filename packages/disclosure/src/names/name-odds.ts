/** Log odds of each word of a text that it is part of a person's name. */

import { familyBit, givenBit, knownBit } from "../text/word-table.ts";
import { Features, readFeatures } from "./features.ts";
import { sumOf, type Weights } from "./packed-weights.ts";
import { spokenOf } from "./word-class.ts";
import { gapBlank, looksCoded, looksNumber, looksSmall, type WordSigns } from "./word-signs.ts";

/** What is no word has no odds. */
const never = -99;
/** The same rare word is the same name everywhere in a text: how far the others follow the surest. */
const followShare = 0.7;
const rareMax = 5;
/** A long word that is offered in vain costs more than a short one. */
const lengthWeight = 1;
const usualChars = 5;
const shortChars = 2;
/** What a capitalised neighbour that is surely a name adds. */
const neighbourWeight = 2.5;

export function isCandidate(look: number): boolean {
  return look < looksNumber;
}

export function nameOdds(signs: WordSigns, weights: Weights): Float64Array {
  const { words, classes, looks, gaps } = signs;
  const { count, hashes, starts, ends } = words;
  const features = new Features();
  const own = new Float64Array(count).fill(never);
  const best = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    if (!isCandidate(looks[at] ?? 0) || isOfTrade(words.bits[at] ?? 0)) continue;
    readFeatures(features, signs, at);
    const odds = sumOf(weights, features.numbers, features.count);
    own[at] = odds;
    const hash = hashes[at] ?? 0;
    if (spokenOf(classes[at] ?? 0) <= rareMax)
      best.set(hash, Math.max(best.get(hash) ?? never, odds));
  }
  return own.map((odds, at) => {
    if (odds === never) return odds;
    const surest = Math.max(odds, best.get(hashes[at] ?? 0) ?? never);
    const near = Math.max(pull(at - 1, at), pull(at + 1, at));
    const chars = (ends[at] ?? 0) - (starts[at] ?? 0);
    return (
      odds +
      (surest - odds) * followShare +
      near -
      lengthWeight * Math.log(Math.max(chars, shortChars) / usualChars)
    );
  });

  /** Capitalised words side by side belong together. */
  function pull(near: number, at: number): number {
    if ((gaps[Math.max(near, at)] ?? 0) !== gapBlank || near < 0 || near >= count) return 0;

    if (spokenOf(classes[at] ?? 0) > rareMax) return 0;
    const areNamed = isCapital(looks[near] ?? 0) && isCapital(looks[at] ?? 0);
    return areNamed ? neighbourWeight / (1 + Math.exp(-(own[near] ?? never))) : 0;
  }
}

/** A maker, a place, a month, a word of the office, and nobody's name. */
function isOfTrade(bits: number): boolean {
  return (bits & knownBit) !== 0 && (bits & (givenBit | familyBit)) === 0;
}

function isCapital(look: number): boolean {
  return look > looksSmall && look < looksCoded;
}
