/** How cues are written: kinds of content with words and phrases by weight. */

import type { FindingKind } from "../finding-kinds.ts";

/** A cue of this weight says it by itself; lighter ones must come together. */
export const enough = 4;

/** Comma-separated phrases; `~` for the forms of a verb, `[cs]` for either letter. */
export interface CueList {
  readonly kind: FindingKind;
  readonly 4: string;
  readonly 2: string;
  readonly 1: string;
  /** Of another language: no English forms are made of what is written. */
  readonly isForeign?: true;
}

const eitherLetter = /^(.*?)\[(\w)(\w)\](.*)$/;
const verbOfCue = /^(.*?)([a-z]{1,30})~(.*)$/;

/** All ways in which a cue is written, each as words with one space between. */
export function cueForms(cue: string): string[] {
  // Of thousands, few hold one of these signs.
  const either = cue.includes("[") ? eitherLetter.exec(cue) : null;
  if (either !== null) {
    const [, before = "", one = "", other = "", behind = ""] = either;
    return [one, other].flatMap((letter) => cueForms(`${before}${letter}${behind}`));
  }
  const verb = cue.includes("~") ? verbOfCue.exec(cue) : null;
  if (verb !== null) {
    const [, before = "", stem = "", behind = ""] = verb;
    return verbForms(stem).map((form) => `${before}${form}${behind}`);
  }
  return [cue, plural(cue)];
}

/** The words with which the forms of a cue begin. */
export function firstWords(cue: string): string[] {
  const [first = ""] = firstWord.exec(cue) ?? [];
  const next = cue.charAt(first.length);
  // Behind other words there are no forms of the first.
  if (next !== "" && next !== "~" && next !== "[") return first === "" ? [] : [first];
  return cueForms(cue).flatMap((form) => firstWord.exec(form) ?? []);
}

const firstWord = /^[a-z0-9]+/;

function verbForms(stem: string): string[] {
  if (stem.endsWith("e")) {
    const short = stem.slice(0, -1);
    return [stem, `${stem}s`, `${stem}d`, `${short}ing`];
  }
  if (endsWithY(stem)) {
    const short = stem.slice(0, -1);
    return [stem, `${short}ies`, `${short}ied`, `${stem}ing`];
  }
  // A verb may be cut before its last e: "negotiat~".
  return [stem, `${stem}s`, `${stem}es`, `${stem}e`, `${stem}ed`, `${stem}ing`, `${stem}ion`];
}

function plural(cue: string): string {
  if (sibilants.some((ending) => cue.endsWith(ending))) return `${cue}es`;
  if (endsWithY(cue)) return `${cue.slice(0, -1)}ies`;
  return `${cue}s`;
}

const sibilants = ["s", "x", "ch", "sh"];

/** Behind a consonant. */
function endsWithY(word: string): boolean {
  return word.length > 1 && word.endsWith("y") && !"aeiou".includes(word.charAt(word.length - 2));
}
