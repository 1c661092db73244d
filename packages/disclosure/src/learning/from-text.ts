/**
 * Texts of the company's own site: names with a legal form or a sign of a mark, words that no list
 * knows and that come again and again, places, mail domains and people. Guesses, for a person to confirm.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { extract } from "@tocsin/threat/extraction";
import { compileIdentity } from "../identity/company-identity.ts";
import { emptyProfile } from "../identity/empty-profile.ts";
import { inspect } from "../inspect.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { readPassage } from "../text/passage.ts";
import { bitsOf, classBits, familyBit, givenBit, knownBit } from "../text/word-table.ts";
import { digitAny, lowerAny, upperFirst, wordsOf } from "../text/words.ts";
import type { Collected } from "./collected.ts";
import { addMailDomain, isEverybodys } from "./mail-domains.ts";

/** Of a longer text the beginning is read. */
export const textCharsMax = 2_000_000;
const againMin = 3;
const wordCharsMin = 4;
const wordCharsMax = 40;

const forms =
  "Inc|Incorporated|Corp|Corporation|Company|Ltd|Limited|LLC|LLP|PLC|plc|GmbH|AG|KG|SE|SA|SAS|Srl|SpA|BV|NV|Oy|Oyj|AB|AS|ASA|ApS|Pty|Pte|Holdings?|Group";
const legal = boundedPattern(
  String.raw`\b((?:\p{Lu}[\p{L}\d&'.-]{1,30},? ){1,4}(?:${forms}))(?![\p{L}\d])`,
);
/** "About Northmere Group": a heading's words are no part of the name. */
const headings =
  /^(?:(?:About|Across|And|At|Behind|By|Careers|Contact|Copyright|Dear|Discover|Explore|Follow|For|From|History|How|Imprint|Impressum|In|Inside|Introducing|Is|Join|Life At|Meet|Mission|News|Of|Our|Subscribe|The|To|Visit|We|Welcome|Who|Why|With|Working),? )+(?=\S+ \S)/;
const hasForm = boundedPattern(`(?<![\\p{L}\\d])(?:${forms})(?![\\p{L}\\d])`, "");
/** "Northmere Mutual Ltd (NMI)" */
const shortened = boundedPattern(
  String.raw`(?:${forms})\.? \(["“]?([A-Z][A-Za-z]{0,3}[A-Z&]{1,4})["”]?\)`,
);
/** "(LSE: QMH)", "NYSE: QMH" */
const ticker = boundedPattern(
  String.raw`\b(?:NYSE|NASDAQ|Nasdaq|LSE|AIM|FWB|XETRA|ETR|SIX|TSX|ASX|HKEX|SGX|TSE|JSE|BIT|BME|OMX|Euronext(?: \p{Lu}\p{Ll}{1,20})?|ticker(?: symbol)?|stock symbol): ?([A-Z][A-Z0-9.]{0,5}[A-Z0-9])(?![\p{L}\d])`,
);
/** "Northmere Mutual plc, known as NMI" */
const called = boundedPattern(
  String.raw`\b(?:known as|trading as|abbreviated(?: to| as)?|or simply|in short) ["“]?([A-Z][A-Za-z&]{0,4}[A-Z&])(?![\p{L}\d])`,
);
const person = String.raw`\p{Lu}\p{Ll}{1,20}(?: \p{Lu}\.)? (?:(?:van|von|de|di|da|der|den|le|la|Mc|O')[ ]?){0,2}\p{Lu}[\p{L}'-]{1,24}`;
const office = String.raw`(?:[Cc]hief \p{L}{2,15}(?: [Oo]fficer)?|C[EFTIO]O|CISO|[Cc]hair(?:man|woman|person)?|[Pp]resident|[Ff]ounder|[Mm]anaging [Dd]irector|[Dd]irector|[Ss]pokes(?:man|woman|person)|[Hh]ead of \p{L}{2,20}(?: \p{Ll}{2,15})?)`;
/** "Chief Executive Helen Strand", "Helen Strand, Chief Executive" */
const officer = boundedPattern(String.raw`(?<![\p{L}])${office}:?,? (${person})(?![\p{L}])`);
const inOffice = boundedPattern(
  String.raw`(?<![\p{L}])(${person}), (?:our |the )?${office}(?![\p{L}])`,
);

const copyright = boundedPattern(
  String.raw`(?:©|\(c\)|\bCopyright)[ ]{0,2}(?:\d{4}(?: ?[-–] ?\d{4})?,? )?(?:by )?(\p{Lu}[\p{L}\d&' -]{2,60})`,
);
const marked = boundedPattern(
  String.raw`(?<![\p{L}\d])(\p{Lu}[\p{L}\d-]{1,30}(?: [\p{Lu}\d][\p{L}\d-]{0,20}){0,2}) ?[®™]`,
);
const coded = boundedPattern(
  String.raw`(?<![\w-])(?!CVE-|ISO-|SHA-|UTF-|COVID-|RFC-|EN-|TLS-)[A-Z]{2,5}-\d{2,4}[A-Z]?(?![\w-])`,
);
const sited = boundedPattern(
  String.raw`\b(?:offices?|plants?|mills?|sites?|factor(?:y|ies)|headquarters|headquartered|based|branch(?:es)?|campus|warehouses?|stores?|located|depots?|terminals?|works|laborator(?:y|ies)) (?:are |is |was )?(?:in|at|near) ((?:\p{Lu}[\p{L}'-]{1,24})(?:(?:,? and |, | )\p{Lu}[\p{L}'-]{1,24}){0,5})`,
);

export function learnFromText(whole: string, into: Collected): void {
  const text = whole.slice(0, textCharsMax);
  each(text, legal, (name) => {
    into.add("names", name.replace(headings, ""), "It has a legal form.", 0);
  });
  each(text, shortened, (name) => {
    into.add("names", name, "It stands for a name with a legal form.", 0);
  });
  each(text, ticker, (name) => {
    into.add("names", name, "It is a symbol at an exchange.", 0);
  });
  each(text, called, (name) => {
    into.add("names", name, "The text says that a name is shortened so.", 0);
  });
  for (const pattern of [officer, inOffice]) {
    each(text, pattern, (name) => {
      into.add("people", name, "The text says what office this person has.");
    });
  }
  each(text, copyright, (name) => {
    into.add(
      "names",
      cutEnd(name.replace(/ (?:All|all) [Rr]ights.*/s, ""), ". "),
      "The rights are said to be its.",
      0,
    );
  });
  each(text, marked, (name) => {
    into.add("brands", name, "It is marked as a trade mark.", 0);
  });
  each(text, coded, (name) => {
    into.add("products", name, "It has the form of a product's code.", 2);
  });
  each(text, sited, (list) => {
    for (const place of list.split(/,? and |, /)) {
      const isCountry = (bitsOf(place) & knownBit) !== 0;
      if (!isCountry) into.add("places", place, "The text says that a site is there.");
    }
  });
  learnDomains(text, into);
  learnPeople(text, into);
  learnWords(text, into);
}

function each(text: string, pattern: RegExp, take: (group: string) => void): void {
  for (const match of text.matchAll(pattern)) take(match[1] ?? match[0]);
}

function learnDomains(text: string, into: Collected): void {
  for (const { type, value } of extract(text)) {
    if (type === "email") addMailDomain(value, into);
    if (type !== "domain" || isEverybodys(value)) continue;
    into.add("domains", value.replace(/^www\./, ""), "The text names it.", 2);
  }
}

function learnPeople(text: string, into: Collected): void {
  const identity = compileIdentity(emptyProfile);
  const inspection = inspect(text, { identity, observations: extract(text) });
  if (!inspection.ok) return;
  for (const { kind, start, end, needsReview } of inspection.detections) {
    const name = text.slice(start, end);
    if (kind !== "person" || needsReview || !isOfPerson(name)) continue;
    into.add("people", name, "The text names this person.");
  }
}

const twoNames = letterPattern(String.raw`\p{L}{2} \p{Lu}`);
const betweenWords = letterPattern(String.raw`[^\p{L}\d]+`);

/** A site names its customers as well: only what begins or ends as people are called is a person. */
function isOfPerson(name: string): boolean {
  const words = name.split(/\s+/);
  const isNamed = words.length > 1 && twoNames.test(name);
  if (!isNamed || hasForm.test(name) || headings.test(name)) return false;
  const [first, last] = [bitsOf(words[0] ?? ""), bitsOf(words.at(-1) ?? "")];
  return (first & givenBit) !== 0 || (last & familyBit) !== 0;
}

/** Words with a capital that are in no list and come again: names of things, or of us. */
function learnWords(text: string, into: Collected): void {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const seen = new Map<string, number>();
  for (let at = 0; at < words.count; at += 1) {
    const shape = words.shapes[at] ?? 0;
    const isNamed = (shape & (upperFirst | lowerAny | digitAny)) === (upperFirst | lowerAny);
    if (!isNamed || ((words.bits[at] ?? 0) & classBits) !== 0) continue;
    const word = passage.text.slice(words.starts[at], words.ends[at]);
    if (word.length < wordCharsMin || word.length > wordCharsMax) continue;
    seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  const labels = new Set(into.values("domains").flatMap((it) => it.split(".")));
  const named = new Set(into.values("names").flatMap((it) => it.split(betweenWords)));
  for (const [word, count] of seen) {
    if (labels.has(word.toLowerCase())) into.add("names", word, "It is in a domain, too.", 1);
    else if (count >= againMin && !named.has(word)) {
      into.add("products", word, "A name that no list knows, again and again.", 2);
    }
  }
}
