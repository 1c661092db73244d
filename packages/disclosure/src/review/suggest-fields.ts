/**
 * What the source suggests beside its values: single fields of the report, techniques that its words
 * describe, and the steps of the attack in the order in which they are told. A person confirms each; the
 * words that it comes from are shown beside it and never leave.
 */

import { lookupTechnique } from "@tocsin/threat";
import type { TechniqueSuggestion } from "@tocsin/threat/techniques";
import type { FrameSuggestion, PartDetail, ReviewItem } from "@tocsin/wire";
import { stepActions } from "@tocsin/wire/step-actions";
import { boundedPattern } from "../text/bounded-pattern.ts";
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
    .filter((it) => it.score >= guessScoreMin)
    .slice(0, techniquesMax)
    .sort((a, b) => a.start - b.start);
  const guessed = kept.filter((it) => it.score < 1).map(techniqueItem);
  const steps = inOrder(text, kept).map((it, at) => stepItem(text, it, at + 1));
  const read = new ReadSentences(sentencesOf(text.slice(0, readCharsMax)));
  return {
    frame: suggestFrame(read, nowMs),
    items: [...guessed, ...steps, ...suggestHarm(read)],
  };
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
  const isListed = (it: TechniqueSuggestion, at: number): boolean =>
    [kept[at - 1], kept[at + 1]].some((other) => other !== undefined && areListed(text, it, other));
  const listed = kept.filter(isListed).sort((a, b) => tacticOrder(a) - tacticOrder(b));
  return kept.map((it, at) => (isListed(it, at) ? (listed.shift() ?? it) : it));
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
    ["remote-access", "vpn|remote desktop|rdp|citrix|netscaler|remote access|gateway"],
    ["mail", "mail|inbox|outlook|phish(?:ing)?|attachment"],
    ["identity-service", "active directory|domain controller|entra|okta|kerberos|ldap|ntds"],
    ["cloud", "cloud|tenant|azure|aws|s3|bucket|sharepoint|onedrive"],
    ["virtualisation", "esxi|vcenter|hypervisor|vmware"],
    ["backup", "backup|veeam|shadow cop(?:y|ies)"],
    ["web-server", "web server|website|web shell|webshell|iis|apache|nginx"],
    ["database", "database|sql server|oracle|postgres"],
    ["network-device", "router|firewall|switch|fortigate"],
    ["industrial-control", "plc|scada|hmi|industrial"],
    ["mobile", "mobile|phone|android|ios"],
    ["workstation", "workstation|laptop|desktop|endpoint"],
    ["server", "server|share"],
  ] as const
).map(([kind, source]) => [kind, boundedPattern(`\\b(?:${source})s?\\b`, "i")]);

/** What another line tells is another step. */
function lineAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - contextChars), start);
  const after = text.slice(end, end + contextChars);
  const from = before.lastIndexOf("\n") + 1;
  const to = after.indexOf("\n");
  return before.slice(from) + text.slice(start, end) + (to < 0 ? after : after.slice(0, to));
}

function systemIn(words: string): Step["on"] | undefined {
  return systemCues.find(([, pattern]) => pattern.test(words))?.[0];
}

function stepOf(technique: string): { did: Step["did"]; name: string } {
  const known = lookupTechnique(technique);
  const tactics = known?.tactics ?? [];
  const did = didByTactic.find(([tactic]) => tactics.includes(tactic))?.[1] ?? "executed";
  return { did, name: known?.name ?? technique };
}

function stepItem(text: string, found: TechniqueSuggestion, place: number): ReviewItem {
  const { technique, score, start, end } = found;
  const { did, name } = stepOf(technique);
  const around = lineAround(text, start, end);
  const on = systemIn(text.slice(start, end)) ?? systemIn(around) ?? null;
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
