/**
 * Capitalised words that no list explains, and names of people among them. A given name with
 * another name is a person; a lone one, or a name that nothing explains, is held. Deny by default: a
 * customer, a place or a colleague looks like this, and so does a new malware family.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { hashSet } from "../text/word-hash.ts";
import {
  bitsOf,
  classBits,
  cueBit,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  titledBit,
  tradeBit,
} from "../text/word-table.ts";
import {
  digitAny,
  foreignAny,
  letterAny,
  lowerAny,
  upperFirst,
  upperLater,
  type Words,
} from "../text/words.ts";

const runWordsMax = 6;
const wordCharsMax = 32;

const titles = hashSet(
  "dr mr mrs ms miss mx prof professor sir dame rev herr frau hr mme mlle monsieur madame senor senora sr sra ing judge sgt capt lt col rabbi sister father brother nurse",
);
const titlesBare = hashSet("np rn md");
const particles = hashSet(
  "van von de del della da di der den la le bin al el ter y e dos das du af zu ben ibn",
);
/** A name before one of these is the attacker's. */
const hostileBehind = hashSet(
  "ransomware malware loader stealer infostealer trojan backdoor worm botnet implant wiper dropper rat rootkit bootkit keylogger ransom spyware exploit webshell cryptor packer miner c2 phishing apt payload beacon beacons cluster affiliate affiliates gang operators leak variant family infection infections botnets samples sample dll shellcode kit stealers ransomwares malwares build builds",
);
const hostileBefore = hashSet(
  "malware ransomware trojan worm loader stealer backdoor botnet family families implant gang actor actors cluster apt adversary exploit framework kit variant operators strain ransom group groups crew infection infections tool tools wiper miner rat",
);
const callsBefore = hashSet("called dubbed named aka alias");
const isIs = hashSet("is was are were");
const articles = hashSet("a an the");
/** Last word of a product's name. */
const productEnds = hashSet(
  "server servers gateway client clients agent agents firewall firewalls framework protocol suite toolkit engine plugin library runtime appliance controller endpoint scanner sensor driver installer updater launcher browser editor studio desktop workstation explorer shell services service api sdk cli cloud vpn portal console extension module adapter connector router switch camera gateways publisher host protect security defender antivirus backup",
);
const makerBefore = hashSet(
  "microsoft windows google apple cisco oracle sap vmware adobe ibm hp dell siemens schneider rockwell honeywell fortinet citrix atlassian apache red amazon aws azure mozilla linux android palo check trend kaspersky symantec mcafee sophos ivanti juniper f5 sonicwall barracuda progress solarwinds veeam zoho manageengine jetbrains gitlab github docker kubernetes elastic splunk salesforce servicenow okta duo eset mandiant crowdstrike abb emerson yokogawa mitsubishi omron phoenix beckhoff moxa advantech delta hitachi general ge philips epic cerner meditech unity autodesk ptc dassault ansys wonderware aveva ignition osisoft kepware flexera flexlm nvidia intel amd broadcom qualcomm samsung huawei zte lenovo asus acer zyxel netgear d tp mikrotik ubiquiti aruba extreme",
);

export const properNames: Detector = {
  name: "proper-names",
  version: 1,
  detect(reading) {
    const found: Detection[] = [];
    const { words } = reading;
    const { count, shapes } = words;
    for (let at = 0; at < count; at += 1) {
      if (((shapes[at] ?? 0) & upperFirst) === 0) {
        if (((words.bits[at] ?? 0) & (givenBit | familyBit)) !== 0)
          at = lowerCaseName(reading, at, found);
        continue;
      }
      const last = runEnd(reading, at);
      if (last === at) continue;
      judge(reading, at, last, found);
      at = last - 1;
    }
    hanNames(reading, found);
    return found;
  },
};

const lowerNameCharsMin = 4;

/** "ask emma larsson": in a hurry names are written small. Gives the last word that was read. */
function lowerCaseName(reading: Reading, first: number, found: Detection[]): number {
  const { words, passage } = reading;
  let last = first;
  let isName = false;
  for (; last < words.count && last - first < runWordsMax; last += 1) {
    const bits = words.bits[last] ?? 0;
    const start = words.starts[last] ?? 0;
    const end = words.ends[last] ?? start;
    if ((bits & (ordinaryBit | tradeBit | knownBit)) !== 0) break;
    if (last > first && passage.text.slice(words.ends[last - 1], start) !== " ") break;
    if (
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny) &&
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny | foreignAny)
    )
      break;
    if (
      isInsideToken(passage.text, start, end) ||
      passage.text.charCodeAt(start - 1) === 45 ||
      passage.text.charCodeAt(end) === 45
    )
      break;
    if (last === first && end - start < lowerNameCharsMin) break;
    if (last > first && (bits & (givenBit | familyBit)) === 0 && end - start < lowerNameCharsMin)
      break;
    if ((bits & givenBit) !== 0 || last > first) isName = true;
  }
  if (!isName || last === first) return first;
  const span = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  if (!reading.isExplained(span)) {
    found.push({
      ...span,
      kind: "person",
      why: "A name that is written small.",
      needsReview: true,
    });
  }
  return last - 1;
}

const han = /(?<!\p{Script=Han})\p{Script=Han}{2,4}(?!\p{Script=Han})/gu;

/** Two to four Chinese characters alone are a name more often than anything else. */
function hanNames({ passage }: Reading, found: Detection[]): void {
  if (passage.text.length === passage.original.length && !/[\u3400-\u9fff]/.test(passage.text))
    return;
  for (const { 0: name, index } of passage.text.matchAll(han)) {
    const span = passage.spanOf(index, index + name.length);
    found.push({
      ...span,
      kind: "person",
      why: "It may be a Chinese or Japanese name.",
      needsReview: true,
    });
  }
}

/** Word behind the last of a run of capitalised words that begins here. */
function runEnd(reading: Reading, first: number): number {
  const { words } = reading;
  let last = first;
  while (last < words.count && last - first < runWordsMax) {
    if (last > first && !joins(reading, last)) break;
    if (!isNameWord(reading, last)) {
      const next = last + 1;
      const isParticle =
        last > first &&
        particles.has(words.hashes[last] ?? 0) &&
        next < words.count &&
        joins(reading, next) &&
        isNameWord(reading, next);
      if (!isParticle) break;
      last = next;
    }
    last += 1;
  }
  return last;
}

function joins(reading: Reading, at: number): boolean {
  const { passage, words } = reading;
  const { text } = passage;
  const from = words.ends[at - 1] ?? 0;
  const to = words.starts[at] ?? 0;
  if (to - from === 1) {
    const code = text.charCodeAt(from);
    if (code === 10) return isWrappedName(reading, at);
    return code === 32 || code === 45 || code === 39;
  }
  if (to - from !== 2) return false;
  const isShort = from - (words.starts[at - 1] ?? 0) <= 1 || titles.has(words.hashes[at - 1] ?? 0);
  return text.startsWith(". ", from) && isShort;
}

/** A name may go on in the next line where a title or a given name ends this one. */
function isWrappedName({ words }: Reading, at: number): boolean {
  const isOpen = titles.has(words.hashes[at - 2] ?? 0) || titles.has(words.hashes[at - 1] ?? 0);
  return isOpen && ((words.bits[at] ?? 0) & knownBit) === 0;
}

/** A capital and small letters; "McKay" and "O'Neil", but no "PowerShell", "x86" or "DNS". */
function isNameWord(reading: Reading, at: number): boolean {
  const { passage, words } = reading;
  const shape = words.shapes[at] ?? 0;
  if ((shape & upperFirst) === 0 || (shape & digitAny) !== 0) return false;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  if (end - start > wordCharsMax) return false;
  if ((shape & lowerAny) === 0) {
    // "J." and "O'" stand in names; other capitals are abbreviations, unless they are a name's.
    if (end - start === 1) return isInitial(passage.text, end);
    if (!hasCapitalNeighbour(words, at)) return false;
    if (end - start < 3 || ((words.bits[at] ?? 0) & (givenBit | familyBit)) === 0) return false;
    if (((words.bits[at] ?? 0) & (ordinaryBit | tradeBit | knownBit | cueBit)) !== 0) return false;
  } else if ((shape & upperLater) !== 0 && !hasNamePrefix(passage.text, start)) return false;
  return !isInsideToken(passage.text, start, end);
}

/** Names in capitals come in pairs: "ROE, JANE". */
function hasCapitalNeighbour({ bits, shapes, starts, ends }: Words, at: number): boolean {
  return [at - 1, at + 1].some((near) => {
    const isNear =
      Math.abs((starts[Math.max(at, near)] ?? 0) - (ends[Math.min(at, near)] ?? 0)) <= 2;
    const isUpper = ((shapes[near] ?? 0) & (upperFirst | lowerAny)) === upperFirst;
    return isNear && isUpper && ((bits[near] ?? 0) & (givenBit | familyBit)) !== 0;
  });
}

function isInitial(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  // "Carl E Steffensen", "J. Roe", "O'Neil".
  if (code === 32 && /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3))) {
    return /\p{Ll} .$/u.test(text.slice(Math.max(0, end - 3), end));
  }
  return code === 39 || (code === 46 && text.charCodeAt(end + 1) === 32);
}

function hasNamePrefix(text: string, start: number): boolean {
  return /^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)\p{Lu}\p{Ll}{2,20}(?!\p{L})/u.test(
    text.slice(start, start + 30),
  );
}

/** Parts of paths, addresses, code and file names are not words of a sentence. */
function isInsideToken(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isTokenMark(before) || before === 58 || before === 45) {
    if (before !== 45 || !isLetter(text.charCodeAt(start - 2))) return before !== 45;
  }
  if (isTokenMark(after) || after === 40) return true;
  if (before === 46 && isLetterOrDigit(text.charCodeAt(start - 2))) return true;
  return after === 46 && isLetterOrDigit(text.charCodeAt(end + 1));
}

/** \ / @ _ = % # $ & */
function isTokenMark(code: number): boolean {
  return (
    code === 92 ||
    code === 47 ||
    code === 64 ||
    code === 95 ||
    code === 61 ||
    (code >= 35 && code <= 38)
  );
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
}

function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57);
}

interface Run {
  first: number;
  last: number;
}

function judge(reading: Reading, first: number, last: number, found: Detection[]): void {
  const { words, passage } = reading;
  const { text } = passage;
  const opens = opensSentence(text, words.starts[first] ?? 0);
  const inner = titleInside(words, first, last);
  const run = inner === undefined ? trimmed(words, { first, last }, opens) : { first: inner, last };
  if (run.first >= run.last) return;
  const title = titleOf(words, text, run.first);
  const isTitled = title < run.first;
  const verdict = isTitled
    ? titled(words, run)
    : untitled(reading, run, opens && run.first === first);
  if (verdict === undefined) return;
  const begin = isTitled ? title : run.first;
  const start = words.starts[begin] ?? 0;
  const end = behindName(text, words.ends[run.last - 1] ?? start);
  const span = passage.spanOf(start, end);
  if (reading.isExplained(span)) return;
  found.push({ ...span, ...verdict });
}

/** Word behind the last title of a run: "Tell Dr. April Summers". */
function titleInside({ hashes }: Words, first: number, last: number): number | undefined {
  for (let at = last - 1; at > first; at -= 1) {
    if (titles.has(hashes[at - 1] ?? 0)) return at;
  }
  return titles.has(hashes[first - 1] ?? 0) || titlesBare.has(hashes[first - 1] ?? 0)
    ? first
    : undefined;
}

/** "Dr. Roe": the title before the run, or the run's own first word. */
function titleOf({ starts, ends, hashes }: Words, text: string, first: number): number {
  const before = first > 0 ? (hashes[first - 1] ?? 0) : 0;
  if (!titles.has(before) && !titlesBare.has(before)) return first;
  const gap = text.slice(ends[first - 1], starts[first]);
  return gap === " " || gap === ". " ? first - 1 : first;
}

const isPlain = (bits: number): boolean =>
  (bits & (ordinaryBit | knownBit | tradeBit)) !== 0 && (bits & (givenBit | familyBit)) === 0;

/** Without the ordinary word that only opens the sentence. */
function trimmed({ bits }: Words, { first, last }: Run, opens: boolean): Run {
  let from = first;
  if (opens && last - from > 1 && ((bits[from] ?? 0) & (ordinaryBit | knownBit)) !== 0) {
    const isName = ((bits[from] ?? 0) & givenBit) !== 0 && !isPlain(bits[from + 1] ?? 0);
    if (!isName) from += 1;
  }
  while (from < last && ((bits[from] ?? 0) & knownBit) !== 0) from += 1;
  let to = last;
  while (to > from && ((bits[to - 1] ?? 0) & knownBit) !== 0) to -= 1;
  return { first: from, last: to };
}

type Verdict = Omit<Detection, "start" | "end">;

function titled({ bits }: Words, { first, last }: Run): Verdict | undefined {
  for (let at = first; at < last; at += 1) {
    if (((bits[at] ?? 0) & knownBit) === 0 || last - first > 1) {
      return verdict("person", "A name behind a title.", false);
    }
  }
  return undefined;
}

function verdict(kind: FindingKind, why: string, needsReview: boolean): Verdict {
  return { kind, why, needsReview };
}

/** Another script than Latin. */
function isForeign(code: number): boolean {
  return code >= 0x370;
}

interface Count {
  given: number;
  /** Given and no ordinary word. */
  rareGiven: number;
  family: number;
  rareFamily: number;
  unknown: number;
  plain: number;
  trade: number;
  foreign: number;
  /** Ordinary words that nobody writes with a capital. */
  rare: number;
}

function countOf(text: string, { bits, shapes, starts, ends }: Words, { first, last }: Run): Count {
  const count = {
    given: 0,
    rareGiven: 0,
    family: 0,
    rareFamily: 0,
    unknown: 0,
    plain: 0,
    trade: 0,
    foreign: 0,
    rare: 0,
  };
  for (let at = first; at < last; at += 1) {
    const bit = bits[at] ?? 0;
    if ((ends[at] ?? 0) - (starts[at] ?? 0) < 2) continue;
    if ((bit & tradeBit) !== 0 && (bit & givenBit) === 0) count.trade += 1;
    const isCommon = (bit & (ordinaryBit | tradeBit | knownBit)) !== 0;
    if ((bit & givenBit) !== 0) count.given += 1;
    if ((bit & familyBit) !== 0) count.family += 1;
    if ((bit & givenBit) !== 0 && !isCommon) count.rareGiven += 1;
    else if ((bit & familyBit) !== 0 && !isCommon) count.rareFamily += 1;
    else if ((bit & classBits) === 0) count.unknown += 1;
    else if (isCommon) count.plain += 1;
    if (isCommon && (bit & (tradeBit | knownBit | titledBit)) === 0) count.rare += 1;
    if (((shapes[at] ?? 0) & foreignAny) !== 0 && isForeign(text.charCodeAt(starts[at] ?? 0))) {
      count.foreign += 1;
    }
  }
  return count;
}

function untitled(reading: Reading, run: Run, opens: boolean): Verdict | undefined {
  const { words } = reading;
  const length = run.last - run.first;
  const count = countOf(reading.passage.text, words, run);
  const isTold = isAttackers(words, run);
  if (isTold === "attacker" || isPersona(reading, run)) return undefined;
  if (isTold === "called" && count.rareGiven === 0) return undefined;
  if (length >= 2) {
    const isPerson =
      count.rareGiven > 0
        ? count.rareGiven + count.rareFamily + count.unknown >= 2 ||
          (count.trade === 0 && count.plain <= 1)
        : count.given > 0 && count.rareFamily + count.unknown > 0;
    if (isPerson)
      return verdict(
        "person",
        "A given name with another.",
        count.trade > 0 || (count.plain > 0 && opens),
      );
  }
  const isProduct =
    hasMaker(words, run) ||
    isVersioned(reading, run) ||
    productEnds.has(words.hashes[run.last - 1] ?? 0);
  if (count.foreign === 1 && length === 1) return undefined;
  if (count.rareGiven > 0) return verdict("person", "A given name.", true);
  if (isProduct) return undefined;
  if (count.rareFamily > 0) return verdict("person", "A family name.", true);
  if (length === 1 && opens && isDerived(reading, run.first)) return undefined;
  if (count.unknown > 0) return verdict("unexplained-name", "A name that no list explains.", true);
  if (count.given > 0 && !opens && count.trade === 0 && count.plain === length && length <= 3) {
    return verdict("person", "It may be a given name.", true);
  }
  if (length === 1 && opens && count.given > 0 && isFollowedByVerb(words, run.last)) {
    return verdict("person", "It may be a given name.", true);
  }
  if (!opens && count.rare === length && isAlone(reading, run)) {
    return verdict("unexplained-name", "An ordinary word that is written as a name.", true);
  }
  return undefined;
}

/** Small words around it, with nothing but blanks between. */
function isAlone({ passage, words }: Reading, { first, last }: Run): boolean {
  if (first === 0 || ((words.shapes[first - 1] ?? 0) & (upperFirst | digitAny)) !== 0) return false;
  const gap = passage.text.slice(words.ends[first - 1], words.starts[first]);
  if (gap !== " " && gap !== ", ") return false;
  if (last >= words.count) return true;
  return (
    ((words.shapes[last] ?? 0) & (upperFirst | digitAny)) === 0 &&
    passage.text[words.ends[last - 1] ?? 0] !== "-"
  );
}

const verbs = hashSet(
  "is was has had got says said looks looked will would did does never goes went came called told asked opened clicked wrote left signed reported noticed thinks thought wants wanted knows knew saw found took gave made ran rang sent speaks spoke works worked owns started stopped forwarded entered typed used uses keeps kept feels lives loves likes hates",
);

function isFollowedByVerb({ hashes }: Words, at: number): boolean {
  return verbs.has(hashes[at] ?? 0);
}

/** "Stats", "Timesheets", "Reimaged": no name, only a word that the table has in parts. */
const lastParts =
  /(?:sheet|list|room|line|book|work|time|day|note|side|point|base|ware|board|card|file|mail|page|site|screen|shot|stamp|word|hook|code|pool|script|chain|net|bot|box|kit|log|set|up|out|down|off|back|over|in|less|able|ness|ing|ed|er|ers|ly|s)s?$/;

function isDerived({ passage, words }: Reading, at: number): boolean {
  const word = passage.lower.slice(words.starts[at], words.ends[at]);
  const head = word.replace(lastParts, "");
  if (head.length < 3 || head.length === word.length) return false;
  return [head, `${head}e`, word.replace(/s$/, ""), head.slice(0, -1)].some(
    (it) => (bitsOf(it) & ordinaryBit) !== 0,
  );
}

function isAttackers(words: Words, { first, last }: Run): "attacker" | "called" | undefined {
  const behind = last < words.count ? (words.hashes[last] ?? 0) : 0;
  const before = first > 0 ? (words.hashes[first - 1] ?? 0) : 0;
  const isNear = (words.starts[last] ?? Infinity) - (words.ends[last - 1] ?? 0) <= 2;
  if ((isNear && hostileBehind.has(behind)) || hostileBefore.has(before)) return "attacker";
  if (callsBefore.has(before)) return "called";
  // "Axiom, an actor"; "Rover, a new loader".
  if (isNear && articles.has(behind)) {
    const isOne = [last + 1, last + 2].some((at) => {
      const hash = words.hashes[at] ?? 0;
      return hostileBehind.has(hash) || hostileBefore.has(hash);
    });
    if (isOne) return "attacker";
  }
  if (!isNear || !isIs.has(behind)) return undefined;
  // "Melissa was a worm."
  const next = articles.has(words.hashes[last + 1] ?? 0) ? last + 2 : last + 1;
  const isHostile = [next, next + 1].some((at) => hostileBehind.has(words.hashes[at] ?? 0));
  return isHostile ? "attacker" : undefined;
}

function hasMaker({ hashes, bits }: Words, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    if (makerBefore.has(hashes[at] ?? 0)) return true;
  }
  return (
    first > 0 &&
    makerBefore.has(hashes[first - 1] ?? 0) &&
    ((bits[first] ?? 0) & (givenBit | familyBit)) === 0
  );
}

const persona =
  /\b(?:us(?:ed|ing) the (?:name|alias|persona|identity)|pos(?:ed|es|ing) as|pretend(?:ed|s|ing) to be|impersonat(?:ed|es|ing)|claim(?:ed|s|ing) to be|calling (?:him|her|them)sel(?:f|ves)|under the (?:name|alias)|going by|goes by|fake (?:recruiter|profile|name|persona)|persona|alias|scammer|attacker named|spoofed)(?: the)?[\s"':(]{1,3}$/i;
const personaCharsMax = 48;

/** A name that the attacker took. */
function isPersona({ passage, words }: Reading, { first }: Run): boolean {
  const start = words.starts[first] ?? 0;
  return persona.test(passage.text.slice(Math.max(0, start - personaCharsMax), start));
}

/** "FlexNet Publisher 11.18", "Autopsy v4". */
function isVersioned({ passage, words }: Reading, { last }: Run): boolean {
  const end = words.ends[last - 1] ?? 0;
  return /^ (?:v\.? ?)?\d{1,4}(?:\.\d{1,6}){1,4}\b|^\/\d|^ v\d/.test(
    passage.text.slice(end, end + 24),
  );
}

/** With "-aho" of "Hauta-aho", and the possessive. */
function behindName(text: string, at: number): number {
  const end = at + (/^-\p{Ll}{2,12}(?![\p{L}\d-])/u.exec(text.slice(at, at + 14))?.[0].length ?? 0);
  return /^'s(?!\p{L})/u.test(text.slice(end, end + 3)) ? end + 2 : end;
}

function opensSentence(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < 12 && /[\s"'(*>#|[-]/.test(text[at] ?? "")) {
    if (text[at] === "\n") return true;
    at -= 1;
  }
  return at < 0 || /[.!?:;]/.test(text[at] ?? "");
}
