/** Whose systems a clause speaks of, and what governs a verb in it. Read by {@link lintMeasure} alone. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import {
  eager,
  elsewhere,
  bystanders,
  guards,
  hostileSystems,
  hostileTraits,
  lawful,
  leftBehind,
  own,
  ownPeople,
  parties,
  persons,
  relatives,
  systems,
  turns,
  type Words,
} from "./words.ts";

/** Words in small letters, and the commas between them. */
export type Clause = readonly string[];

export interface Target {
  /** "shared": an account or service that may as well stand on a system of ours. */
  readonly kind: "system" | "shared" | "person" | "address";
  readonly start: number;
  readonly end: number;
}

const asOneWord: readonly (readonly [RegExp, string])[] = [
  [
    /\bcommand(?:[- ]and[- ]|[ -]?& ?)control\b|\bc ?& ?c\b|\bcnc\b|\bcommand server\b|\bteam ?server\b/g,
    "c2",
  ],
  [/\bthreat[- ]actor/g, "actor"],
  [/\blaw enforcement\b/g, "police"],
  [/\breverse shell/g, "implant"],
  [/\bweb[- ]shell/g, "shell"],
  [/\blook[- ]alike/g, "lookalike"],
  [/\bspear[- ]phish/g, "spearphish"],
  [/\bbooby[- ]trap/g, "boobytrap"],
  [/\b(allow|block|deny)[- ]list/g, "$1list"],
  [/\bin to\b/g, "into"],
  [/\bbad guys\b/g, "attackers"],
  [/\bthird[- ]part(y|ies)\b/g, "third part$1"],
];

/** Of a text of any length, in time that grows with it alone. */
export function clausesOf(text: string): Clause[] {
  const folded = asOneWord.reduce(
    (said, [pattern, word]) => said.replace(pattern, word),
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("’", "'")
      .replace(/[^\S\n]+/g, " "),
  );
  return folded.split(/[.;!?:](?=\s|$)|[\n()–—]/).flatMap((clause) => inParts(wordsIn(clause)));
}

const wordOrComma = letterPattern(String.raw`[\p{L}\p{N}][\p{L}\p{N}.'/@_]*|,`, "g");

function wordsIn(clause: string): string[] {
  const found = clause.replaceAll("-", " ").matchAll(wordOrComma);
  return Array.from(found, ([word]) => cutEnd(word, "."));
}

/** No sentence is longer; what is goes in parts that overlap, since each rule looks at a whole one. */
const clauseWordsMax = 100;
const overlapWords = 20;

function inParts(clause: Clause): Clause[] {
  const parts: Clause[] = [];
  for (let from = 0; from < clause.length; from += clauseWordsMax - overlapWords) {
    parts.push(clause.slice(from, from + clauseWordsMax));
  }
  return parts;
}

function stem(word: string): string {
  return word.replace(/'s?$/, "");
}

function isPossessive(word: string): boolean {
  return /'s?$/.test(word);
}

const addressForm = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;
const nounWordsMax = 4;
const small = new Set(
  "from in on of at to with by and or our own all every for into via that which who , was were is are has had through".split(
    " ",
  ),
);

/** The last word of the noun phrase that goes on at `from`: where it stands, whatever it is. */
function headFrom(clause: Clause, from: number): number | undefined {
  let head: number | undefined;
  for (let at = from; at < Math.min(clause.length, from + nounWordsMax); at += 1) {
    const word = clause[at] ?? "";
    if (small.has(word)) break;
    if (systems.has(stem(word)) || leftBehind.has(stem(word))) head = at;
    else if (head !== undefined) break;
  }
  return head;
}

function kindOfHead(word: string): "system" | "shared" | undefined {
  const noun = stem(word);
  if (!systems.has(noun)) return undefined;
  return leftBehind.has(noun) ? "shared" : "system";
}

/** What of somebody else's begins at a word. */
function targetAt(clause: Clause, start: number): Target | undefined {
  const word = clause[start] ?? "";
  const noun = stem(word);
  if (addressForm.test(word)) return { kind: "address", start, end: start + 1 };
  const owned = (from: number): Target | undefined => {
    const head = headFrom(clause, from);
    const kind = head === undefined ? undefined : kindOfHead(clause[head] ?? "");
    return head === undefined || kind === undefined ? undefined : { kind, start, end: head + 1 };
  };
  if (hostileSystems.has(noun)) {
    const head = headFrom(clause, start + 1);
    return head === undefined ? { kind: "system", start, end: start + 1 } : owned(start + 1);
  }
  if (hostileTraits.has(noun) && clause[start - 1] !== "open") {
    const target = owned(start + 1);
    if (target !== undefined) return target;
  }
  if (persons.has(noun)) {
    const next = clause[start + 1] === "own" ? start + 2 : start + 1;
    if (headFrom(clause, next) !== undefined) return owned(next);
    return isPossessive(word) ? undefined : { kind: "person", start, end: start + 1 };
  }
  if (word === "scanner's") return owned(start + 1);
  if (word === "whoever") return { kind: "person", start, end: start + 1 };
  if (["their", "his", "her"].includes(word) && !isOurs(clause, start))
    return owned(clause[start + 1] === "own" ? start + 2 : start + 1);
  return systems.has(noun) ? describedAt(clause, start) : undefined;
}

const several = new Set(
  "staff team people person everyone anyone nobody everybody somebody".split(" "),
);

function isOurs(clause: Clause, before: number): boolean {
  return clause
    .slice(0, before)
    .some((word) => ownPeople.has(stem(word)) && (word.endsWith("s") || several.has(word)));
}

const holders = new Set(["of", "belonging", "owned", "run", "controlled", "operated"]);
const attacks = /^(?:attack|scan|prob|hit|target|spam|phish)(?:n|b|t)?(?:s|es|e|ed|ing)?$/;

/** "the server of the attackers", "the host that attacked us", "the box they use" */
function describedAt(clause: Clause, start: number): Target | undefined {
  const next = clause[start + 1] ?? "";
  const following = clause.slice(start + 2, start + 6);
  const isTheirs = holders.has(next) && following.some((word) => persons.has(stem(word)));
  const attacksUs = relatives.has(next) && following.slice(0, 3).some((word) => attacks.test(word));
  const theyUse =
    next === "they" && /^(?:us|r[ua]n|rent|control|own|operat)/.test(following[0] ?? "");
  return isTheirs || attacksUs || theyUse ? { kind: "system", start, end: start + 1 } : undefined;
}

const windowWords = 10;
const breaks = new Set(["after", "before", "because", "until", "as", "using", "via", "by"]);

export interface Search {
  /** Prepositions behind which it is about something else. */
  readonly cut: Words;
  readonly kinds: readonly Target["kind"][];
}

/** The first system of others that a verb at `verb` acts on. */
export function targetAfter(
  clause: Clause,
  verb: number,
  { cut, kinds }: Search,
): Target | undefined {
  const last = Math.min(clause.length, verb + 1 + windowWords);
  for (let at = verb + 1; at < last; at += 1) {
    const word = clause[at] ?? "";
    if (word === "," || relatives.has(word) || breaks.has(word) || cut.has(word)) return undefined;
    if (turns.has(word) && beginsAnew(clause, at)) return undefined;
    const target = targetAt(clause, at);
    if (target === undefined) continue;
    if (kinds.includes(target.kind)) return isOnOwn(clause, target.end) ? undefined : target;
    at = target.end - 1;
  }
  return undefined;
}

/** Any system of others before `end`. */
export function targetsIn(clause: Clause, kinds: readonly Target["kind"][]): Target[] {
  return clause.flatMap((_, at) => {
    const target = targetAt(clause, at);
    return target !== undefined && kinds.includes(target.kind) ? [target] : [];
  });
}

/** "and" before a verb; before a noun it only lengthens a list. */
function beginsAnew(clause: Clause, at: number): boolean {
  return (
    clause[at] !== "and" ||
    /(?:ed|ing)$/.test(clause[at + 1] ?? "") ||
    verbLike.has(clause[at + 1] ?? "")
  );
}

const verbLike = new Set(
  "block isolate report reset rotate restore ask notify hand tell send keep add use change move log told sent kept took".split(
    " ",
  ),
);

const placeWords = new Set(["from", "in", "on", "at", "of", "inside", "within"]);

/** What attackers have left on a system of ours, or a list of ours. */
function isOnOwn(clause: Clause, from: number): boolean {
  const reach = clause.slice(from, from + 8);
  const ends = reach.findIndex((word) => word === "with" || breaks.has(word));
  const near = ends < 0 ? reach : reach.slice(0, ends);
  const place = near.findIndex((word) => placeWords.has(word));
  return place >= 0 && near.slice(place).some((word) => own.has(stem(word)));
}

/** Whether what the verb does is prevented, watched for or advised against. */
export function isGoverned(clause: Clause, verb: number): boolean {
  let hasRelative = false;
  for (let at = verb - 1; at >= Math.max(0, verb - windowWords); at -= 1) {
    const word = clause[at] ?? "";
    if (relatives.has(word)) hasRelative = true;
    const isTurn = word === "," || turns.has(word);
    if (isTurn && !hasRelative && !continues(clause, at, verb)) return false;
    if (guards.has(word)) return !clause.slice(at, verb).some((it) => eager.has(it));
  }
  return false;
}

/** "from accessing and downloading": the same form goes on under the same guard. */
function continues(clause: Clause, at: number, verb: number): boolean {
  const before = clause[at - 1] ?? "";
  return clause[at] === "and" && before.endsWith("ing") && (clause[verb] ?? "").endsWith("ing");
}

/** A provider, a registrar or the police does it, or was asked to. */
export function isLawful(clause: Clause): boolean {
  return clause.some((word) => lawful.has(stem(word)));
}

/** Whether a machine or person of ours, or one that is watched for, does it. */
export function isDescribed(clause: Clause, verb: number): boolean {
  const near = clause.slice(Math.max(0, verb - 3), verb).map(stem);
  if (near.some((word) => ownPeople.has(word))) return true;
  const before = clause.slice(0, verb).map(stem);
  return before.some((word) => relatives.has(word)) && before.some((word) => ownPeople.has(word));
}

const agreed = new Set(
  "asked helped agreed consent permission request requested together jointly allowed authorised".split(
    " ",
  ),
);

/** A system of those who have not asked for it. */
export function bystanderAfter(clause: Clause, verb: number): boolean {
  if (clause.some((word) => agreed.has(word))) return false;
  const last = Math.min(clause.length, verb + 1 + windowWords);
  for (let at = verb + 1; at < last; at += 1) {
    const word = clause[at] ?? "";
    if (word === ",") return false;
    const isForeign = elsewhere.has(word) && parties.has(stem(clause[at + 1] ?? ""));
    if (isForeign) return true;
    if (!bystanders.has(word) || !isPossessive(word)) continue;
    const head = headFrom(clause, at + 1);
    if (head !== undefined && kindOfHead(clause[head] ?? "") === "system") {
      return !isOnOwn(clause, head + 1);
    }
  }
  return false;
}
