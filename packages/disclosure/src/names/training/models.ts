/** Makes the weights of both models from labelled texts. They hold numbers only, nothing of the texts. */

import data from "../../../data/words.json" with { type: "json" };
import { readPassage } from "../../text/passage.ts";
import { wordsOf } from "../../text/words.ts";
import { featureBits, Features, readFeatures } from "../features.ts";
import { isCandidate } from "../name-odds.ts";
import type { PackedWeights } from "../packed-weights.ts";
import { packWeights } from "../packed-weights.ts";
import { talkBits, talkFeatures } from "../talk-features.ts";
import { signsOf } from "../word-signs.ts";
import { inSmallLetters, type NamedText, type Names, renamed } from "./corpus.ts";
import { diceOf, type Example, train } from "./train.ts";

export interface NameSources {
  /** Chat with people in it. */
  readonly chat: readonly NamedText[];
  /** Other everyday texts with people in them. */
  readonly everyday: readonly NamedText[];
  /** Sentences of reports, filings and tickets: no talk. */
  readonly reports: readonly string[];
}

export interface PackedModels {
  readonly names: PackedWeights;
  readonly talk: PackedWeights;
}

const weights = { chat: 1, everyday: 0.3, renamed: 0.4, small: 0.5, missed: 3, opening: 0.5 };
/** Each text with people comes back so often with other names. */
const renamings = 3;
/** Models with different seeds are added up: their mistakes cancel. */
const seeds = [1, 2, 3];
const smallEverydayStep = 3;
const openingWords = 4;

const names: Names = { given: data.given.split(" "), family: data.family.split(" ") };

export function trainModels(sources: NameSources): PackedModels {
  return { names: packWeights(trainNames(sources)), talk: packWeights(trainTalk(sources)) };
}

function trainNames({ chat, everyday }: NameSources): Float32Array {
  const dice = diceOf(seeds[0] ?? 1);
  const groups: Example[][] = [];
  const add = (text: NamedText | undefined, weight: number): void => {
    if (text !== undefined) groups.push(wordExamples(text, weight));
  };
  for (const text of chat) {
    add(text, weights.chat);
    add(inSmallLetters(text), weights.small);
    if (text.people.length === 0) continue;
    for (let count = 0; count < renamings; count += 1)
      add(renamed(text, names, dice), weights.renamed);
  }
  for (const [at, text] of everyday.entries()) {
    add(text, weights.everyday);
    if (at % smallEverydayStep === 0) add(inSmallLetters(text), weights.everyday);
  }
  return together((seed) =>
    train(groups, {
      features: 1 << featureBits,
      epochs: 14,
      leftOut: 0.3,
      rate: 0.1,
      decay: 1e-3,
      seed,
    }),
  );
}

function trainTalk({ chat, reports }: NameSources): Float32Array {
  const example = (text: string, isPositive: boolean, weight: number): Example[] => {
    const passage = readPassage(text);
    const features = talkFeatures(signsOf(passage, wordsOf(passage)));
    return [{ features, isPositive, weight }];
  };
  const both = (text: string, isTalk: boolean): Example[] => [
    ...example(text, isTalk, 1),
    ...example(opening(text), isTalk, weights.opening),
  ];
  const groups = [
    ...chat.map(({ text }) => both(text, true)),
    ...reports.map((text) => both(text, false)),
  ];
  return together((seed) =>
    train(groups, {
      features: 1 << talkBits,
      epochs: 14,
      leftOut: 0,
      rate: 0.1,
      decay: 3e-4,
      seed,
    }),
  );
}

/** A few words of a text: notes are as short. */
function opening(text: string): string {
  return text.split(" ").slice(0, openingWords).join(" ");
}

function together(make: (seed: number) => Float32Array): Float32Array {
  const all = seeds.map(make);
  return (all[0] ?? new Float32Array()).map(
    (_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0) / all.length,
  );
}

function wordExamples({ text, people }: NamedText, weight: number): Example[] {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const signs = signsOf(passage, words);
  const features = new Features();
  const examples: Example[] = [];
  for (let at = 0; at < words.count; at += 1) {
    if (!isCandidate(signs.looks[at] ?? 0)) continue;
    readFeatures(features, signs, at);
    const { start, end } = passage.spanOf(words.starts[at] ?? 0, words.ends[at] ?? 0);
    const isPositive = people.some((person) => start < person.end && end > person.start);
    examples.push({
      features: features.numbers.slice(0, features.count),
      isPositive,
      weight: weight * (isPositive ? weights.missed : 1),
    });
  }
  return examples;
}
