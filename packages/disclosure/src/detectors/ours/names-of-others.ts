/**
 * Where the text itself says that an own name which is also a word is not ours:
 * what a vendor calls an actor, the server of a header, what a CVE is in.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Observation } from "@tocsin/threat/extraction";
import type { Reading } from "../../detector.ts";
import { firstFrom } from "../../text/first-from.ts";
import { phrases } from "../../text/phrases.ts";
import { unitBefore } from "../../text/words.ts";

const beforeCharsMax = 72;
const behindCharsMax = 72;
const hostileTypes = new Set(["malware", "tool", "actor"]);

/** "formerly Mercury", "tracked as", "calls it". */
const called = phrases(String.raw`
  formerly/previously/also/otherwise/originally [known/tracked/called/named/dubbed] [as]
  tracked/known/detected/flagged/classified as, is/are/was/were/been/being called/named
  call/calls/called/names/named/dubs it/them/this/that/him, used to call/name \w+ [\w+] [\w+]
  aka, a\.k\.a\., alias, dubbed, codenamed/code-named`);
const calledBefore = new RegExp(String.raw`\b${called} ?["'(\u201c]?$`, "i");
const hostileWord = new RegExp(
  String.raw`\b${phrases(String.raw`
  apt\d*, actors?, group, gang, crew, family, strain, cluster, campaign, sample, sandbox, threat
  malware, ransomware, trojan, worm, loader, stealer, backdoor, implant, botnet, packer, dropper
  tool, toolkit, ext, extension, edr, antivirus, av, ransom, encrypt\w*`)}\b`,
  "i",
);

/** `Server: Kestrel` in a header. */
const headerBefore = /\b(?:Server|X-Powered-By|User-Agent|Via)["']?\s?[:=] ?["']?$/;
const headerBehind = /^(?:["'\n\r/]|$|\. |,)/;
const frameworkBefore = /\.NET(?: Core)?(?:'s)? $/;
/** "the module Kestrel", "the loader is probably Kestrel". */
const kind = phrases(`
  module/modules/plugin/plug-in/framework/library/package/component/panel/language
  malware/ransomware/trojan/worm/loader/stealer/backdoor/botnet/implant/rootkit/infostealer
  kit/malware/loader/stealer/family/ransomware/strain/botnet/panel/implant is/was [called/named/likely/probably/again/still]`);
const kindBefore = new RegExp(String.raw`\b${kind} ["'\u201c]?$`, "i");
/** "Kestrel is the web server inside .NET", "Kestrel, a loader in Go". */
const thing = phrases(`
  servers?, framework, library, module, plugin, protocol, component, package, driver, query language
  language, tool, loader, malware, trojan, backdoor, rat, stealer, worm, ransomware, implant, botnet
  dropper, wiper, rootkit, keylogger`);
const company = phrases(
  "maker, vendor, company, house, provider, user, customer, group, victim, operator, firm, shop",
);
const thingBehind = letterPattern(
  String.raw`^["'\u201d]?(?: (?:is|was|are|were)|,) (?:an?|the|another) (?:[\p{Ll}.-]{2,16} ){0,2}?${thing}(?![\p{L}-]| ${company})`,
);
const versionBehind =
  /^ (?:(?:before|prior to|through|up to|versions?|v|<=?) ?\d+\.\d|(?:for|\() ?CVE-\d|\(?CVE-\d|[1-5]\d\d (?:error|response|status|reply))/i;
const cveBefore = /\bCVE-\d{4}-\d{4,7}\)? (?:in|of|for|from) $/i;
const cveBehind = /^(?:[.,;:)]| (?:is|was) (?:fixed|patched|now)| before| up to| <)/;

/** What says whose a name is ends so before it, and begins so behind it: in cells of tables nothing does. */
const endsBefore = marksOf(" \"'\u201c\u00ab\x60(:=.");
const beginsBehind = marksOf(" \"'\u201d,");

function marksOf(chars: string): Uint8Array {
  const marks = new Uint8Array(65_536);
  for (const char of chars) marks[char.charCodeAt(0)] = 1;
  return marks;
}

/** A word that is a name of ours, and here the name of something else. */
export function isNameOfOther(reading: Reading, start: number, end: number): boolean {
  return (
    isToldBefore(reading, start, end) ||
    isToldBehind(reading, end) ||
    isAmongThreats(reading, start, end)
  );
}

function isToldBefore(reading: Reading, start: number, end: number): boolean {
  const { text, codes } = reading.passage;
  if (endsBefore[unitBefore(codes, start)] === 0) return false;
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  const behind = text.slice(end, end + behindCharsMax);
  if (headerBefore.test(before) && headerBehind.test(behind)) return true;
  if (frameworkBefore.test(before) || kindBefore.test(before)) return true;
  if (cveBefore.test(before) && cveBehind.test(behind)) return true;
  return calledBefore.test(before) && isHostileNear(reading, start, end, before + behind);
}

function isToldBehind({ passage: { text, codes } }: Reading, end: number): boolean {
  if (beginsBehind[codes[end] ?? 0] === 0) return false;
  const behind = text.slice(end, end + behindCharsMax);
  return thingBehind.test(behind) || versionBehind.test(behind);
}

const likenedBefore = new RegExp(
  String.raw`\b${phrases(`
  look/looks/smell/smells/sound/sounds like, resembles/resembled/resembling, similar to
  flags/flagged/detects/detected/classifies/classified/marks/marked [it/this/them] as`)} ["'\u201c]?$`,
  "i",
);
/** Inside the quotes of a thing in a machine: `rule "Elenco"`, `task "OneDrive Standalone Upd"`. */
const artefactBefore = new RegExp(
  String.raw`\b${phrases(`
  task/service/rule/mutex/process/driver/extension/app/application/consent [named/called/added/granted]
  add-in/addin/plug-in/plugin [named/called/added/granted], display name, client id`)},?:? ["'\u201c\u00ab\x60][^"'\u201d\n]{0,32}$`,
  "i",
);

/** "Image taken with Guymager", "carved using Scalpel": what an analyst works with. */
const workedWith = new RegExp(
  String.raw`\b${phrases(`
  imaged/acquired/captured/dumped/parsed/carved/scanned/analysed/analyzed/decoded/decompiled/unpacked/extracted/recovered/deobfuscated/disassembled/fuzzed/brute-forced/cracked/encrypted/packed/exfiltrated/tunnelled/obfuscated/tested with/using
  image/dump/copy/triage/acquisition/memory [of] [\\w+] [\\w+] taken/made/done/read with/using`)} ["'\u201c]?$`,
  "i",
);
/** "a mule account in Vilnius", "the drop account at Wio". */
const ofMules =
  /\b(?:mule|drop|collecting|collector|money[- ]mule)s?'?s? (?:bank )?(?:accounts?|wallets?|cards?|bank|address(?:es)?)(?: (?:is|was|are|were|opened|held|sits))? (?:in|at|with|of) $/i;
const quote = /["'\u201c\u00ab\x60]/;

/** A name of nobody that we know, which is likened to malware or is a thing's. */
export function isLikened(reading: Reading, start: number, end: number): boolean {
  const before = reading.passage.text.slice(Math.max(0, start - beforeCharsMax), start);
  if (quote.test(before) && artefactBefore.test(before)) return true;
  if (endsBefore[unitBefore(reading.passage.codes, start)] === 0) return false;
  if (workedWith.test(before) || ofMules.test(before)) return true;
  return likenedBefore.test(before) && isHostileNear(reading, start, end, before);
}

const usedBefore = new RegExp(
  String.raw`\b${phrases(`
  used/deployed/abused/favoured/favored/operated/dropped/claimed/signed by
  attributed/tied/linked to, affiliate/affiliates/encryptor/cryptor/locker/blog/note of, leak site of`)} ["'\u201c]?$`,
  "i",
);

/** Whoever uses malware or tools of attack: "Cobalt Strike, used by Royal". */
export function isUser(reading: Reading, start: number, end: number): boolean {
  const before = reading.passage.text.slice(Math.max(0, start - beforeCharsMax), start);
  return usedBefore.test(before) && isHostileNear(reading, start, end, before);
}

/** A word or a name of attackers in the same stretch. */
function isHostileNear(reading: Reading, start: number, end: number, near: string): boolean {
  if (hostileWord.test(near)) return true;
  const from = reading.passage.spanOf(Math.max(0, start - beforeCharsMax), start).start;
  const to = reading.passage.spanOf(start, end).end + behindCharsMax;
  return threatsNear(reading.observations, from, to).length > 0;
}

/** No name of attackers or of malware is longer. */
const threatCharsMax = 64;

/** Attackers, malware and tools that reach into this stretch of the original; they are in order. */
export function threatsNear(
  observations: readonly Observation[],
  from: number,
  to: number,
): Observation[] {
  const near: Observation[] = [];
  const first = firstFrom(observations, from - threatCharsMax);
  for (let at = first; (observations[at]?.start ?? Infinity) < to; at += 1) {
    const it = observations[at];
    if (it !== undefined && it.end > from && hostileTypes.has(it.type)) near.push(it);
  }
  return near;
}

/** "PDP = policy decision point", "PDP (policy decision point)". */
const spelt = letterPattern(
  String.raw`^ ?(?:=|\(|stands for|means) ?(\p{L}\p{Ll}+(?:[ -]\p{Ll}+){1,5})`,
);
const initials = letterPattern(String.raw`^\p{Lu}{2,6}$`);
const speltCharsMax = 96;

/** Own initials that the text itself spells out, in small letters, as something else. */
export function speltOtherwise({ passage, ownPhrases }: Reading): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { start, end } of ownPhrases) {
    const own = passage.text.slice(start, end);
    if (!initials.test(own)) continue;
    const meaning = spelt.exec(passage.text.slice(end, end + speltCharsMax))?.[1];
    if (meaning === undefined) continue;
    const words = meaning.split(/[ -]/).slice(0, own.length);
    if (words.map((word) => word.charAt(0)).join("") === own.toLowerCase()) found.add(own);
  }
  return found;
}

const betweenBefore = /^(?:["'\u201d]?, ["'\u201c]?|\/|'s )$/;
const betweenBehind = /^(?:["'\u201d]?, (?:the )?["'\u201c]?|\/| (?:of|from|by) )$/;
const betweenCharsMax = 8;

const explainedBehind =
  /^ (?:thing|malware|module|backdoor|loader|tool|family|implant|framework)\b/;

/** "TrickBot, Anchor, BazarLoader", "TrickBot's Anchor", `"Anchor", the TrickBot thing`. */
function isAmongThreats({ passage, observations }: Reading, start: number, end: number): boolean {
  const span = passage.spanOf(start, end);
  const { original } = passage;
  const isQuoted = /^["'\u201d]/.test(original[span.end] ?? "");
  let isBefore = false;
  let isBehind = false;
  const [from, to] = [span.start - betweenCharsMax - 1, span.end + betweenCharsMax + 1];
  for (const it of threatsNear(observations, from, to)) {
    const gap = span.start - it.end;
    if (gap > 0 && gap <= betweenCharsMax) {
      const between = original.slice(it.end, span.start);
      if (/^(?:\/|'s )$/.test(between)) return true;
      isBefore ||= betweenBefore.test(between);
    }
    const next = it.start - span.end;
    if (next > 0 && next <= betweenCharsMax) {
      const between = original.slice(span.end, it.start);
      if (isQuoted || /^ (?:of|from) $|^\/$/.test(between)) return true;
      const isExplained = explainedBehind.test(
        original.slice(it.end, it.end + betweenCharsMax * 2),
      );
      if (isExplained && /^, (?:the|an?) $/.test(between)) return true;
      isBehind ||= betweenBehind.test(between);
    }
  }
  return isBefore && isBehind;
}
