/**
 * Own names as hurried or careless people write them: a letter lost or doubled, two in the wrong order,
 * vowels left out ("summitldgr"), the end cut off ("ahrenf"), the rest as initials ("larkspurvg"); and
 * as attackers hide them in their tools, backwards ("tsercorref") or in rot13.
 * They are made once from the profile, so that a text costs no more for them.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { bitsOf } from "../text/word-table.ts";
import { gluedForm } from "./glued-index.ts";
import type { NamedTerm, OwnTerm } from "./own-terms.ts";

const wornCharsMin = 6;
const wornCharsMax = 24;
const cutCharsMin = 5;
const formCharsMin = 5;
/** All of them together. */
const formsMax = 20_000;

/** Forms of the words of names, those of kinds that name us first; none that is a word by itself. */
export function wornForms(terms: readonly NamedTerm[]): NamedTerm[] {
  const made = new Map<string, OwnTerm>();
  const isKnown = new Set(terms.flatMap(({ text }) => partsOf(text)));
  for (const { text, kind } of terms) {
    if (kind === "username" || kind === "company-host" || made.size >= formsMax) continue;
    const parts = partsOf(text);
    const term = { kind, why: "how a name of the profile is misspelt", needsReview: true };
    const forms = parts.length > 1 ? [...parts, parts.join("")].flatMap(worn) : parts.flatMap(worn);
    for (const form of [...forms, ...withInitials(parts)]) {
      if (form.length < formCharsMin || isKnown.has(form) || made.has(form)) continue;
      if (bitsOf(form) === 0) made.set(form, term);
    }
  }
  return [...made].map(([text, term]) => ({ text, ...term }));
}

const betweenParts = letterPattern(String.raw`[^\p{L}\p{N}]+`);

function partsOf(text: string): string[] {
  return text
    .split(betweenParts)
    .map(gluedForm)
    .filter((part) => part !== "");
}

function worn(word: string): string[] {
  if (word.length < wornCharsMin || word.length > wornCharsMax || !/^[a-z]+$/.test(word)) return [];
  const forms = new Set<string>([withoutVowels(word), withoutVowels(word.replace(/(.)\1/g, "$1"))]);
  for (let at = 1; at < word.length; at += 1) {
    const without = word.slice(0, at) + word.slice(at + 1);
    forms.add(without);
    forms.add(word.slice(0, at) + (word[at] ?? "") + word.slice(at));
    const [one = "", two = ""] = [word[at], word[at + 1]];
    forms.add(word.slice(0, at) + two + one + word.slice(at + 2));
    if (isVowel(one)) for (const form of withoutAnotherVowel(without, at)) forms.add(form);
    for (const sound of soundsLike[one] ?? []) {
      forms.add(word.slice(0, at) + sound + word.slice(at + 1));
    }
    for (const other of looksLike[one] ?? [])
      forms.add(word.slice(0, at) + other + word.slice(at + 1));
  }
  for (const form of respellings(word)) forms.add(form);
  forms.add(Array.from(word).reverse().join(""));
  forms.add(word.replace(/[a-z]/g, turned));
  for (let length = cutCharsMin; length < word.length - 1; length += 1) {
    forms.add(word.slice(0, length));
  }
  forms.delete(word);
  return [...forms];
}

/** By thirteen letters: "sreebperfg" of "ferrocrest". */
function turned(letter: string): string {
  return String.fromCharCode(((letter.charCodeAt(0) - letterA + 13) % 26) + letterA);
}

const letterA = 97;

const respelt: readonly (readonly [written: string, as: readonly string[]])[] = [
  ["light", ["lite"]],
  ["night", ["nite"]],
  ["right", ["rite", "wright"]],
  ["ough", ["o", "ow"]],
  ["ph", ["f"]],
  ["ck", ["k", "x"]],
  ["qu", ["kw", "k"]],
  ["our", ["or"]],
  ["er", ["r", "a"]],
  ["ee", ["ea"]],
  ["ea", ["ee"]],
  ["oo", ["u", "ou"]],
  ["ou", ["u"]],
  ["th", ["t", "f"]],
  ["sch", ["sh"]],
  ["x", ["ks", "cks"]],
  ["and", ["n"]],
];

/** As those write it who only heard it, or whom it amuses: "harbourlite" of "Harbourlight". */
export function respellings(word: string): string[] {
  return respelt
    .filter(([written]) => word.includes(written))
    .flatMap(([written, as]) => as.map((sound) => word.replace(written, sound)));
}

/** Letters that a hurried reader takes for another. */
const looksLike: Readonly<Record<string, readonly string[]>> = {
  i: ["l"],
  l: ["i"],
  m: ["rn", "n"],
  n: ["m"],
  w: ["vv"],
  d: ["cl"],
  g: ["q"],
  q: ["g"],
};

const soundsLike: Readonly<Record<string, string>> = {
  s: "zc",
  z: "s",
  c: "ks",
  k: "c",
  i: "ye",
  y: "i",
  e: "ai",
  a: "e",
  o: "u",
  u: "o",
  v: "w",
  w: "v",
};

function isVowel(letter: string): boolean {
  return letter !== "" && "aeiouy".includes(letter);
}

/** All but the first letter. */
function withoutVowels(word: string): string {
  return word.slice(0, 1) + word.slice(1).replace(/[aeiouy]/g, "");
}

function* withoutAnotherVowel(word: string, from: number): Generator<string> {
  for (let at = from; at < word.length; at += 1) {
    if (isVowel(word[at] ?? "")) yield word.slice(0, at) + word.slice(at + 1);
  }
}

/** "larkspurvg" of "Larkspur Veterinary Group", "vdlis" and "cvlis" of "Ceramica Vale do Lis". */
function withInitials(parts: readonly string[]): string[] {
  if (parts.length < 2) return [];
  const long = parts.filter((part) => part.length > 2);
  const initials = (some: readonly string[]): string => some.map((part) => part[0] ?? "").join("");
  const heads = [parts, long].map((some) => (some[0] ?? "") + initials(some.slice(1)));
  const tails = [parts, long].map((some) => initials(some.slice(0, -1)) + (some.at(-1) ?? ""));
  return [...heads, ...tails];
}
