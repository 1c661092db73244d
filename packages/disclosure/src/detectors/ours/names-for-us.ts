/**
 * What attackers, papers and panels call us, in quotes: "the sausage people", "Marche-au-sot". No profile
 * holds such a name, and whoever knows the trade knows whose it is. All of them are held.
 */

import { lowered } from "../../text/passage.ts";
import type { Detection, Reading } from "../../detector.ts";
import { phrases } from "../../text/phrases.ts";
import { hashSet } from "../../text/word-hash.ts";
import { classBits, littleBit } from "../../text/word-table.ts";

/** Beside one of these stands who is called so; accents are folded. */
export const selves = hashSet(
  "us we our ours victim somos siamo uns wir nous nos nas nam ci ons oss os meita meidat bize bizi minket",
);

const beforeCharsMax = 96;
const behindCharsMax = 72;
const quotesMax = 6;

/** Up to the quote; "as", "in their notes", "there", "only". */
const gap = String.raw`(?: [a-z]{1,14}){0,4}[:,]? ?$`;

interface Rule {
  readonly before: RegExp;
  readonly behind: RegExp;
}

function rule(before: string, behind = ""): Rule {
  return { before: new RegExp(`${before}$`), behind: new RegExp(`^${behind}${gap}`) };
}

const calling =
  phrases(`call/calls/called/calling, name/names/named/naming, nickname/nicknames/nicknamed,
  dub/dubs/dubbed, label/labels/labeled/labelled, tag/tags/tagged, list/lists/listed, describe/describes/described,
  refer/refers/referred/referring to, address/addresses/addressed, brand/brands/branded, greet/greets/greeted,
  mock/mocks/mocked, title/titles/titled, christen/christened, style/styles/styled, term/terms/termed, file/files/filed,
  introduce/introduces/introduced, portray/portrays/portrayed, speak/speaks/spoke/spoken of, talk/talks/talked of/about,
  write/writes/wrote/written of/about, mention/mentions/mentioned, cite/cites/cited, advertise/advertises/advertised`);
/** What is not only said of names: "offers us", "knew us". */
const calledAs =
  phrases(`know/knows/knew/known, have/has/had, sell/sells/sold/selling, offer/offers/offered,
  post/posts/posted, put/puts, log/logs/logged, mark/marks/marked, identify/identifies/identified, record/records/recorded,
  enter/enters/entered, save/saves/saved, keep/keeps/kept, present/presents/presented, see/sees`);
const wordForUs =
  phrases(`nickname/nicknames/nick/moniker, code/cover/pet name/word, codename/codeword, alias/aliases, label/labels,
  tag/tags, name/names, term, word/words, entry, folder, slug, handle, title`);
const entitled =
  phrases(`called, named, listed, tagged, labeled/labelled, dubbed, nicknamed, known, referred to, described, filed,
  entered, advertised, sold, christened, mocked`);
const appearing =
  phrases(`appear/appeared, figure/figured, feature/featured, show/showed up, go/went/going by, go/went under,
  run/ran as/under, come/came/pop up, stand/stood as/under`);
const rules: readonly (readonly [anchors: string, ...rules: Rule[]])[] = [
  [
    "us",
    rule(String.raw`\b${calling}(?: (?:only|just|simply|both|all of|all))? `),
    rule(
      String.raw`\b${calledAs}(?: (?:only|just|simply))? `,
      "(?: [a-z]{1,9}){0,2} (?:as|by|under)",
    ),
    rule(
      String.raw`\b${wordForUs} (?:they |he |she )?(?:for|of|given to|gives?|gave|uses? for|has for|have for|had for) `,
    ),
  ],
  [
    "we",
    rule(
      "",
      String.raw`(?:'re|'ve been| are| were| have been| had been)(?: [a-z]{2,6}){0,2} ${entitled}`,
    ),
    rule("", ` ${appearing}`),
    rule(
      String.raw`\b(?:chats?|forums?|panel|notes?|posts?|there|blog|page|lists?|sheet|thread|group|channel|site|ad|books?|config|them|him|gang|crew|seller|broker|attackers?|press|papers?),? `,
      "(?:'re| are| were)",
    ),
  ],
  [
    "our",
    rule(
      "",
      String.raw` (?:(?:own|pet|code|cover|victim|project|campaign|case|deal|leak|company) )?(?:(?:nick|code)?names?|codeword|handle|label|tag|alias|moniker)`,
    ),
    rule(
      "",
      String.raw` (?:victim|leak|deal|campaign|extortion|auction) (?:page|folder|id|entry|listing|slug|post|title|thread)`,
    ),
  ],
  [
    "victim",
    {
      before: /$/,
      behind:
        /^(?:(?:'s|"|[ _-]?(?:name|label|id|tag|alias|nick|nickname|code|title|entry|slug|field|folder|company)"?(?: [a-z]{1,8}){0,4})?(?: ?[:=]| is| was| called| named| listed as)| (?:name|label|tag|alias|nick|nickname)) ?$/,
    },
  ],
  [
    "uns",
    rule(
      String.raw`\b(?:nenn(?:t|en|te|ten)|ruf(?:t|en)|tauft(?:e|en)?|bezeichne(?:t|n|te|ten)|beschimpf(?:t|en)|betitel(?:t|n)|listet(?:e|en)?|verspotte(?:t|n)|fuhr(?:t|en)|kenn(?:t|en)) `,
    ),
  ],
  [
    "wir",
    rule(
      String.raw`\b(?:hei(?:ss|\u00df)en|hie(?:ss|\u00df)en|laufen|stehen|firmieren|erscheinen|tauchen) `,
    ),
  ],
  [
    "nous",
    rule(
      "",
      String.raw` (?:(?:a|ont) )?(?:appel\w{1,6}|surnomm\w{1,5}|nomm\w{1,5}|design\w{1,5}|baptis\w{1,5}|trait\w{1,5}|qualifi\w{1,5}|connai\w{1,6}|decri\w{1,5}|list\w{1,5}|cit\w{1,5}|present\w{1,5})`,
    ),
  ],
  [
    "nos",
    rule(
      "",
      String.raw` (?:llam\w{1,5}|apod\w{1,5}|nombr\w{1,5}|dicen?|dijeron|identific\w{1,5}|conocen?|describ\w{1,5}|cham\w{1,5}|apelid\w{1,6}|tratam?|batiz\w{1,5}|bautiz\w{1,5}|denomin\w{1,5}|cita\w{0,3}|lista\w{0,3}|mencion\w{1,5}|descrev\w{1,5}|conhec\w{1,4})`,
    ),
    rule(String.raw`\b(?:chama|chamam|chamou|apelida|apelidou|trata|descreve)-`),
  ],
  [
    "ci",
    rule(
      "",
      String.raw` (?:ha |hanno )?(?:chiam\w{1,5}|defini\w{1,6}|soprannomin\w{1,5}|conosc\w{1,4}|indica\w{0,3}|cita\w{0,3}|elenca\w{0,3}|descriv\w{1,4}|presenta\w{0,3})`,
    ),
  ],
  [
    "ons",
    rule(
      String.raw`\b(?:noem(?:t|en|de|den)|doop(?:t|te|ten)|bestempel\w{1,4}|omschrij\w{1,4}|ken(?:t|nen)) `,
    ),
    rule("", " (?:noem(?:t|en|de|den)|bestempelt|omschrijft)"),
  ],
  [
    "oss",
    rule(String.raw`\b(?:kall(?:ar|er|ade|te)|kalte|namner|nevner|dopt?e|beskriver|omtaler) `),
  ],
  ["os", rule(String.raw`\b(?:kald(?:er|te)|naevner|beskriver|omtaler) `)],
  [
    "nas",
    rule(
      String.raw`\b(?:nazyw\w{1,4}|nazwa\S{1,3}|okresla\w{0,2}|przezywa\w{0,2}|zna\w{0,2}|nazyva\w{0,3}|oznacuj\w{1,2}|numea\w{0,2}|numesc) `,
    ),
  ],
  ["nam", rule(String.raw`\b(?:rikaj\w{1,2}|rika|prezdiva\w{0,3}) `)],
  ["meita meidat", rule(String.raw`\b(?:kutsu\w{1,4}|nimit\w{1,6}|nimesi\w{0,3}|kuvaa\w{0,3}) `)],
  ["somos siamo", { before: /$/, behind: /^ $/ }],
  ["bize bizi minket", rule("")],
];
const rulesOf = new Map<string, readonly Rule[]>(
  rules.flatMap(([anchors, ...some]) =>
    anchors.split(" ").map((anchor) => [anchor, some] as const),
  ),
);
/** "bize "X" diyorlar", "minket "X"-nek hív": the verb stands last. */
const verbLast = new Set(["bize", "bizi", "minket"]);
const saidLast = /^(?:-?n[ae]k)? (?:di(?:yor|ye|yen|yerek|yorlar)\b|hiv|nevez|csuf)/;

const quoted = String.raw`"\s?[^"\n]{2,80}"|'[^'\n]{2,64}'(?![A-Za-z])|\x60[^\x60\n]{2,64}\x60`;
const firstQuote = new RegExp(`(?:${quoted})`, "y");
const nextQuote = new RegExp(
  String.raw`(?:,|;| ?/)? ?(?:(?:and|or|then|once|later|also|even|und|oder|dann|et|ou|puis|y|o|u|e|ed|en|of|och|og|eller|ja|tai|i|oraz|lub|a|nebo|ve|es) ){0,2}(?=["'\x60])`,
  "y",
);
const opensQuote = /["'`]/;

/** The quotes that stand behind the word for us, if the words around it say that we are called so. */
export function namesForUs(reading: Reading, at: number, found: Detection[]): void {
  const { passage, words } = reading;
  const { text } = passage;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const behind = lowered(text.slice(end, end + behindCharsMax));
  const before = lowered(text.slice(Math.max(0, start - beforeCharsMax), start));
  const self = lowered(text.slice(start, end));
  const open = quoteFrom(behind);
  if (open !== undefined && isCalled(self, before, behind.slice(0, open)))
    pushQuotes(passage, self, end + open, found);
  else pushDescription(reading, at, self, before, found);
  // "US".
  if (self !== "us" || text.slice(start, end) === "US") return;
  const all = text.slice(Math.max(0, start - beforeCharsMax - behindCharsMax), start);
  const meant = meantBefore.exec(all) ?? givenBefore.exec(all);
  const name = meant?.[1];
  if (meant === null || name === undefined) return;
  const from = start - meant[0].length + meant[0].indexOf('"') + 1;
  found.push(nameOf(passage, from, from + name.length));
}

/** Where the first quote opens that is no apostrophe. */
function quoteFrom(behind: string): number | undefined {
  for (let at = behind.search(opensQuote); at >= 0 && at < behind.length; at += 1) {
    if (behind[at] === "\n") return undefined;
    if (!opensQuote.test(behind[at] ?? "")) continue;
    const isGlued = at === 0 || /\w/.test(behind[at - 1] ?? "");
    if (behind[at] !== "'" || !isGlued)
      return behind[at] === '"' && at === 0 ? nextOpening(behind) : at;
  }
  return undefined;
}

/** Of `victim":"X"` the second: the first closes a name. */
function nextOpening(behind: string): number | undefined {
  const label = /^" ?[:=] ?(?=")/.exec(behind);
  return label === null ? undefined : label[0].length;
}

function isCalled(self: string, before: string, between: string): boolean {
  return (rulesOf.get(self) ?? []).some((it) => it.before.test(before) && it.behind.test(between));
}

function pushQuotes(
  passage: Reading["passage"],
  self: string,
  open: number,
  found: Detection[],
): void {
  const { text } = passage;
  let from = open;
  for (let count = 0; count < quotesMax; count += 1) {
    firstQuote.lastIndex = from;
    const name = firstQuote.exec(text)?.[0];
    if (name === undefined) return;
    const to = from + name.length;
    if (verbLast.has(self) && !saidLast.test(lowered(passage.text.slice(to, to + 16)))) return;
    found.push(nameOf(passage, from + 1, to - 1));
    nextQuote.lastIndex = to;
    const joint = nextQuote.exec(text)?.[0];
    if (joint === undefined || joint === "") return;
    from = to + joint.length;
  }
}

const openly =
  phrases(`calls/called/calling, names/named, nicknames/nicknamed, dubs/dubbed, styles/styled,
  brands/branded, labels/labelled/labeled, christened, describes/described, refers/referred to, tags/tagged, call, name, nickname`);
/** "styles us the pink house that stole Fuji", "im Forum heißen wir die gelbe Schnecke": without quotes. */
const calledOpenly: ReadonlyMap<string, readonly [before: RegExp, behind: RegExp]> = new Map([
  [
    "us",
    [
      new RegExp(String.raw`\b${openly} $`),
      / (?:as |only |just ){0,2}(?:the|those|a|an) (?!(?:next|same|other|following|first|second|third|last|day|days|night|week|weeks|minute|minutes|moment|morning|evening|afternoon|hour|lot|time|times|number|name|date|list|code|user|users|way|month|few|bit|copy|call|link|file|password|phone|while)\b)[^"\n.,;:!?()]{4,90}/y,
    ],
  ],
  [
    "wir",
    [/\bhei(?:ss|\u00df)en $/, / (?:dort |hier |nur ){0,2}(?:der|die|das) [^"\n.,;:!?()]{4,90}/y],
  ],
  [
    "uns",
    [
      /\b(?:nenn(?:t|en)|nannten?|tauft(?:en)?) $/,
      / (?:dort |hier |nur ){0,2}(?:der|die|das|den) [^"\n.,;:!?()]{4,90}/y,
    ],
  ],
  [
    "nous",
    [
      /$/,
      / (?:appelle|appellent|surnomme|surnomment|nomme|nomment|baptise) (?:l'|la |le |les )[^"\n.,;:!?()]{4,90}/y,
    ],
  ],
  [
    "nos",
    [
      /$/,
      / (?:llama|llaman|apoda|apodan|dicen|chama|chamam|apelida|apelidam|chamou|chamaram) (?:de )?(?:el|la|los|las|o|a|os|as) [^"\n.,;:!?()]{4,90}/y,
    ],
  ],
  [
    "ci",
    [
      /$/,
      / (?:chiama|chiamano|soprannominano) (?:il |lo |la |l'|i |gli |le |quelli )[^"\n.,;:!?()]{4,90}/y,
    ],
  ],
  ["ons", [/\b(?:noem(?:t|en|de|den)|doop(?:t|te)) $/, / (?:de|het) [^"\n.,;:!?()]{4,90}/y]],
]);
/** What stands behind such a name and is no part of it. */
const furtherClause = / (?:and|but|which|because|when|while|if|und|weil|et|y|e|en|since|so) /;
const wordsOfCalling =
  /^ (?:(?:as|only|just|dort|hier|nur|appellent?|surnomment?|nomment?|baptise|llaman?|apodan?|dicen|chama[mn]?|chamou|chamaram|apelidam?|chiamano?|chiama|soprannominano|de) ){0,2}/;

const openCharsMax = 240;

function pushDescription(
  reading: Reading,
  at: number,
  self: string,
  before: string,
  found: Detection[],
): void {
  const { passage, words } = reading;
  const end = words.ends[at] ?? 0;
  const [told, behind] = calledOpenly.get(self) ?? [];
  if (told === undefined || behind === undefined || !told.test(before)) return;
  behind.lastIndex = 0;
  const all = behind.exec(lowered(passage.text.slice(end, end + openCharsMax)))?.[0];
  if (all === undefined) {
    pushWord(reading, at, found);
    return;
  }
  const head = wordsOfCalling.exec(all)?.[0].length ?? 1;
  const rest = all.slice(head);
  const stop = furtherClause.exec(rest)?.index ?? rest.length;
  found.push({ ...nameOf(passage, end + head, end + head + stop), kind: "company-unique" });
}

/** "call us lampistas", "tags us #X": a word of no list. */
function pushWord({ passage, words, coveredWords }: Reading, at: number, found: Detection[]): void {
  const end = words.ends[at] ?? 0;
  const start = words.starts[at + 1] ?? end;
  const between = passage.text.slice(end, start);
  const isKnown = ((words.bits[at + 1] ?? 0) & (classBits | littleBit)) !== 0;
  if (coveredWords[at + 1] === 1 || (between === " " && isKnown)) return;
  if (between === " " || between === " #" || between === " @")
    found.push(nameOf(passage, start, words.ends[at + 1] ?? start));
}

/** "X" is us, "X", meaning us, "X" when he meant us. */
const filler =
  "so|and|that|this|which|it|he|she|they|yes|obviously|plainly|clearly|only|both|just|really|can|could|must|will|when|if|of course|all";
const meantBefore = new RegExp(
  String.raw`"([^"\n]{2,80})"(?:[,;:.]| -| \()?(?: ?(?:${filler})){0,4} ?(?:is|are|was|were|'s|be|means?|meant|meaning|i\.e\.|=|stands? for)(?: (?:${filler})){0,2} $`,
);

/** The folder is tagged "X" for us. */
const givenBefore = new RegExp(
  String.raw`\b(?:${calling}|folder|tags?|labels?|alias|nicknames?|code ?names?|names?|words?) (?:[a-z]{1,8} ){0,2}"([^"\n]{2,80})" (?:for|to mean|meaning|at) $`,
);

function nameOf(passage: Reading["passage"], start: number, end: number): Detection {
  let from = start;
  let to = end;
  while (passage.text[from] === " ") from += 1;
  while (to > from && passage.text[to - 1] === " ") to -= 1;
  return {
    ...passage.spanOf(from, to),
    kind: "company-name",
    why: "We are called so by others.",
    needsReview: true,
  };
}
