/**
 * What a source suggests of harm, of measures and of outcomes of CSF 2.0: pick lists alone, no word of it.
 * The reviewer confirms or corrects each; the words that it comes from are shown and never leave.
 */

import type { PartDetail, ReviewItem } from "@tocsin/wire";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { classOfPart } from "./field-classes.ts";
import { isDenied, type Sentence } from "./sentences.ts";
import { Phrases, type ReadSentences } from "./telling-phrases.ts";

const words = (source: string, cues?: string): Phrases => new Phrases(source, cues);

type Harm = Extract<PartDetail, { of: "impact" }>;
type Defence = Extract<PartDetail, { of: "defence" }>;
type Outcome = Extract<PartDetail, { of: "outcome" }>;

const number =
  "(?<count>[0-9]{1,6}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|few|some|several|dozens(?: of)?|hundreds(?: of)?|thousands(?: of)?|all)";
const smallNumbers = "one two three four five six seven eight nine ten eleven twelve".split(" ");

function countOf(text: string): number {
  const word = text.toLowerCase();
  if (/^[0-9]/.test(word)) return Number(word);
  if (/^an?$/.test(word)) return 1;
  if (/few|some|several/.test(word)) return 5;
  if (word.startsWith("dozens")) return 24;
  if (/^(?:hundreds|thousands|all)/.test(word)) return 200;
  return smallNumbers.indexOf(word) + 1;
}

const down = words(
  `(?:down|offline|unavailable|outage|stood still|out of service|without (?:mail|production|systems?))\\b[^.;]{0,30}?\\b(?:for|of|lasted|took)? ?(?:about |some |almost |nearly |over )?${number} (?<unit>hours?|days?|weeks?|minutes?)|${number.replace("count", "count2")} (?<unit2>hours?|days?|weeks?|minutes?) (?:of )?(?:downtime|outage)`,
  "hours|days|weeks|minutes",
);
const restored = words(
  `(?:restor(?:ed|ing|ation)|recover(?:ed|y|ing)|rebuil(?:t|ding))\\b[^.;]{0,40}?\\b(?:in|within|took|lasted|after) (?:about |some |almost |nearly |over )?${number} (?<unit>hours?|days?|weeks?|months?)`,
);
const struck = boundedPattern(
  `\\b${number} (?:of our |of the |windows |linux |virtual |file |domain |web |esxi ){0,2}(?:machines?|servers?|hosts?|workstations?|laptops?|endpoints?|systems?|clients?|computers?|pcs?|vms?|controllers?)\\b`,
  "i",
);
const hit = words(
  "encrypted|infected|affected|hit|compromised|wiped|reimaged|rebuilt|ransomware|beacon(?:ed|ing)?|implants?|talked to|connected to",
);
const dataCues: readonly (readonly [Harm["band"], Phrases])[] = [
  [
    "destroyed",
    words(
      "(?:disks|servers|data|files|backups|shares|machines) (?:were|was) (?:wiped|destroyed)|(?:wiped|destroyed) (?:the|our) (?:data|servers|backups|disks|files)|deleted (?:our|all|the) (?:data|files|backups)|files (?:were|was) deleted",
    ),
  ],
  [
    "taken",
    words(
      "exfiltrated|(?:data|files|records|documents|mails|archives?) (?:was|were|been|got) (?:stolen|taken)|stolen (?:data|files|records|documents)|what was taken|was taken|were taken|copied out|leaked|sent away|sent [0-9.]{1,6} ?[kmgt]b|uploaded [0-9.]{1,6} ?[kmgt]b|[0-9.]{1,6} ?[kmgt]b (?:went|left|were sent|was sent)|downloaded (?:the|our|all) (?:mailbox|files|data)",
      "exfiltrated|data|files|records|documents|mails|archives|stolen|what|was|were|copied|leaked|sent|uploaded|went|left|downloaded",
    ),
  ],
  ["altered", words("altered|changed (?:bank|account|payment) (?:details|data)|defaced|tampered")],
  [
    "seen",
    words(
      "read (?:the|our|his|her|their) (?:mails?|mailbox|files)|opened (?:the|our) files|searched (?:the|our)|accessed (?:the|our) (?:files|data|mailbox(?:es)?|records)",
    ),
  ],
];

function downtimeBand(count: number, unit: string): Harm["band"] {
  if (/^(?:hour|minute)/.test(unit)) return count >= 24 ? "days" : "under-a-day";
  if (unit.startsWith("week")) return "weeks";
  return count >= 7 ? "weeks" : "days";
}

function recoveryBand(count: number, unit: string): Harm["band"] {
  if (unit.startsWith("month")) return "months";
  const band = downtimeBand(count, unit);
  return band === "weeks" && unit.startsWith("week") && count >= 8 ? "months" : band;
}

function systemsBand(count: number): Harm["band"] {
  if (count <= 1) return "one";
  return count < 10 ? "few" : count < 100 ? "tens" : "hundreds-or-more";
}

type Found = readonly [band: Harm["band"], match: RegExpExecArray];

interface HarmCue {
  readonly kind: Harm["kind"];
  /** A sentence that tells of it holds one of these. */
  readonly phrases: readonly Phrases[];
  readonly find: (sentence: string) => Found | undefined;
}

const harms: readonly HarmCue[] = [
  { kind: "downtime", phrases: [down], find: (text) => lasting(down, downtimeBand, text) },
  {
    kind: "systems",
    phrases: [hit],
    find: (text) => {
      const match = hit.in(text) === null ? null : struck.exec(text);
      const count = match?.groups?.["count"];
      return match === null || count === undefined
        ? undefined
        : [systemsBand(countOf(count)), match];
    },
  },
  {
    kind: "data",
    phrases: dataCues.map(([, phrases]) => phrases),
    find: (text) => {
      for (const [band, phrases] of dataCues) {
        const match = phrases.in(text);
        if (match !== null) return [band, match];
      }
      return undefined;
    },
  },
  { kind: "recovery", phrases: [restored], find: (text) => lasting(restored, recoveryBand, text) },
];

function lasting(
  phrases: Phrases,
  bandOf: (count: number, unit: string) => Harm["band"],
  text: string,
): Found | undefined {
  const match = phrases.in(text);
  const { count, unit, count2, unit2 } = match?.groups ?? {};
  const [many, of] = [count ?? count2, unit ?? unit2];
  if (match === null || many === undefined || of === undefined) return undefined;
  return [bandOf(countOf(many), of.toLowerCase()), match];
}

const measures: readonly (readonly [Defence["measure"], Phrases])[] = [
  [
    "block",
    words(
      "block(?:ed|ing)|block (?:the|all|outbound|inbound|traffic|these|its|their)|sinkhol(?:ed|ing)|null-rout(?:ed|ing)|deny list",
    ),
  ],
  [
    "isolate",
    words(
      "isolat(?:ed|ing)|disconnect(?:ed|ing)|pulled [^.]{0,40} (?:from|off) the network|segment(?:ed|ing)|cut off",
    ),
  ],
  [
    "reset-credentials",
    words(
      "reset(?:ting)? [^.]{0,30}(?:passwords?|credentials|krbtgt|sessions|accounts)|revok(?:ed|ing)|rotat(?:ed|ing)|changed (?:all |the )?passwords",
    ),
  ],
  ["patch", words("patch(?:ed|ing)|upgraded|updated (?:the|all|our)|installed the (?:fix|update)")],
  ["restore", words("restor(?:ed|ing)|rebuil(?:t|ding)|reimag(?:ed|ing)|reinstall(?:ed|ing)")],
  [
    "configure",
    words(
      "disabl(?:ed|ing)|enforc(?:ed|ing)|enabl(?:ed|ing)|turn(?:ed|ing) (?:on|off)|switched (?:on|off)|harden(?:ed|ing)|requir(?:ed|ing) (?:mfa|a second factor|hardware keys)",
    ),
  ],
  [
    "detect",
    words(
      "detection (?:on|for|rule)|(?:sigma|yara|suricata|edr|snort|hunting|alert) rules?|alert(?:s|ed|ing)? (?:on|for)",
    ),
  ],
  ["monitor", words("monitor(?:ed|ing)|watch(?:ed|ing) for|hunt(?:ed|ing) for")],
  [
    "train",
    words("train(?:ed|ing) (?:staff|users|clerks|all)|told (?:staff|users|everyone)|awareness"),
  ],
];

/** Whose doing it was: ours, or that of nobody who is named. */
const byUs = words(
  "we|our team|our soc|admins?|help ?desk|what helped|what worked|done|measures?|actions? taken|fix|for peers",
);
/** "Blocked the address": nobody is named, it is said at once. */
const atOnceChars = 16;
const byThem = words(
  "attackers?|actors?|they|intruders?|adversar(?:y|ies)|malware|ransomware|group|gang|hackers?",
);
function isOurs(before: string): boolean {
  return before.trimStart().length <= atOnceChars || byUs.in(before) !== null;
}

const planned = words(
  "will|shall|should|plan(?:s|ned)? to|going to|next week|todo|to do|recommend(?:ed)?|consider",
);
const helped = words("helped|worked|stopped|held|ended it|was enough|contained");
const useless = words("did not help|no effect|in vain|did not stop|useless");

function effectOf(sentence: string): Defence["effect"] {
  if (useless.in(sentence) !== null) return "no-effect";
  if (planned.in(sentence) !== null) return "untried";
  return helped.in(sentence) !== null ? "stopped" : "untried";
}

const outcomes: readonly (readonly [Outcome["id"], Outcome["result"], Phrases])[] = [
  [
    "PR.AA-03",
    "failed",
    words(
      "(?:no|without|missing|lacked|had no) (?:a )?(?:mfa|second factor|multi-?factor)|mfa [^.]{0,30}(?:missing|not enforced|was off|disabled)",
    ),
  ],
  [
    "PR.AA-03",
    "held",
    words("(?:mfa|second factor|hardware keys?) (?:stopped|held|blocked|prevented|saved)"),
  ],
  [
    "PR.DS-11",
    "held",
    words(
      "restor(?:ed|ing) [^.]{0,40}(?:offline|backups?|copies|immutable)|backups? (?:were|was) (?:untouched|intact|safe)",
    ),
  ],
  [
    "PR.DS-11",
    "failed",
    words("backups? (?:were|was) (?:encrypted|deleted|wiped|destroyed|missing)|no backups?"),
  ],
  [
    "PR.PS-02",
    "failed",
    words(
      "unpatched|not patched|was not up to date|patch (?:had been|was) available|missed the patch",
    ),
  ],
  ["PR.PS-04", "failed", words("no logs|logs? (?:were|was) (?:missing|gone|not kept|overwritten)")],
  ["PR.IR-01", "failed", words("flat network|no segmentation|not segmented")],
  [
    "DE.CM-09",
    "held",
    words(
      "edr (?:quarantined|blocked|stopped|detected|alerted|caught)|antivirus (?:quarantined|blocked|stopped|caught)",
    ),
  ],
  [
    "DE.CM-09",
    "failed",
    words("edr (?:did not|missed|was off|was not)|no edr|antivirus (?:missed|was off|did not)"),
  ],
];

export function suggestHarm(read: ReadSentences): ReviewItem[] {
  return [...impactItems(read), ...defenceItems(read), ...outcomeItems(read)];
}

function impactItems(read: ReadSentences): ReviewItem[] {
  return harms.flatMap(({ kind, phrases, find }) => {
    for (const sentence of read.with(...phrases)) {
      const [band, match] = find(sentence.text) ?? [];
      if (band === undefined || match === undefined) continue;
      if (isDenied(sentence.text, match.index)) continue;
      const why = "Harm that these words tell.";
      return [itemOf({ of: "impact", kind, band }, { sentence, match, why })];
    }
    return [];
  });
}

/** In the order of their sentences. */
function defenceItems(read: ReadSentences): ReviewItem[] {
  const taken = measures.flatMap(([measure, phrases]) => {
    for (const sentence of read.with(phrases)) {
      const match = phrases.in(sentence.text);
      if (match === null || !isTaken(sentence.text, match.index)) continue;
      return [{ start: sentence.start, item: defenceItem(measure, sentence, match) }];
    }
    return [];
  });
  return taken.sort((a, b) => a.start - b.start).map(({ item }) => item);
}

function isTaken(sentence: string, at: number): boolean {
  const before = sentence.slice(0, at);
  return !isDenied(sentence, at) && byThem.in(before) === null && isOurs(before);
}

function defenceItem(
  measure: Defence["measure"],
  sentence: Sentence,
  match: RegExpExecArray,
): ReviewItem {
  const sees = measure === "detect" && planned.in(sentence.text) === null;
  const effect = sees ? "detected" : effectOf(sentence.text);
  const why = "A measure that these words tell. Say what came of it.";
  return itemOf({ of: "defence", measure, effect }, { sentence, match, why });
}

function outcomeItems(read: ReadSentences): ReviewItem[] {
  const told = new Map<Outcome["id"], ReviewItem>();
  for (const [id, result, phrases] of outcomes) {
    for (const sentence of read.with(phrases)) {
      if (told.has(id)) break;
      const match = phrases.in(sentence.text);
      if (match === null) continue;
      const why = `An outcome of CSF 2.0 that these words may tell: ${result}.`;
      told.set(id, itemOf({ of: "outcome", id, result }, { sentence, match, why }));
    }
  }
  return [...told.values()];
}

interface Cue {
  readonly sentence: Sentence;
  readonly match: RegExpExecArray;
  readonly why: string;
}

function itemOf(detail: Harm | Defence | Outcome, { sentence, match, why }: Cue): ReviewItem {
  const start = sentence.start + match.index;
  return {
    id: "",
    part: detail.of,
    type: null,
    value: "",
    detail,
    class: classOfPart[detail.of],
    role: null,
    confidence: null,
    source: { start, end: start + match[0].length },
    proposal: "ask",
    why,
    decision: null,
    reason: null,
  };
}
