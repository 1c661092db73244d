/** What stands around a name: whether it is the attacker's, a product's, or opens a sentence. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  littleBit,
  ordinaryBit,
} from "../../text/word-table.ts";
import { lowered, type Passage } from "../../text/passage.ts";
import {
  digitAny,
  isNumeric,
  lowerAny,
  upperFirst,
  valueBefore,
  type Words,
} from "../../text/words.ts";
import { offices } from "../../text/person-words.ts";

/** Capitalised words: the first, and the one behind the last. */
export interface Run {
  first: number;
  last: number;
}

/** A name before one of these is the attacker's. */
const hostileBehind = hashSet(
  "ransomware malware loader stealer infostealer trojan backdoor worm botnet implant wiper dropper rat rootkit bootkit keylogger ransom spyware exploit webshell cryptor packer miner c2 phishing apt payload beacon beacons cluster affiliate affiliates crack cracks keygen activator panel gang operators leak variant family infection infections botnets samples sample dll shellcode kit stealers ransomwares malwares build builds",
);
const hostileBefore = hashSet(
  "malware ransomware trojan worm loader stealer backdoor botnet family families implant dropper stager rootkit infostealer keylogger payload gang actor actors cluster apt adversary exploit framework kit variant operators strain ransom group groups crew infection infections tool tools wiper miner rat sniffer skimmer stalkerware spyware crypter",
);
/** What is named behind one of these is a thing in a machine. */
const artefactBefore = hashSet(
  "task service mutex process pipe extension driver folder module plugin function package registry string cookie dashboard daemon binary brand make model",
);

export function isArtefact({ hashes, starts, ends }: Words, { first }: Run): boolean {
  return (
    first > 0 &&
    (starts[first] ?? 0) - (ends[first - 1] ?? 0) === 1 &&
    artefactBefore.has(hashes[first - 1] ?? 0)
  );
}

/** Coins that are demanded and tools that are run: their names are nobody's. */
const things = hashSet("btc xmr usdt ltc xbt recuva hxd photorec testdisk");
const callsBefore = hashSet("called dubbed named aka alias");
const isIs = hashSet("is was are were");
const articles = hashSet("a an the");
/** Last word of a product's name. */
export const productEnds = hashSet(
  "server servers gateway client clients agent agents firewall firewalls framework protocol suite toolkit engine plugin library runtime appliance controller endpoint scanner sensor driver installer updater launcher browser editor studio desktop workstation explorer shell services service api sdk cli cloud vpn portal console extension module adapter connector router switch camera gateways publisher host dashboard dashboards cart protect security defender antivirus backup",
);
export const makerBefore = hashSet(
  "microsoft windows google apple cisco oracle sap vmware adobe ibm hp dell siemens schneider rockwell honeywell fortinet citrix atlassian apache red amazon aws azure mozilla linux android palo check trend kaspersky symantec mcafee sophos ivanti juniper f5 sonicwall barracuda progress solarwinds veeam zoho manageengine jetbrains gitlab github docker kubernetes elastic splunk salesforce servicenow okta duo eset mandiant crowdstrike abb emerson yokogawa mitsubishi omron phoenix beckhoff moxa advantech delta hitachi general ge philips epic cerner meditech unity autodesk ptc dassault ansys wonderware aveva ignition osisoft kepware flexera flexlm nvidia intel amd broadcom qualcomm samsung huawei zte lenovo asus acer zyxel netgear d tp mikrotik ubiquiti aruba extreme",
);

/** Small words around it, with nothing but blanks between. */
export function isAlone({ passage, words }: Reading, { first, last }: Run): boolean {
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
  "is was has had got says said looks looked will would did does never goes went came called told asked opened clicked wrote left signed reported noticed thinks thought wants wanted knows knew saw found took gave made ran rang sent speaks spoke works worked owns started stopped forwarded entered typed used uses keeps kept feels lives loves likes hates pulled unplugged phoned texted drove swears swore slept sleeps woke remembers forgot brought handed bought complains complained heard carried photographed walked stood sat resigned worries apologised apologized",
);

export function isFollowedByVerb({ hashes }: Words, at: number): boolean {
  return verbs.has(hashes[at] ?? 0);
}

/** "Stats", "Timesheets", "Reimaged": no name, only a word that the table has in parts. */
const lastParts =
  /(?:sheet|list|room|line|book|work|time|day|note|side|point|base|ware|board|card|file|mail|page|site|screen|shot|stamp|word|hook|code|pool|script|chain|net|bot|box|kit|log|set|up|out|down|off|back|over|in|less|able|ness|ing|ed|er|ers|ly|s)s?$/;

const firstParts = /^(?:sub|re|pre|un|non|over|under|multi|inter|micro|auto|anti|mis|out)/;

export function isDerived({ passage, words }: Reading, at: number): boolean {
  const word = lowered(passage.text.slice(words.starts[at], words.ends[at]));
  const bare = word.replace(firstParts, "");
  if (bare.length > 3 && bare !== word && (bitsOf(bare) & ordinaryBit) !== 0) return true;
  const head = word.replace(lastParts, "");
  if (head.length < 3 || head.length === word.length) return false;
  return [head, `${head}e`, word.replace(/s$/, ""), head.slice(0, -1)].some(
    (it) => (bitsOf(it) & ordinaryBit) !== 0,
  );
}

export function isAttackers(words: Words, { first, last }: Run): "attacker" | "called" | undefined {
  const behind = last < words.count ? (words.hashes[last] ?? 0) : 0;
  const before = first > 0 ? (words.hashes[first - 1] ?? 0) : 0;
  const isNear = (words.starts[last] ?? Infinity) - (words.ends[last - 1] ?? 0) <= 2;
  if ((isNear && hostileBehind.has(behind)) || hostileBefore.has(before)) return "attacker";
  if (callsBefore.has(before)) return "called";
  if (last - first === 1 && things.has(words.hashes[first] ?? 0)) return "attacker";
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

export function hasMaker({ hashes, bits, starts, ends }: Words, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    // "D-Link" is a maker, the D of "D. Fennimore" is none.
    const isInitial = (starts[at + 1] ?? 0) - (starts[at] ?? 0) === 3;
    const isLetter = isInitial && (ends[at] ?? 0) - (starts[at] ?? 0) === 1;
    if (!isLetter && makerBefore.has(hashes[at] ?? 0)) return true;
  }
  return (
    first > 0 &&
    makerBefore.has(valueBefore(hashes, first)) &&
    ((bits[first] ?? 0) & (givenBit | familyBit)) === 0
  );
}

/** Countries, states, networks and languages that are called like people. */
const thingNames = hashSet(
  "tor virginia georgia jordan chad israel carolina dakota julia ruby ada",
);
const placedBefore = hashSet("in across near over via through");
const runBefore = hashSet("ran runs running install installs installed");
const thingBehind = hashSet(
  "attack attacks exploit exploits bug flaw vulnerability worm macro botnet exit exits node nodes relay relays browser circuit circuits top",
);
/** Before the network that hides who calls. */
const torBefore = hashSet(
  "a an the to of on from block blocks blocked blocking use uses used using allow with by via over through mit per par por przez durch \u00fcber",
);
const torBehind = hashSet(
  "chat chats site sites page pages portal address network link links address exit",
);
const tor = hashOf("tor");
/** "2,4 Mio. USD". */
const millions = hashSet("mio mrd tsd");

/** "a Tor exit", "a court in Virginia", "written in Julia", "ran Kali", "the Marvin attack". */
export function isThing({ passage, words }: Reading, { first, last }: Run): boolean {
  const { hashes, starts, ends } = words;
  if (last - first !== 1) return false;
  const end = ends[first] ?? 0;
  const isNear = passage.codes[end] === blank && starts[last] === end + 1;
  if (isNear && thingBehind.has(hashes[last] ?? 0)) return true;
  if (first === 0 || (starts[first] ?? 0) - (ends[first - 1] ?? 0) !== 1) return false;
  if (millions.has(hashes[first] ?? 0) && isNumeric(words.shapes[first - 1] ?? 0)) return true;
  const before = hashes[first - 1] ?? 0;
  if (runBefore.has(before)) return passage.codes[end] !== apostrophe;
  const hash = hashes[first] ?? 0;
  if (thingNames.has(hash) && placedBefore.has(before)) return true;
  if (hash !== tor) return false;
  if (isNear && torBehind.has(hashes[last] ?? 0)) return true;
  return torBefore.has(before) && !(isNear && isFollowedByVerb(words, last));
}

const numberBehind = letterPattern(String.raw`^-\d{3,5}(?![\p{L}\d-])`);

/** "Storm-0485": names of actors by their numbers. */
export function isNumbered({ passage: { codes, text }, words }: Reading, { last }: Run): boolean {
  const end = words.ends[last - 1] ?? 0;
  return codes[end] === hyphen && numberBehind.test(text.slice(end, end + 8));
}

/** Last word of what a company, an office or a school is called. */
export const organisationEnds = hashSet(
  "aerospace airlines airways aviation bank bancorp insurance assurance pharma pharmaceuticals foods energy motors steel mining railways rail systems technologies technology labs laboratories software networks telecom university college institute hospital clinic school agency ministry council authority foundation association federation holdings industries logistics shipping media press studios robotics semiconductor semiconductors electronics instruments chemicals oil gas power utilities water",
);

/** Nouns by their endings, in the languages whose nouns stand in texts about attacks. */
const nounEnd =
  /(?:ungen|ung|heiten|heit|keiten|keit|schaften|schaft|passwort|agentur|behorde|zugang|zugriff|massnahmen|massnahme|nummer|liste|fassung|cion|ciones|zione|zioni|cao|coes|dade|dades|mento|mentos|miento|mientos|tions?|sions?|ments?|ness|ities|isms?)$/;
const nounCharsMin = 8;

export function isNoun({ passage, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  if (end - start < nounCharsMin || ((words.bits[at] ?? 0) & (givenBit | familyBit)) !== 0)
    return false;
  return nounEnd.test(lowered(passage.text.slice(start, end)));
}

/** "FlexNet Publisher 11.18", "Autopsy v4". */
export function isVersioned({ passage, words }: Reading, { last }: Run): boolean {
  const end = words.ends[last - 1] ?? 0;
  const next = passage.codes[end + 1] ?? 0;
  const mayBegin = next === letterV || (next >= 48 && next <= 57);
  if (!mayBegin || (passage.codes[end] !== blank && passage.codes[end] !== slash)) return false;
  return /^ (?:v\.? ?)?\d{1,4}(?:\.\d{1,6}){1,4}\b|^\/\d|^ v\d/.test(
    passage.text.slice(end, end + 24),
  );
}

const device =
  /^(?: (?:gateways?|routers?|switch(?:es)?|controllers?|appliances?|firewalls?|cameras?|devices?|access points?|printers?|terminals?|sensors?|modems?|units?|boxes|panels?)){1,2},? \(?(?:(?:with|on|at|running) )?firmware(?: versions?| release)? v?\d/i;
const mailFolder =
  /^["']? (?:sub-?)?folder (?:of|in|inside|under) (?:the |his |her |their )?(?:mail\b|mailbox|inbox|outlook|thunderbird|exchange|shared mailbox|webmail)/i;
const folderBefore = /\bfolder ["']?$/;
/** "moves all mail to the Old Threads folder". */
const movedBefore =
  /\b(?:rules?|mails?|messages?|inbox|replies|everything|moved?s?|sent|sends)\b[^.\n]{0,40}\b(?:to|into|in) (?:the|his|her|their|a) ["']?$/i;
const movedCharsMax = 64;
const mailBehind =
  /^["']? (?:of|in|inside|under) (?:the |his |her |their )?(?:mail|mailbox|inbox|outlook|thunderbird|exchange|webmail)\b/i;

/** First words of these. */
const deviceOrFolder = hashSet(
  "gateway gateways router routers switch switches controller controllers appliance appliances firewall firewalls camera cameras device devices access printer printers terminal terminals sensor sensors modem modems unit units box boxes panel panels folder sub subfolder of in inside under",
);

/** "Relay gateways (firmware 3.9)"; "the Old Threads folder of the mail program". */
export function isDeviceOrFolder({ passage, words }: Reading, { first, last }: Run): boolean {
  if (!deviceOrFolder.has(words.hashes[last] ?? 0)) return false;
  const end = words.ends[last - 1] ?? 0;
  if (passage.codes[end] !== blank && passage.codes[end] !== quote) return false;
  const behind = passage.text.slice(end, end + 64);
  if (device.test(behind) || mailFolder.test(behind)) return true;
  const start = words.starts[first] ?? 0;
  const before = passage.text.slice(Math.max(0, start - movedCharsMax), start);
  if (/^["']? (?:sub-?)?folder\b/.test(behind) && movedBefore.test(before)) return true;
  return (
    mailBehind.test(behind) && folderBefore.test(passage.text.slice(Math.max(0, start - 8), start))
  );
}

const exits = hashSet(
  "exit exits node nodes vpn proxy proxies vps hoster hosters ip ips relay relays geolocated traced",
);
const wherever = hashSet("in from at near via through to");

/** "a VPN exit in Bucharest": where attackers come from. */
export function isOfExit({ hashes }: Words, { first, last }: Run): boolean {
  if (last - first > 2 || !wherever.has(valueBefore(hashes, first))) return false;
  return exits.has(valueBefore(hashes, first, 2));
}

/** "Kingston DT100", "Jabra BT20"; not "Morris T1059". */
export function isModel({ passage: { codes, text }, words }: Reading, { last }: Run): boolean {
  const end = words.ends[last - 1] ?? 0;
  const next = codes[end + 1] ?? 0;
  if (codes[end] !== blank || next < 65 || next > 90) return false;
  return /^ (?!T\d{4})[A-Z]{1,4}-?\d{2,4}[A-Za-z]?(?![\w-])/.test(text.slice(end, end + 12));
}

const smallPart = letterPattern(String.raw`^-\p{Ll}{2,12}(?![\p{L}\d-])`);
const possessive = letterPattern(String.raw`^'s(?!\p{L})`);

/** With "-aho" of "Hauta-aho", and the possessive. */
export function behindName({ text, codes }: Passage, at: number): number {
  const end =
    codes[at] === hyphen ? at + (smallPart.exec(text.slice(at, at + 14))?.[0].length ?? 0) : at;
  const next = codes[end];
  if (next !== comma && next !== blank && next !== apostrophe) return end;
  const title = /^,? (?:II|III|IV|Jr|Sr|MD|DDS|PhD|RN|Esq)\b\.?/.exec(text.slice(end, end + 7));
  if (title !== null) return end + title[0].length;
  return possessive.test(text.slice(end, end + 3)) ? end + 2 : end;
}

const letterV = 118;
const hyphen = 45;
const slash = 47;
const comma = 44;
const blank = 32;
const apostrophe = 39;
const dot = 46;
const quote = 34;

/** What may stand between the end of a sentence and the first word of the next; and such ends. */
const sentenceMarks = new Uint8Array(65_536);
const isBetween = 1;
const isEnd = 2;
for (const char of " \t\n\v\f\r\u00a0\ufeff\"'(*>#|[-")
  sentenceMarks[char.charCodeAt(0)] = isBetween;
for (const char of ".!?:;") sentenceMarks[char.charCodeAt(0)] = isEnd;

export function opensSentence(codes: Uint16Array, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < 12 && sentenceMarks[codes[at] ?? 0] === isBetween) {
    if (codes[at] === 10) return true;
    at -= 1;
  }
  return at < 0 || sentenceMarks[codes[at] ?? 0] === isEnd;
}

/** "Water Street", without a number; not "Wall Street". */
const streetEnds = hashSet("street avenue lane quay crescent boulevard terrace");
const knownStreets = hashSet("wall silk main high fleet downing fast side sesame");

export function isStreetName({ hashes }: Words, { last }: Run): boolean {
  return streetEnds.has(hashes[last - 1] ?? 0) && !knownStreets.has(valueBefore(hashes, last, 2));
}

/** "Račun" of "SMS "Račun je zapadel"": a message in another language. */
const messageBefore = hashSet(
  "sms text texts message messages mail mails subject titled reads read says said saying",
);

/** Behind it is no word of English. */
export function isForeignHead(
  { passage: { codes }, words }: Reading,
  { first, last }: Run,
): boolean {
  if (codes[(words.starts[first] ?? 0) - 1] !== quote || last >= words.count) return false;
  if (first === 0 || !messageBefore.has(words.hashes[first - 1] ?? 0)) return false;
  if (codes[words.ends[first] ?? 0] !== blank) return false;
  const isSmall = ((words.shapes[last] ?? 0) & (upperFirst | digitAny | lowerAny)) === lowerAny;
  return isSmall && ((words.bits[last] ?? 0) & (classBits | littleBit)) === 0;
}

/** "Guard" of "Guard Abul Hashem"; nothing before "Driver Updater Pro". */
export function officeBefore(
  { passage: { codes }, words: { starts, ends, hashes, shapes, bits } }: Reading,
  { first, last }: Run,
): number | undefined {
  const end = ends[first - 1] ?? 0;
  if (first === 0 || starts[first] !== end + 1 || codes[end] !== blank) return undefined;
  const isNamed = ((shapes[first - 1] ?? 0) & (upperFirst | lowerAny)) === (upperFirst | lowerAny);
  if (!isNamed || !offices.has(hashes[first - 1] ?? 0)) return undefined;
  for (let at = first; at < last; at += 1) {
    const bit = bits[at] ?? 0;
    if ((bit & classBits) !== 0 && (bit & (givenBit | familyBit)) === 0) return undefined;
  }
  return first - 1;
}

/** "M." of "M. Huanca". */
export function isInitial({ passage: { codes }, words }: Reading, at: number): boolean {
  const end = words.ends[at] ?? 0;
  return end - (words.starts[at] ?? 0) === 1 && codes[end] === dot;
}
