/**
 * What the source suggests beside its values: single fields of the report, techniques that its words
 * describe, and the steps of the attack in the order in which they are told. A person confirms each; the
 * words that it comes from are shown beside it and never leave.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { lookupTechnique } from "@tocsin/threat";
import type { TechniqueSuggestion } from "@tocsin/threat/techniques";
import type { FrameSuggestion, PartDetail, ReviewItem } from "@tocsin/wire";
import { stepActions } from "@tocsin/wire/step-actions";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { bitsOf, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { classOfTechnique } from "./field-classes.ts";
import { sentencesOf } from "./sentences.ts";
import { suggestFrame } from "./suggest-frame.ts";
import { suggestHarm } from "./suggest-harm.ts";
import { ReadSentences } from "./telling-phrases.ts";

export interface SuggestedFields {
  readonly frame: readonly FrameSuggestion[];
  readonly items: readonly ReviewItem[];
}

/** Guesses below it cost the reviewer more than they give. */
const guessScoreMin = 0.5;
const techniquesMax = 12;
/** A report tells its story at its beginning. */
const readCharsMax = 100_000;
const contextChars = 160;

/** `techniques` as `suggestTechniques` gives them; written ids have score 1. */
export function suggestFields(
  text: string,
  techniques: readonly TechniqueSuggestion[],
  nowMs: number,
): SuggestedFields {
  const kept = techniques
    .filter((it) => it.score === 1 || (it.score >= guessScoreMin && isTelling(text, it)))
    .slice(0, techniquesMax)
    .sort((a, b) => a.start - b.start);
  const guessed = kept.filter((it) => it.score < 1).map(techniqueItem);
  const steps = inOrder(text, kept).map((it, at) =>
    stepItem(it, at + 1, isListed(text, kept, kept.indexOf(it)) ? null : systemOf(text, it)),
  );
  const read = new ReadSentences(sentencesOf(text.slice(0, readCharsMax)));
  return {
    frame: suggestFrame(read, nowMs),
    items: [...guessed, ...steps, ...suggestHarm(read)],
  };
}

const oneWord = letterPattern(String.raw`^\p{L}+$`);
const vulnerabilityAlone = /^CVE-\d{4}-\d{4,7}$/i;

/** One everyday word, such as "rule" or "name", tells of no technique, nor does a vulnerability's number. */
function isTelling(text: string, { technique, start, end }: TechniqueSuggestion): boolean {
  const words = text.slice(start, end).trim();
  if (vulnerabilityAlone.test(words)) return false;
  if (!oneWord.test(words)) return true;
  const bits = bitsOf(words.toLowerCase());
  const isEveryday = (bits & ordinaryBit) !== 0 && (bits & tradeBit) === 0;
  return !isEveryday || words.toLowerCase() === lookupTechnique(technique)?.name.toLowerCase();
}

const bare = {
  id: "",
  type: null,
  role: null,
  confidence: null,
  proposal: "ask",
  decision: null,
  reason: null,
} as const;

function techniqueItem({ technique, score, start, end }: TechniqueSuggestion): ReviewItem {
  const name = lookupTechnique(technique)?.name ?? technique;
  return {
    ...bare,
    part: "technique",
    value: technique,
    detail: null,
    class: classOfTechnique(technique),
    source: { start, end },
    why: `The words suggest ${name}, with a chance of ${Math.round(score * 100)} %.`,
  };
}

/**
 * Steps in the order of the text; but ids in a row are a list, which says nothing of the order: there it is
 * that of the tactics.
 */
function inOrder(text: string, kept: readonly TechniqueSuggestion[]): TechniqueSuggestion[] {
  const listed = kept.filter((_, at) => isListed(text, kept, at));
  listed.sort((a, b) => tacticOrder(a) - tacticOrder(b));
  return kept.map((it, at) => (isListed(text, kept, at) ? (listed.shift() ?? it) : it));
}

function isListed(text: string, kept: readonly TechniqueSuggestion[], at: number): boolean {
  const it = kept[at];
  const beside = [kept[at - 1], kept[at + 1]];
  return it !== undefined && beside.some((other) => other && areListed(text, it, other));
}

/** Two ids with nothing but signs between them. */
function areListed(text: string, a: TechniqueSuggestion, b: TechniqueSuggestion): boolean {
  if (a.score < 1 || b.score < 1) return false;
  return /^[\s,;|/()[\]*-]{1,8}$/.test(
    text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)),
  );
}

function tacticOrder({ technique }: TechniqueSuggestion): number {
  return stepActions.indexOf(stepOf(technique).did);
}

type Step = Extract<PartDetail, { of: "step" }>;

/** By tactic, in the order in which one is taken where a technique has several. */
const didByTactic: readonly (readonly [string, Step["did"]])[] = [
  ["TA0001", "delivered"],
  ["TA0043", "scouted"],
  ["TA0042", "scouted"],
  ["TA0006", "stole-credentials"],
  ["TA0008", "moved"],
  ["TA0011", "controlled"],
  ["TA0010", "exfiltrated"],
  ["TA0040", "damaged"],
  ["TA0009", "collected"],
  ["TA0007", "discovered"],
  ["TA0002", "executed"],
  ["TA0003", "persisted"],
  ["TA0004", "escalated"],
  ["TA0005", "evaded"],
];

const systemCues: readonly (readonly [NonNullable<Step["on"]>, RegExp])[] = (
  [
    ["remote-access", "vpn|remote desktop|rdp|citrix|netscaler|remote access"],
    ["mail", "mail|e-mail|mailbox(?:es)?|inbox(?:es)?|outlook|phish(?:ing)?|attachment"],
    ["identity-service", "active directory|domain controller|entra|okta|kerberos|ldap|ntds"],
    ["cloud", "cloud|tenant|azure|aws|s3|bucket|sharepoint|onedrive"],
    ["virtualisation", "esxi|vcenter|hypervisor|vmware"],
    ["backup", "backup|veeam|shadow cop(?:y|ies)"],
    ["web-server", "web server|web shell|webshell|iis|apache|nginx"],
    ["database", "database|sql server|oracle|postgres"],
    ["network-device", "router|firewall|network switch(?:es)?|fortigate"],
    ["industrial-control", "plc|scada|hmi|industrial"],
    ["mobile", "mobile (?:phone|device)|smartphone|android|ios"],
    ["workstation", "workstation|laptop|desktop (?:computer|pc)"],
    ["server", "(?:file|application|terminal|print|build|jump|linux|windows) server|file share"],
  ] as const
).map(([kind, source]) => [kind, boundedPattern(`\\b(?:${source})s?\\b`, "i")]);

/** What is nearer counts: the words themselves, then their clause, then the whole sentence in its line. */
function systemOf(text: string, { start, end }: TechniqueSuggestion): Step["on"] {
  const before = text.slice(Math.max(0, start - contextChars), start);
  const words = text.slice(start, end);
  const after = text.slice(end, end + contextChars);
  for (const bound of [undefined, clauseEnd, sentenceEnd]) {
    const around =
      bound === undefined
        ? words
        : `${before.split(bound).at(-1) ?? ""}${words}${after.split(bound)[0] ?? ""}`;
    const named = systemCues.filter(([, pattern]) => pattern.test(around));
    // Of two sorts of system only a person can say on which it was.
    if (named.length > 0) return named.length === 1 ? (named[0]?.[0] ?? null) : null;
  }
  return null;
}

const clauseEnd = /[,;:!?\n]|\.(?=\s)/;
const sentenceEnd = /[;!?\n]|\.(?=\s)/;

function stepOf(technique: string): { did: Step["did"]; name: string } {
  const known = lookupTechnique(technique);
  const tactics = known?.tactics ?? [];
  const did = didByTactic.find(([tactic]) => tactics.includes(tactic))?.[1] ?? "executed";
  return { did, name: known?.name ?? technique };
}

function stepItem(
  { technique, score, start, end }: TechniqueSuggestion,
  place: number,
  on: Step["on"],
): ReviewItem {
  const { did, name } = stepOf(technique);
  const chance = score < 1 ? `, with a chance of ${Math.round(score * 100)} %` : "";
  return {
    ...bare,
    part: "step",
    value: "",
    detail: { of: "step", place, technique, did, on, time: null, result: "unknown" },
    class: classOfTechnique(technique),
    source: { start, end },
    why: `Step ${place} as the text tells it: ${name}${chance}. Say what it did and where.`,
  };
}
