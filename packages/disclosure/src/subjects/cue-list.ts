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
}

/** All ways in which a cue is written, each as words with one space between. */
export function cueForms(cue: string): string[] {
  const either = /^(.*?)\[(\w)(\w)\](.*)$/.exec(cue);
  if (either !== null) {
    const [, before = "", one = "", other = "", behind = ""] = either;
    return [one, other].flatMap((letter) => cueForms(`${before}${letter}${behind}`));
  }
  const verb = /^(.*?)([a-z]+)~(.*)$/.exec(cue);
  if (verb !== null) {
    const [, before = "", stem = "", behind = ""] = verb;
    return verbForms(stem).map((form) => `${before}${form}${behind}`);
  }
  return [cue, plural(cue)];
}

function verbForms(stem: string): string[] {
  if (stem.endsWith("e")) {
    const short = stem.slice(0, -1);
    return [stem, `${stem}s`, `${stem}d`, `${short}ing`];
  }
  if (/[^aeiou]y$/.test(stem)) {
    const short = stem.slice(0, -1);
    return [stem, `${short}ies`, `${short}ied`, `${stem}ing`];
  }
  // A verb may be cut before its last e: "negotiat~".
  return [stem, `${stem}s`, `${stem}es`, `${stem}e`, `${stem}ed`, `${stem}ing`, `${stem}ion`];
}

function plural(cue: string): string {
  if (/(?:s|x|ch|sh)$/.test(cue)) return `${cue}es`;
  if (/[^aeiou]y$/.test(cue)) return `${cue.slice(0, -1)}ies`;
  return `${cue}s`;
}
