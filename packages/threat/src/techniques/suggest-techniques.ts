/**
 * ATT&CK techniques that a text names or describes, for a person to confirm. Ids that are written
 * out come first; the others are guesses with a measured probability, and nothing is an answer too.
 */

import { lookupTechnique } from "../attack/attack.ts";
import { isHead } from "./heads.ts";
import { builtInTagger } from "./model.ts";
import { type Passage, passageCharsMax, passagesOf } from "./passages.ts";
import type { Tagger } from "./tagger.ts";
import { wordsOf } from "./words.ts";

export interface TechniqueSuggestion {
  /** As reports name it; `lookupTechnique` gives its successor where ATT&CK has replaced it. */
  readonly technique: string;
  /** Probability that it is right; 1 where the id is written out. */
  readonly score: number;
  /** The words that it comes from, UTF-16 offsets in the given text. */
  readonly start: number;
  readonly end: number;
}

export interface SuggestOptions {
  /** Most suggestions of one passage, besides ids that are written out. */
  readonly top?: number;
}

const usualTop = 3;
/** In a text of many passages, weaker guesses are only noise. */
const longTextScoreMin = 0.35;
const suggestionsMax = 200;
/** 1 is for what is written out. */
const guessScoreMax = 0.999;

const idPattern = /\bT\d{4}(?:\.\d{3})?\b/g;

/**
 * Up to 400 characters are judged as one passage, longer texts sentence by sentence; each technique
 * comes once, at its best place. Best first.
 */
export function suggestTechniques(
  text: string,
  options: SuggestOptions = {},
): TechniqueSuggestion[] {
  return suggestWith(builtInTagger(), text, options);
}

export function suggestWith(
  tagger: Tagger,
  text: string,
  { top = usualTop }: SuggestOptions = {},
): TechniqueSuggestion[] {
  const written = writtenIds(text);
  const guesses = new Map<string, TechniqueSuggestion>();
  const scoreMin = text.length > passageCharsMax ? longTextScoreMin : 0;
  for (const passage of passagesOf(text)) {
    for (const guess of guessesOf(tagger, text, passage, top, scoreMin)) {
      const known = guesses.get(guess.technique);
      if (written.has(guess.technique)) continue;
      if (known === undefined || known.score < guess.score) guesses.set(guess.technique, guess);
    }
  }
  const ranked = [...guesses.values()].sort((a, b) => b.score - a.score || a.start - b.start);
  return [...written.values(), ...ranked].slice(0, suggestionsMax);
}

/** The first place of each. */
function writtenIds(text: string): Map<string, TechniqueSuggestion> {
  const found = new Map<string, TechniqueSuggestion>();
  for (const match of text.matchAll(idPattern)) {
    const technique = match[0];
    if (found.has(technique) || lookupTechnique(technique) === undefined) continue;
    const start = match.index;
    found.set(technique, { technique, score: 1, start, end: start + technique.length });
  }
  return found;
}

function guessesOf(
  tagger: Tagger,
  text: string,
  { start, end }: Passage,
  top: number,
  scoreMin: number,
): TechniqueSuggestion[] {
  const passage = text.slice(start, end);
  const words = wordsOf(passage);
  // A short text is given for its own sake, whatever it says.
  if (passage.length < text.length && isHead(words, passage)) return [];
  const guesses: TechniqueSuggestion[] = [];
  for (const { technique, label, score: exact } of tagger.tag(words, top)) {
    const score = Math.min(guessScoreMax, Math.round(exact * 1e3) / 1e3);
    if (score < scoreMin) continue;
    const [first, last] = tagger.evidence(words, label);
    guesses.push({
      technique,
      score,
      start: start + (words[first]?.start ?? 0),
      end: start + (words[last]?.end ?? 0),
    });
  }
  return guesses;
}
