/**
 * In which register a text is written. Only where nothing is said of attacks, machines and the work
 * against them may a model of everyday names speak at all; only in talk may it overrule what is held
 * because no list explains it.
 */

import type { Reading } from "../detector.ts";
import { isOfMachines } from "../stays/of-machines.ts";
import { hashSet } from "../text/word-hash.ts";
import { attackBit, machineBit } from "../text/word-table.ts";
import { letterAny } from "../text/words.ts";
import { sumOf, type Weights } from "./packed-weights.ts";
import { talkFeatures } from "./talk-features.ts";
import type { WordSigns } from "./word-signs.ts";

/** A longer text is a document. */
const talkWordsMax = 2_000;
/** Less is a value, or a label with one. */
const talkWordsMin = 3;
const observedMax = 8;
const linkHeads = hashSet("http https www");
/** One such word, or link, does not make talk an incident, where it is talk beyond doubt. */
const incidentWordsMax = 1;
/** Log odds above which a text may be, is likely, is surely talk. */
export const talkFrom = { maybe: -1, likely: 0, surely: 0.75, beyondDoubt: 1.5 };

/**
 * Log odds that a text is talk; undefined where it is long or short, speaks of what was observed, of
 * attacks and machines by more than a word that chat has, too.
 */
export function talkOddsOf(
  reading: Reading,
  signs: () => WordSigns,
  weights: Weights,
): number | undefined {
  const { words, observations } = reading;
  if (words.count > talkWordsMax || observations.length > observedMax) return undefined;
  // Everybody links to films and blogs; nobody takes the sting out of such links.
  if (observations.some(({ defanged }) => defanged)) return undefined;
  let written = 0;
  let incident = observations.filter((it) => it.benign === undefined || isOfMachines(it)).length;
  for (let at = 0; at < words.count; at += 1) {
    const isOfIncidents = ((words.bits[at] ?? 0) & (attackBit | machineBit)) !== 0;
    if (isOfIncidents && !linkHeads.has(words.hashes[at] ?? 0)) incident += 1;
    if (((words.shapes[at] ?? 0) & letterAny) !== 0) written += 1;
    if (incident > incidentWordsMax) return undefined;
  }
  if (written < talkWordsMin) return undefined;
  const odds = talkOdds(signs(), weights);
  return incident > 0 && odds <= talkFrom.beyondDoubt ? undefined : odds;
}

export function talkOdds(signs: WordSigns, weights: Weights): number {
  const features = talkFeatures(signs);
  return sumOf(weights, features, features.length);
}
