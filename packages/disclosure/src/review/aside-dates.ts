/** Dates that a source tells beside the attack: of patches, backups, contracts, people, and of what was not done. */

import { boundedPattern } from "../text/bounded-pattern.ts";

const stretchChars = 80;
const gap = "(?:[ \\t]{1,3}[\\w'’/&.-]{1,24}){0,";

/** Where another thing is told of. */
const border =
  /[,;()\n—–]|\b(?:but|that|which|who|whose|while|when|where|because|although|though|after|so)\b|\band (?=(?:we|they|he|she|it|the|an?|our|on|some(?:one|body))\b)/gi;

const upkeep =
  "patch(?:es|ed|ing)?|hotfix(?:es)?|updat(?:es?|ed|ing)|upgrad(?:es?|ed)|backups?|back-ups?|backed up|snapshots?|maintained|maintenance|serviced|audit(?:s|ed)?|review(?:s|ed)?|tests?|tested|pentest(?:s|ed)?|restore tests?|exercises?|drills?|training|trained|inventor(?:y|ied)|rotat(?:ed|ion)|renew(?:ed|als?)|reboot(?:s|ed)?|restart(?:s|ed)?|password changes?|checked|changed|cleaned|scanned";
const papers =
  "contracts?|agreements?|licen[cs]es?|subscriptions?|warrant(?:y|ies)|leases?|insurance|support|service plans?|employment|apprenticeships?|internships?|probation|certificates?|accreditations?";
const fixes =
  "patch(?:es)?|fix(?:es)?|hotfix(?:es)?|updates?|upgrades?|advisor(?:y|ies)|bulletins?|firmware|releases?";
const notDone = "not|never|no|nothing|nobody|none|without|hardly|n['’]t|\\w{2,6}n['’]t";
/** "Not noticed since" is since when they were there. */
const unseen = "(?! (?:been )?(?:noticed|detected|discovered|spotted|caught|stopped|blocked)\\b)";

const paperEvents =
  "end(?:ed|s)?|ran out|runs out|expire[sd]?|began|begins|start(?:ed|s)?|runs?|ran|(?:was |were )?(?:signed|renewed|extended|terminated|cancelled|closed)|due|lapse[sd]?|valid|up";
const fixEvents =
  "released|published|issued|available|out|announced|installed|applied|rolled out|missing|due|planned|scheduled|delayed|postponed";
const staff =
  "hired|recruited|employed|onboarded|appointed|promoted|retired|joined (?:us|as|in|the (?:company|firm|team|staff|department|group|office|plant))|left (?:us|the (?:company|firm|team|staff|department))|with (?:us|the (?:company|firm|house))|works? (?:here|for us|with us)|started (?:work|as|with us|at the (?:company|firm))|began (?:work|as|with us)|on (?:leave|holiday|parental leave|sick leave)|in office";
const holding =
  "bought|purchased|acquired|commissioned|decommissioned|put into (?:service|operation|use)|in (?:service|use|operation)|introduced|went live|end of (?:life|support|sale)|out of (?:support|date|warranty)|overdue|unpatched|unsupported|unmaintained|untested|unmonitored|expired|last (?:seen|used|active)";

const joint = "(?:on|in|of|from|since|until|till|by|at|as|for|dated|was|is|ran|made|taken|done)";
const tail = `[ \\t:|=-]{0,4}(?:${joint}[ \\t:]{1,3}){0,3}(?:the[ \\t]{1,3})?$`;

/** What ends beside the date itself. */
const justBefore = [
  `\\b(?:${notDone})\\b${unseen}${gap}8}[ \\t]{1,3}since[ \\t]{1,3}(?:the )?$`,
  `\\b(?:last|previous(?:ly)?|latest|newest|most recent(?:ly)?)\\b${gap}3}[ \\t]{1,3}(?:${upkeep})\\b${gap}2}${tail}`,
  `\\b(?:${upkeep}|${fixes}|${papers}|versions?)[ \\t]{1,3}(?:of|from|dated|as of)[ \\t]{1,3}(?:the )?$`,
  `\\b(?:${papers})\\b${gap}5}[ \\t]{1,3}(?:${paperEvents})\\b${gap}2}${tail}`,
  `\\b(?:${fixes}|CVE-[\\d-]{6,12})\\b${gap}4}[ \\t]{1,3}(?:${fixEvents})\\b${tail}`,
  `\\b(?:${staff}|${holding})\\b${gap}4}${tail}`,
  `\\b(?:administrator|employee|manager|head|customer|supplier|contractor|partner|member)${gap}3}[ \\t]{1,3}since[ \\t]{1,3}(?:the )?$`,
].map((it) => boundedPattern(it, "i"));

/** What may stand at some way from it, on either side. */
const around = [
  `\\b(?:was|were|been|got|we|they|vendor|supplier|provider|team|it)[ \\t]{1,3}(?:last |only |then |duly )?(?:patched|updated|upgraded|backed up|renewed|rebooted|restarted|serviced|audited|tested|rotated|trained|hired|recruited|appointed)\\b`,
  `\\b(?:last|latest|newest|full|weekly|nightly|monthly|good)[ \\t]{1,3}(?:backups?|snapshots?|patch(?:es)?|update|audit|pentest|restore test|maintenance)\\b`,
  `\\bbackups? (?:ran|was made|were made|was taken|were taken|failed|did not run|was skipped)\\b`,
  `\\b(?:${papers})\\b${gap}4}[ \\t]{1,3}(?:${paperEvents})\\b`,
  `\\b(?:renewed|signed|extended|terminated|cancelled)${gap}4}[ \\t]{1,3}(?:${papers})\\b`,
  `\\b(?:released|published|issued|installed|applied|rolled out)${gap}4}[ \\t]{1,3}(?:${fixes})\\b`,
  `\\b(?:${fixes})\\b${gap}4}[ \\t]{1,3}(?:${fixEvents})\\b`,
  `\\b(?:was|were|been|be|did|had|has|have|could|would|is)[ \\t]{0,2}(?:not|never|n['’]t)(?: been)?[ \\t]{1,3}(?:done|run|ran|installed|applied|tested|checked|rotated|changed|reviewed|updated|rebooted|restarted|replaced|renewed|enabled|enforced|switched on|rolled out)\\b`,
  `\\b(?:joined|left) (?:us|the (?:company|firm|team|staff|department|plant))\\b`,
].map((it) => boundedPattern(it, "i"));

/** Where these stand, the date is of the attack all the same. */
const attack =
  /\b(?:attack\w*|intru\w+|exploit\w*|phish\w*|malware|malicious|ransom\w*|encrypt\w*|exfiltrat\w*|beacon\w*|compromis\w*|breach\w*|prob(?:ed|ing)|e?-?mails?(?! (?:servers?|gateways?|filters?|systems?))|brute\w*|stole\w*|logged (?:in|on)|log-?ins?|deleted|wiped|opened|clicked|suspicious|unauthori[sz]ed|web ?shells?|loader|lure|abused|misused|first (?:seen|signs?|contact|mail)|fake|forged|bogus|rogue)\b/i;
const forged = /\b(?:fake|forged|bogus|rogue|malicious|stolen|trojani[sz]ed)[ \t]{1,3}$/i;

const sinceDate = /\bsince[ \t]{1,3}(?:the )?$/i;
const notDoneThen = boundedPattern(
  `^[ \\t,]{0,3}${gap}2}(?:[ \\t]{1,3})?\\b(?:${notDone})\\b${unseen}`,
  "i",
);

export interface DatePlace {
  readonly from: number;
  readonly to: number;
}

/** Whether the words beside a date of the sentence give it, beyond doubt, to something else than the attack. */
export function isSurelyAside(text: string, place: DatePlace): boolean {
  const { before, after } = stretchOf(text, place);
  if (justBefore.some((it) => isOfUpkeep(before, it.exec(before)))) return true;
  return sinceDate.test(before) && notDoneThen.test(after);
}

/** Whether they tell of upkeep, contracts or staff, and of no attack. */
export function isLikelyAside(text: string, place: DatePlace): boolean {
  const { before, after } = stretchOf(text, place);
  const stretch = `${before} … ${after}`;
  return around.some((it) => it.test(stretch)) && !attack.test(stretch);
}

/** "The unpatched gateway was exploited on" and "a fake update was installed on" lead to an attack. */
function isOfUpkeep(before: string, match: RegExpExecArray | null): boolean {
  if (match === null || attack.test(match[0])) return false;
  return !forged.test(before.slice(0, match.index));
}

/** What is told of this date alone. */
function stretchOf(text: string, { from, to }: DatePlace): { before: string; after: string } {
  const before = text.slice(Math.max(0, from - stretchChars), from);
  const after = text.slice(to, to + stretchChars);
  const last = Array.from(before.matchAll(border)).at(-1);
  // A comma between the date and what it is of is no border: "On 12 March, the gateway was patched".
  const led = /^(?:[ \t]{0,2},|[ \t]*[:|)-])?/.exec(after)?.[0].length ?? 0;
  const next = Array.from(after.slice(led).matchAll(border))[0];
  return {
    before: before.slice(last === undefined ? 0 : last.index + last[0].length),
    after: after.slice(led, next === undefined ? undefined : led + next.index),
  };
}
