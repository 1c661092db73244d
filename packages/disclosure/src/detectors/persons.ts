/**
 * Names of natural persons where the text says that they are: by honorific, role, mail head,
 * signature or label. Names that nothing marks are left to `unexplained-names`, which holds them.
 */

import type { Detection, Detector } from "../detector.ts";
import type { Passage } from "../text/passage.ts";
import { alternatives, boundedPattern } from "../text/bounded-pattern.ts";
import { headerLines } from "./mail-headers.ts";
import { isCommonWord } from "../text/word-table.ts";

const namePart = String.raw`\p{Lu}[\p{Ll}']{1,20}(?:['-]?\p{Lu}[\p{Ll}']{1,20})?`;
const fullName = String.raw`(?:${namePart}|\p{Lu}\.)(?: (?:(?:van|von|de|del|della|da|di|der|den|la|le|bin|al|el|ter|y|e) ){0,2}(?:\p{Lu}\. ?)?${namePart}){1,3}`;
const anyName = String.raw`${namePart}(?: (?:(?:van|von|de|del|da|di|der|la|le|bin|al) ){0,2}(?:\p{Lu}\. ?)?${namePart}){0,3}`;

const roles = alternatives(
  (
    "analyst|engineer|administrator|admin|manager|director|officer|president|chief|head|lead|counsel|attorney|" +
    "lawyer|solicitor|consultant|technician|operator|secretary|assistant|accountant|controller|treasurer|nurse|doctor|" +
    "physician|teacher|professor|researcher|developer|employee|colleague|coworker|co-worker|user|contractor|intern|" +
    "supervisor|auditor|investigator|detective|agent|spokesperson|spokeswoman|spokesman|clerk|receptionist|patient|" +
    "customer|client|student|tenant|claimant|victim|CEO|CFO|CIO|CISO|CTO|COO|CSO|DPO|GC|HR|VP|SVP|EVP|IT|PM"
  ).split("|"),
);

const byHonorific = boundedPattern(
  String.raw`\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Rev|Hon|Herr|Frau|Hr|Fr|Mme|Mlle|Monsieur|Madame|Senor|Senora|Sr|Sra|Ing|Judge|Officer|Detective|Sgt|Capt|Lt|Col|Gen)\b\.? (?:(?:Dr|Prof|Ing)\. ){0,2}(${anyName})`,
  "gu",
);
const afterRole = boundedPattern(
  String.raw`\b(?:${roles})\b,? (?:named |called |is |was |\()?(${fullName})`,
  "gu",
);
const beforeRole = boundedPattern(
  String.raw`(?<![\p{L}\p{N}])(${fullName})(?:,? \(|, | - |, (?:the|our|a) |,? who is (?:the|our) )(?:[a-z]{2,14} ){0,2}(?:${roles})\b`,
  "gu",
);
const afterVerb = boundedPattern(
  String.raw`\b(?:[Rr]eported|[Ss]igned|[Ww]ritten|[Aa]pproved|[Pp]repared|[Ff]orwarded|[Cc]onfirmed|[Cc]licked|[Oo]pened|[Hh]andled|[Ee]scalated|[Aa]ssigned|[Rr]eviewed|[Nn]oticed|[Ff]ound|[Cc]alled|[Tt]old|[Aa]sked|[Ee]mailed|[Cc]ontacted|[Ii]nterviewed|[Ss]poke|[Ss]poken)(?: (?:by|to|with|from))? (${fullName})`,
  "gu",
);
const labelled = boundedPattern(
  String.raw`(?<=^|[\n|;,([{\t"'>-] ?)(?:Name|Full name|Contact|Owner|Author|Reporter|Reported by|Prepared by|Assigned to|Assignee|Approver|Attendees?|Participants?|Signed|Analyst|User|Caller|Requester|Employee|Patient|Beneficiary|Account holder|Cc|POC)(?: name)?["']?[ \t]?[:=][ \t]{0,8}["']?(${anyName})`,
  "gimu",
);
const signature = boundedPattern(
  String.raw`\b(?:[Rr]egards|[Tt]hanks|[Tt]hank you|[Bb]est wishes|[Bb]est|[Cc]heers|[Ss]incerely|[Rr]espectfully|[Gg]russe|[Cc]ordialement|[Ss]aludos)[,.!]?\s{1,4}(${anyName})(?=\s{0,3}(?:\n|$|,))`,
  "gu",
);
const quoted = boundedPattern(String.raw`(${fullName})(?: <[^>\n]{3,120}>)? wrote:`, "gu");
const greeted = boundedPattern(
  String.raw`(?<=^|\n)[> ]{0,4}(?:Hi|Hello|Dear|Hey|Hallo|Bonjour|Hola) (${anyName})(?=[,!:\n])`,
  "gu",
);
const addressed = boundedPattern(
  String.raw`["']?(${fullName})["']? ?<[^<>\s@]{1,64}@[^<>\s]{3,120}>`,
  "gu",
);

const patterns: readonly (readonly [RegExp, string])[] = [
  [byHonorific, "A name behind a title."],
  [afterRole, "A name behind a role."],
  [beforeRole, "A name before a role."],
  [afterVerb, "A name of someone who did something."],
  [labelled, "A name behind a label."],
  [signature, "A name that signs."],
  [quoted, "A name that wrote a mail."],
  [greeted, "A name that is greeted."],
];

export const persons: Detector = {
  name: "persons",
  version: 2,
  detect(reading) {
    const { passage } = reading;
    const found: Detection[] = patterns.flatMap(([pattern, why]) => named(passage, pattern, why));
    const headers = headerLines(passage.text);
    for (const match of passage.text.matchAll(addressed)) {
      const [, name = ""] = match;
      const header = headers.find((it) => it.start <= match.index && match.index < it.end)?.name;
      if (header === "from" || header === "reply-to" || !isName(name)) continue;
      const start = match.index + match[0].indexOf(name);
      const span = passage.spanOf(start, start + name.length);
      found.push({
        ...span,
        kind: "person",
        why: "A name before a mail address.",
        needsReview: false,
      });
    }
    return found.filter((it) => !reading.isExplained(it));
  },
};

/** Each name without ordinary words before it: "Monday Jane Roe wrote". */
function named(passage: Passage, pattern: RegExp, why: string): Detection[] {
  const found: Detection[] = [];
  for (const match of passage.text.matchAll(pattern)) {
    const [whole, name = ""] = match;
    if (!isName(name)) continue;
    let from = match.index + whole.lastIndexOf(name);
    const end = from + name.length;
    for (const word of name.split(" ").slice(0, -1)) {
      if (!isCommonWord(word)) break;
      from += word.length + 1;
    }
    found.push({ ...passage.spanOf(from, end), kind: "person", why, needsReview: false });
  }
  return found;
}

/** At least one word that is no ordinary one: "Security Team" behind a label names nobody. */
function isName(text: string): boolean {
  return text.split(/[ .]+/).some((word) => word.length > 1 && !isCommonWord(word));
}
