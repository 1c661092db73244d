/**
 * What the source suggests beside its values: single fields of the report, techniques that its words
 * describe, and the steps of the attack in the order in which they are told. A person confirms each; the
 * words that it comes from are shown beside it and never leave.
 */

import { dayMs, dayOf } from "@tocsin/kernel";
import { lookupTechnique } from "@tocsin/threat";
import type { TechniqueSuggestion } from "@tocsin/threat/techniques";
import type { FrameSuggestion, PartDetail, ReportBody, ReviewItem } from "@tocsin/wire";
import { toWeek } from "../crowd/coarse-times.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { classOfTechnique } from "./field-classes.ts";

export interface SuggestedFields {
  readonly frame: readonly FrameSuggestion[];
  readonly items: readonly ReviewItem[];
}

/** Guesses below it cost the reviewer more than they give. */
const guessScoreMin = 0.5;
const techniquesMax = 12;
/** Older dates in a text are rarely about this attack. */
const ageDaysMax = 400;
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
  const steps = kept.map((it, at) => stepItem(text, it, at + 1));
  return { frame: suggestFrame(text, nowMs), items: [...guessed, ...steps] };
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

function stepItem(text: string, found: TechniqueSuggestion, place: number): ReviewItem {
  const { technique, score, start, end } = found;
  const known = lookupTechnique(technique);
  const tactics = known?.tactics ?? [];
  const did = didByTactic.find(([tactic]) => tactics.includes(tactic))?.[1] ?? "executed";
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
    why: `Step ${place} as the text tells it: ${known?.name ?? technique}${chance}. Say what it did and where.`,
  };
}

interface Cue {
  readonly field: FrameSuggestion["field"];
  readonly value: string;
  readonly pattern: RegExp;
}

const cue = (field: Cue["field"], value: string, source: string): Cue => ({
  field,
  value,
  pattern: boundedPattern(`\\b(?:${source})\\b`, "i"),
});

type Stage = NonNullable<ReportBody["stage"]>;
type Determination = ReportBody["determination"];

/** The first that a text holds counts: what was stopped is no incident, whatever else was feared. */
const cues: readonly Cue[] = [
  ...[
    cue(
      "kind",
      "near-miss",
      "near miss|was blocked|were blocked|blocked by|was quarantined|were quarantined|stopped by|nobody clicked|no user clicked|did not succeed|attempt failed|without success",
    ),
    cue(
      "determination",
      "blocked" satisfies Determination,
      "was blocked|were blocked|blocked by|was quarantined|were quarantined|stopped by",
    ),
    cue(
      "determination",
      "failed-attempt" satisfies Determination,
      "attempt failed|did not succeed|without success|nobody clicked|no user clicked",
    ),
    cue(
      "determination",
      "confirmed" satisfies Determination,
      "confirmed|we found|was found|were found|forensics? show(?:s|ed)?|encrypted our",
    ),
  ],
  ...(
    [
      ["impact", "encrypted|ransom note|ransomware deployed|wiped|defaced"],
      ["exfiltration", "exfiltrat(?:ed|ion)|stolen data|data was taken|uploaded to"],
      ["collection", "staged|archived for|collected data"],
      ["control", "beacon(?:s|ed|ing)?|command and control|c2"],
      [
        "movement",
        "lateral(?:ly)? mov(?:ed|ement)|moved laterally|lateral movement|psexec|pass the hash",
      ],
      ["foothold", "web shell|webshell|implant|backdoor|persistence"],
      ["delivery", "phish(?:ing|ed)?|attachment|lure|opened a mail"],
      ["reconnaissance", "scann(?:ed|ing)|probed|probing"],
    ] as const satisfies readonly (readonly [Stage, string])[]
  ).map(([stage, source]) => cue("stage", stage, source)),
];

function suggestFrame(text: string, nowMs: number): FrameSuggestion[] {
  const found = new Map<string, FrameSuggestion>();
  for (const { field, value, pattern } of cues) {
    const match = found.has(field) ? null : pattern.exec(text);
    if (match === null) continue;
    const source = { start: match.index, end: match.index + match[0].length };
    found.set(field, { field, value, why: "The words of the source say so.", source });
  }
  const first = earliestDay(text, nowMs);
  return first === undefined ? [...found.values()] : [...found.values(), first];
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const dates = [
  /\b(?<y>20\d{2})-(?<m>\d{2})-(?<d>\d{2})\b/g,
  /\b(?<d>\d{1,2})\.? (?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?<y>20\d{2})\b/gi,
  /\b(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?<d>\d{1,2}),? (?<y>20\d{2})\b/gi,
];

/** Told to the week: a finer time makes the crowd smaller, and the reviewer may still say it. */
function earliestDay(text: string, nowMs: number): FrameSuggestion | undefined {
  let first: { day: string; start: number; end: number } | undefined;
  for (const pattern of dates) {
    for (const match of text.matchAll(pattern)) {
      const day = dayText(match.groups ?? {}, nowMs);
      if (day === undefined || (first !== undefined && first.day <= day)) continue;
      first = { day, start: match.index, end: match.index + match[0].length };
    }
  }
  if (first === undefined) return undefined;
  const { day, start, end } = first;
  const why = "The earliest date of the source, told to the week.";
  return { field: "firstSeen", value: toWeek(day), why, source: { start, end } };
}

function dayText(
  groups: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): string | undefined {
  const { y = "", m, d = "", n } = groups;
  const month = n === undefined ? Number(m) : months.indexOf(n.slice(0, 3).toLowerCase()) + 1;
  const ms = Date.UTC(Number(y), month - 1, Number(d));
  const isDate =
    new Date(ms).getUTCMonth() === month - 1 && new Date(ms).getUTCDate() === Number(d);
  const isNear = ms <= nowMs && ms > nowMs - ageDaysMax * dayMs;
  return isDate && isNear ? dayOf(ms) : undefined;
}
