/** What a source suggests for the single fields of a report, each with the words that say so. */

import { dayMs, dayOf } from "@tocsin/kernel";
import type { FrameSuggestion, ReportBody } from "@tocsin/wire";
import { toWeek } from "../crowd/coarse-times.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { isLikelyAside, isSurelyAside } from "./aside-dates.ts";
import { isDenied, type Sentence } from "./sentences.ts";
import { Phrases, type ReadSentences } from "./telling-phrases.ts";

/** Older dates in a text are rarely about this attack. */
const ageDaysMax = 400;

type Stage = NonNullable<ReportBody["stage"]>;

const words = (source: string): Phrases => new Phrases(source);

/** The farthest first: how far the attacker came is what counts. */
const stages: readonly (readonly [Stage, Phrases])[] = (
  [
    [
      "impact",
      "encrypted (?:our|the|all|some|files|data|[0-9])|(?:files|data|servers?|machines|disks|shares?|systems|hosts) (?:was|were|got) encrypted|ransom note|ransomware (?:ran|deployed|was deployed|was started|encrypted)|ransomware on [0-9]|deleted (?:the |all |our )?shadow copies|(?:disks|servers|data|files|backups|shares|machines) (?:were|was) wiped|defaced",
    ],
    [
      "exfiltration",
      "exfiltrat(?:ed|ion)|stolen data|data (?:was|were) (?:taken|stolen|copied out)|what was taken|sent [0-9.]{1,6} ?[kmgt]b|uploaded (?:to|[0-9])|sent away|stole|leaked",
    ],
    ["collection", "staged|archived for|collected data|packed (?:files|data|into)"],
    ["control", "beacon(?:s|ed|ing)?|command and control|c2"],
    [
      "movement",
      "lateral(?:ly)? mov(?:ed|ement)|moved laterally|lateral movement|psexec|pass the hash|moved (?:on )?to (?:the|our|another|other) (?:file |mail |domain |backup |database )?(?:servers?|hosts?|controllers?|machines?|systems?|network)|jumped to",
    ],
    [
      "foothold",
      "web shell|webshell|implant|backdoor|persistence|logged (?:in|on) (?:to|at|with)|ran (?:the|a) (?:macro|loader|payload)",
    ],
    ["delivery", "phish(?:ing|ed)?|attachment|lure|opened a mail"],
    ["reconnaissance", "scann(?:ed|ing)|probed|probing|password spray(?:ed|ing)?"],
  ] as const satisfies readonly (readonly [Stage, string])[]
).map(([stage, source]) => [stage, words(source)]);

/** From here on it is no near miss, whatever was blocked beside it. */
const inside: ReadonlySet<string> = new Set<Stage>([
  "foothold",
  "movement",
  "collection",
  "exfiltration",
  "impact",
]);

const stopped = words(
  "was blocked|were blocked|blocked by|was quarantined|were quarantined|stopped by",
);
const failed = words(
  "attempt failed|did not succeed|without success|nobody clicked|no user clicked|near miss",
);
const sure = words(
  "confirmed|we found|was found|were found|forensics? show(?:s|ed)?|encrypted our",
);

export function suggestFrame(read: ReadSentences, nowMs: number): FrameSuggestion[] {
  const stage = firstStage(read);
  const isInside = stage !== undefined && inside.has(stage.value);
  const blocked = isInside ? undefined : first(read, stopped);
  const miss = isInside ? undefined : first(read, failed);
  const found: (FrameSuggestion | undefined)[] = [];
  const missed = [miss, blocked].find((it) => it !== undefined);
  found.push(missed && suggestion("kind", "near-miss", missed));
  const confirmed = first(read, sure);
  found.push(
    (blocked && suggestion("determination", "blocked", blocked)) ??
      (miss && suggestion("determination", "failed-attempt", miss)) ??
      (confirmed && suggestion("determination", "confirmed", confirmed)),
  );
  found.push(stage && suggestion("stage", stage.value, stage.source));
  return [...found.filter((it) => it !== undefined), ...times(read.all, nowMs)];
}

type Span = FrameSuggestion["source"];

function suggestion(
  field: FrameSuggestion["field"],
  value: string,
  source: Span,
  why = "The words of the source say so.",
): FrameSuggestion {
  return { field, value, why, source };
}

function first(read: ReadSentences, phrases: Phrases): Span | undefined {
  for (const { start, text } of read.with(phrases)) {
    const match = phrases.in(text);
    if (match === null) continue;
    const at = start + match.index;
    return { start: at, end: at + match[0].length };
  }
  return undefined;
}

/** Where it is not denied. */
function firstStage(read: ReadSentences): { value: Stage; source: Span } | undefined {
  for (const [value, phrases] of stages) {
    for (const { start, text } of read.with(phrases)) {
      const match = phrases.in(text);
      if (match === null || isDenied(text, match.index)) continue;
      const at = start + match.index;
      return { value, source: { start: at, end: at + match[0].length } };
    }
  }
  return undefined;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const month = "(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
const dates = [
  /\b(?<y>20\d{2})-(?<m>\d{2})-(?<d>\d{2})(?![\d-])/g,
  /\b(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>20\d{2})\b/g,
  boundedPattern(
    `\\b(?<d>\\d{1,2})(?:st|nd|rd|th)?\\.? ${month}\\b\\.?(?:,? (?<y>20\\d{2})|(?!,? ?\\d{4}))`,
    "gi",
  ),
  boundedPattern(
    `\\b${month}\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (?<y>20\\d{2})|(?!,? ?\\d{4}))`,
    "gi",
  ),
];

type TimeField = "firstSeen" | "noticed" | "ended";

interface Told {
  readonly field: TimeField;
  readonly day: string;
  readonly source: Span;
}

const noticing = words(
  "noticed|discovered|detected|alerted|alert fired|reported it|rang|saw it|found it|became aware|raised (?:an|the) alarm",
);
const ending = words(
  "contained|eradicated|closed|over|ended|recovered|restored|back in (?:service|operation)|cleaned|evicted|locked out",
);
const clauseChars = 80;
/** Every date has one. */
const digit = /[0-9]/;

/** Told to the week: a finer time makes the crowd smaller, and the reviewer may still say it. */
function times(all: readonly Sentence[], nowMs: number): FrameSuggestion[] {
  const sentences = all.filter(({ text }) => digit.test(text));
  const years = yearsTold(sentences);
  const told = sentences.flatMap((it) => daysIn(it, years, nowMs));
  const any = earliest(told);
  const noticed = earliest(told.filter((it) => it.field === "noticed"));
  const ended = latest(told.filter((it) => it.field === "ended"));
  const began = earliest(told.filter((it) => it.field === "firstSeen")) ?? any;
  return [
    began && timed("firstSeen", began, "The earliest date of the source, told to the week."),
    noticed && timed("noticed", noticed, "The date beside it, told to the week."),
    ended && timed("ended", ended, "The last date beside such words, told to the week."),
  ].filter((it) => it !== undefined);
}

function timed(field: TimeField, { day, source }: Told, why: string): FrameSuggestion {
  return suggestion(field, toWeek(day), source, why);
}

function earliest(told: readonly Told[]): Told | undefined {
  return [...told].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))[0];
}

function latest(told: readonly Told[]): Told | undefined {
  return [...told].sort((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : 0))[0];
}

/** The years of whole dates, the latest first: a date without one is of these. */
function yearsTold(sentences: readonly Sentence[]): number[] {
  const years = new Set<number>();
  for (const { text } of sentences) {
    for (const pattern of dates) {
      for (const { groups } of text.matchAll(pattern)) {
        if (groups?.["y"] !== undefined) years.add(Number(groups["y"]));
      }
    }
  }
  return [...years].sort((a, b) => b - a);
}

function daysIn({ start, text }: Sentence, told: readonly number[], nowMs: number): Told[] {
  const thisYear = new Date(nowMs).getUTCFullYear();
  const years = [...told, thisYear, thisYear - 1];
  return dates.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap((match) => {
      // "1 to 5 may not": no month.
      if (match.groups?.["n"] === "may") return [];
      const day = dayText({ y: yearIn(text), ...definedIn(match.groups) }, years, nowMs);
      if (day === undefined) return [];
      const end = match.index + match[0].length;
      const field = fieldOf(text, match.index, end);
      if (field === undefined) return [];
      return [{ field, day, source: { start: start + match.index, end: start + end } }];
    }),
  );
}

function yearIn(sentence: string): string | undefined {
  return /\b20\d{2}\b/.exec(sentence)?.[0];
}

function definedIn(groups: Readonly<Record<string, string | undefined>> = {}) {
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));
}

/** By the words of the same clause; undefined where they give the date to a patch, a contract or the like. */
function fieldOf(text: string, from: number, to: number): TimeField | undefined {
  if (isSurelyAside(text, { from, to })) return undefined;
  const before = text.slice(Math.max(0, from - clauseChars), from);
  const after = text.slice(to, to + clauseChars);
  const clause = `${before.slice(before.lastIndexOf(",") + 1)} ${after.split(/, (?:and|but)|,(?= it)/)[0] ?? ""}`;
  if (noticing.in(clause) !== null) return "noticed";
  if (ending.in(clause) !== null) return "ended";
  return isLikelyAside(text, { from, to }) ? undefined : "firstSeen";
}

/** Without a year in its sentence it is of the first of `years` in which it has come. */
function dayText(
  groups: Readonly<Record<string, string | undefined>>,
  years: readonly number[],
  nowMs: number,
): string | undefined {
  const { y, m, d = "", n } = groups;
  const which = n === undefined ? Number(m) : months.indexOf(n.slice(0, 3).toLowerCase()) + 1;
  for (const year of y === undefined ? years : [Number(y)]) {
    const ms = Date.UTC(year, which - 1, Number(d));
    const date = new Date(ms);
    const isDate = date.getUTCMonth() === which - 1 && date.getUTCDate() === Number(d);
    if (isDate && ms <= nowMs) return ms > nowMs - ageDaysMax * dayMs ? dayOf(ms) : undefined;
  }
  return undefined;
}
