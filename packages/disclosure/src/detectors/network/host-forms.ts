/**
 * Names of machines that no profile holds, told by how administrators name them: a word for what the
 * machine is, a number, hyphens ("salf-dc-2", "KVHSQL2"), or by the word before them
 * ("host=…") and their place in a line of syslog (RFC 3164). All of them are held.
 */

import { type Detection, type Detector, detectPattern, type Reading } from "../../detector.ts";
import { lowered, type Passage, passageWindow } from "../../text/passage.ts";
import { triggerWords } from "../../text/trigger-words.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  accountOrMachineBit,
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { digitAny, isWordCode, lowerAny, unitBefore } from "../../text/words.ts";
import { marksOfChars } from "../../text/tokens.ts";

/** What machines are, as it stands in their names. */
const roles = hashSet(
  `dc fs sql srv svr ws wks pc lt nb tc vdi laptop desktop db app web www mail mx exch vpn fw sw gw rtr prt print prn nas san esx esxi hv vm vc vcenter jump jmp bastion hmi plc scada hist historian eng mes wms erp sap tos pacs ris ehr pas his lims eln plm
  cad cam nfs bkp backup veeam ts rds rdp rdgw rdg citrix ctx file ftp sftp git gitlab build bld runner k8s kiosk pos till atm dvr nvr cctv tablet macbook surface thinkpad latitude elitebook probook optiplex imac ipad iphone proxy prx dns dhcp ntp siem elk wsus sccm pki ca adfs aadc fin hr crm ats pay payroll core edge stn station term ctl ctrl server img stage stg front hub bng olt ivr dms cms tms eld fms royalty vault cnc scan print label pump gate ups ipmi idrac ilo`,
);
/** Those that also stand glued to a number and to what the company is called. */
const gluedRoles =
  /^(?:dc|fs|sql|srv|svr|db|web|mail|exch|vpn|fw|nas|esx|esxi|hv|vcenter|file|print|wms|mes|scada|hmi|ts|rds|wks|adfs|wsus|erp|sap|app|lt|nb|pc|ws)$/;
const endsInRole = new RegExp(gluedRoles.source.slice(1));
const token = /^[A-Za-z][A-Za-z0-9]{0,15}(?:-[A-Za-z0-9]{1,16}){0,4}$/;
const charsMax = 40;
const hyphen = 45;
const letterA = 65;
/** "DESKTOP-8K2J1QF", as Windows calls a machine by itself. */
const given = /^(?:DESKTOP|LAPTOP)-[A-Z0-9]{7,8}$/;
const year = /^(?:19|20)\d\d$/;
const hostile =
  /\b(?:attackers?|attacker's|actors?|operators?|intruders?|intruder's|rogue|c2|adversary|workstation name|client name|source host|vps|seller|their own|image|container|model|firmware|version|machine id|(?:made|added|created|registered|joined|enrolled) (?:the |a |an |another |new )?(?:machine|computer|device))\b[^.\n]{0,24}$/i;
const nearCharsMax = 48;
const called = boundedPattern(
  String.raw`(?<![\w-])(?:[Hh]ost(?:[Nn]ame)?|[Cc]omputer(?:_?[Nn]ame)?|[Dd]evice_?[Nn]ame|dvchost|[sd]host|[Ww]orkstation(?:_?[Nn]ame)?|src_host|dest_host|node|[Mm]achine(?:_?[Nn]ame)?)["']?(?: ?[:=] ?|'?>)["']?([A-Za-z][A-Za-z0-9_-]{2,30})(?![\w.\\-])`,
);
const syslog =
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ([A-Za-z][\w-]{1,40}) (?:[%\w./()-]{1,40}(?:\[\d{1,7}\])?:)/;
const syslogCharsMax = 120;

export function hostForms(reading: Reading): Detection[] {
  return [...formed(reading), ...unnumbered(reading), ...ofPeople(reading), ...inSyslog(reading)];
}

function found({ passage }: Reading, start: number, end: number, why: string): Detection {
  return { ...passage.spanOf(start, end), kind: "company-host", why, needsReview: true };
}

/** ASCII letters and digits, and a hyphen. */
const inToken = new Uint8Array(65_536);
for (let code = 0; code < 128; code += 1)
  inToken[code] = code === hyphen || isWordCode(code) ? 1 : 0;

/** Part of an address, a path or a longer name. */
const glue = marksOfChars("_./@\\%=$&#");

function formed(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { codes, text } = passage;
  const out: Detection[] = [];
  let until = 0;
  for (const at of places.numbers) {
    if (coveredWords[at] === 1) continue;
    const word = words.starts[at] ?? 0;
    // A number alone is no part of a name.
    const isAlone = (codes[word] ?? 0) < letterA && unitBefore(codes, word) !== hyphen;
    if (word < until || isAlone) continue;
    let start = word;
    while (start > 0 && word - start < charsMax && inToken[codes[start - 1] ?? 0] === 1) start -= 1;
    let end = words.ends[at] ?? word;
    while (end < codes.length && end - start < charsMax && inToken[codes[end] ?? 0] === 1) end += 1;
    until = end;
    const first = codes[start] ?? 0;
    if (first < letterA || end - start < 4 - Number(first < 97) || codes[end - 1] === hyphen)
      continue;
    if (isGlue(codes, start, end)) continue;
    const name = text.slice(start, end);
    // Glued ones end with their number.
    if ((codes[end - 1] ?? 0) >= letterA && !name.includes("-")) continue;
    if (!token.test(name) || !(isHost(reading, name) || isCalledHost(text, start, name))) continue;
    if (hostile.test(text.slice(Math.max(0, start - nearCharsMax), start))) continue;
    // "GAD-DC02$": the account of a machine.
    const one = found(reading, start, codes[end] === dollar ? end + 1 : end, asMachines);
    if (!reading.isExplained(one)) out.push(one);
  }
  return out;
}

const asMachines = "It is named as machines are.";
const dollar = 36;

/** "pc atelier-tgl7", "on the box tills-nkr-04": a word for a machine stands before it. */
const machineBefore =
  /\b(?:pcs?|hosts?|box|machines?|server|workstation|laptop|tablet|jump ?(?:host|box)|hypervisor|vm|printer|terminal|switch|router|gateway|camera|reader|recorder|ups|till|kiosk|firewall|controller|drucker|kasse|rechner|equipo|servidor|serveur|maszyna|komputer|maquina|poste) (?:named |called )?["']?$/i;
const machineCharsMax = 32;

function isCalledHost(text: string, start: number, name: string): boolean {
  if (
    !/-[a-z]*\d/i.test(name) ||
    /^(?:v|win|windows|ubuntu|debian|centos|rhel|esxi?|python|java)\d{0,2}(?![a-z])/i.test(name)
  )
    return false;
  return machineBefore.test(text.slice(Math.max(0, start - machineCharsMax), start));
}

/** What a machine is, in a name that no number ends: "KELLER-NAS", "LT-OQUILTY", "toowong-jump". */
const bareRoles = hashSet(
  "lt nb pc wks ws nas srv svr laptop desktop tablet surface macbook notebook jump kiosk plc hmi",
);
const plantRoles = hashSet(
  "plc hmi scada hist vm srv svr wks ws nb lt esx esxi hv nas kiosk till dvr nvr cctv rtr",
);
const bareCharsMin = 4;

/** A word that no list has, joined with a role by a hyphen, and nothing else. */
function unnumbered(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends, hashes, shapes, bits } = words;
  const { codes, text } = passage;
  const out: Detection[] = [];
  const tryAt = (at: number): void => {
    const isFirst = codes[ends[at] ?? 0] === hyphen && bareRoles.has(hashes[at + 1] ?? 0);
    const isLast =
      !isFirst &&
      unitBefore(codes, starts[at] ?? 0) === hyphen &&
      at > 0 &&
      bareRoles.has(hashes[at - 1] ?? 0);
    if (!isFirst && !isLast) return;
    const [first, last] = isFirst ? [at, at + 1] : [at - 1, at];
    const start = starts[first] ?? 0;
    const end = ends[last] ?? start;
    const isOne = (starts[last] ?? 0) - (ends[first] ?? 0) === 1;
    // "Keller-PC" may be anybody's words; a name is in one case.
    const isOneCase = (((shapes[first] ?? 0) ^ (shapes[last] ?? 0)) & lowerAny) === 0;
    if (
      !isOne ||
      !isOneCase ||
      isGlue(codes, start, end) ||
      codes[end] === hyphen ||
      unitBefore(codes, start) === hyphen
    )
      return;
    if (hostile.test(text.slice(Math.max(0, start - nearCharsMax), start))) return;
    const one = found(reading, start, end, asMachines);
    if (!reading.isExplained(one)) out.push(one);
  };
  for (const at of places.strangers) if (coveredWords[at] !== 1) tryAt(at);
  for (const at of places.capitals) {
    if (coveredWords[at] === 1 || ((shapes[at] ?? 0) & (lowerAny | digitAny)) !== 0) continue;
    const isUnknown = ((bits[at] ?? 0) & ((classBits & ~familyBit & ~givenBit) | littleBit)) === 0;
    if (isUnknown && (ends[at] ?? 0) - (starts[at] ?? 0) >= bareCharsMin) tryAt(at);
  }
  return out;
}

const personal = hashSet(
  "laptop iphone ipad macbook thinkpad imac mbp notebook galaxy tablet elitebook latitude probook",
);
const ofOne =
  /^(?:[a-z\d]{2,16}-){0,3}(?:laptop|iphone|ipad|macbook|thinkpad|imac|mbp|notebook|galaxy|tablet|elitebook|latitude|probook)(?:-[a-z\d]{1,16}){0,4}$/;
const little =
  /^(?:of|von|de|van|di|da|the|my|pro|air|mini|max|plus|ultra|se|\d{1,4}|[a-z]\d{1,3}|gen\d?)$/;

/** "anna-bakker-laptop", "Annas-iPhone", "ipad-of-greta": what people carry, and whose it is. */
function ofPeople(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { codes, text } = passage;
  const out: Detection[] = [];
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & accountOrMachineBit) === 0 || coveredWords[at] === 1) continue;
    const word = words.starts[at] ?? 0;
    let end = words.ends[at] ?? word;
    const isJoined = unitBefore(codes, word) === hyphen || codes[end] === hyphen;
    if (!isJoined || !personal.has(words.hashes[at] ?? 0)) continue;
    let start = word;
    while (start > 0 && word - start < charsMax && inToken[codes[start - 1] ?? 0] === 1) start -= 1;
    while (end < codes.length && end - start < charsMax && inToken[codes[end] ?? 0] === 1) end += 1;
    const name = lowered(text.slice(start, end));
    // "farah@penang-mbp" of a key.
    const isOfKey = codes[start - 1] === at64 && codes[end] !== dotCode;
    if (!ofOne.test(name) || (isGlue(codes, start, end) && !isOfKey)) continue;
    const others = name
      .split("-")
      .filter((part) => !personal.has(hashOf(part)) && !little.test(part));
    if (others.length === 0 || !(isOfKey || others.some(isSomeones))) continue;
    if (hostile.test(text.slice(Math.max(0, start - nearCharsMax), start))) continue;
    const one = found(reading, start, end, "It is called after whoever carries it.");
    if (!reading.isExplained(one)) out.push(one);
  }
  return out;
}

/** "anna", "annas", "abakker". */
function isSomeones(part: string): boolean {
  return [part, part.replace(/s$/, "")].some((it) => {
    const bits = bitsOf(it);
    if ((bits & (tradeBit | knownBit | littleBit)) !== 0) return false;
    if ((bits & givenBit) !== 0) return true;
    const isName = (bits & familyBit) !== 0 || (bits & classBits) === 0;
    return (bits & ordinaryBit) === 0 && it.length >= bareCharsMin && isName;
  });
}

const at64 = 64;
const dotCode = 46;

function isGlue(codes: Uint16Array, start: number, behind: number): boolean {
  const [left, right] = [unitBefore(codes, start), codes[behind] ?? 0];
  // "host=web-01" is a value; "a.b" and "b/c" are not.
  if (left !== 61 && glue[left] === 1) return true;
  const next = codes[behind + 1] ?? 0;
  const isEnd = right === 46 && (next <= 32 || behind + 1 >= codes.length);
  return glue[right] === 1 && !isEnd && right !== 36;
}

function isHost({ identity }: Reading, name: string): boolean {
  if (given.test(name)) return true;
  const parts = lowered(name).split("-");
  if (parts.some((part) => year.test(part))) return false;
  const isUpper = name === name.toUpperCase();
  if (parts.length === 1) return isGlued(identity, parts[0] ?? "", isUpper);
  const bare = parts.map((part) => part.replace(/\d{1,4}[a-z]?$/, ""));
  const isRole = bare.map((part) => roles.has(hashOf(part)));
  if (!isRole.includes(true)) return false;
  const others = bare.filter((part, at) => part.length > 1 && isRole[at] !== true);
  // "fw-01" and "dc-2" stand everywhere.
  if (others.length === 0) return false;
  // "plc-melt-07": a role of a plant, and a number of its own at the end.
  if (
    others.length > 0 &&
    plantRoles.has(hashOf(bare[0] ?? "")) &&
    /^\d{1,3}$/.test(parts.at(-1) ?? "")
  )
    return true;
  return isUpper || others.some((part) => (bitsOf(part) & (classBits | littleBit)) === 0);
}

/** "GADFS02", "SRVGAD01": letters of a place and a role, all of them capitals in the text. */
const sited =
  /^(?:(?:srv|svr)[a-z]{3,6}0\d|(?!no|my|ms|pg|lib|win|post|maria|vb|act|inter)[a-z]{2,5}(?:srv[1-9]|(?:dc|fs|sql|srv|svr|esx|hv|nas)0\d))$/;

/** "KVHSQL2", "srvfile02": a role behind another one or what the company is called. */
function isGlued(identity: Reading["identity"], name: string, isUpper: boolean): boolean {
  const match = /^([a-z]{4,14}?)\d{1,3}$/.exec(name);
  if (match === null) return false;
  const letters = match[1] ?? "";
  if (isUpper && sited.test(name)) return true;
  if (!endsInRole.test(letters)) return false;
  for (let cut = 2; cut <= letters.length - 2; cut += 1) {
    const head = letters.slice(0, cut);
    const isKnown =
      identity.namePrefixes.has(hashOf(head)) || identity.hostPrefixes.has(hashOf(head));
    if ((isKnown || gluedRoles.test(head)) && gluedRoles.test(letters.slice(cut))) return true;
  }
  return false;
}

/** "Oct 12 03:11:09 ris-app2 sshd[991]: …". */
function inSyslog(reading: Reading): Detection[] {
  const { passage, lines } = reading;
  const { codes, text } = passage;
  const out: Detection[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const start = lines.starts[line] ?? 0;
    if (!mayBeSyslog(codes, start)) continue;
    const match = syslog.exec(text.slice(start, start + syslogCharsMax));
    if (match === null) continue;
    const [whole, name = ""] = match;
    if (gluedRoles.test(name.replace(/\d{1,3}$/, ""))) continue;
    const from = start + whole.indexOf(` ${name} `) + 1;
    const one = found(reading, from, from + name.length, "The machine of a line of syslog.");
    if (!reading.isExplained(one)) out.push(one);
  }
  return out;
}

/** "<189>" or "Oct 12 03:" at the head of a line. */
function mayBeSyslog(codes: Uint16Array, start: number): boolean {
  const digit = codes[start + 1] ?? 0;
  if (codes[start] === 60) return digit >= 48 && digit <= 57;
  return codes[start + 3] === 32 && codes[start + 6] === 32 && codes[start + 9] === 58;
}

/** `host=…` and `"DeviceName":"…"`, with a digit, a hyphen, or no word. */
export const calledHosts: Detector = {
  name: "called-hosts",
  version: 1,
  detect(reading) {
    const { passage, words, places } = reading;
    const { codes } = passage;
    const out: Detection[] = [];
    for (const at of places.triggers) {
      if (((words.bits[at] ?? 0) & accountOrMachineBit) === 0) continue;
      if (!machineWords.has(words.hashes[at] ?? 0)) continue;
      const end = words.ends[at] ?? 0;
      const behind = codes[end] === blank ? end + 1 : end;
      if (!callSigns.has(codes[behind] ?? 0)) continue;
      const start = Math.max(0, (words.starts[at] ?? 0) - prefixCharsMax);
      for (const one of calledIn(passageWindow(passage, start, end + valueCharsMax)))
        if (!reading.isExplained(one)) out.push(one);
    }
    return out;
  },
};

const machineWords = hashSet(triggerWords.machine);
const callSigns = new Set(Array.from("=:\"'>", (char) => char.charCodeAt(0)));
const blank = 32;
/** "device_name", "src_host". */
const prefixCharsMax = 8;
const valueCharsMax = 60;

function calledIn(window: Passage): Detection[] {
  const found = {
    kind: "company-host",
    why: "What is called a machine.",
    needsReview: true,
  } as const;
  return detectPattern(window, called, found, ([, name = ""]) => {
    const isWord = !/[\d-]/.test(name) && (bitsOf(name) & classBits) !== 0;
    const isEverywhere =
      gluedRoles.test(name.replace(/-?\d{1,3}$/, "").toLowerCase()) ||
      /^(?:unknown|none|null|localhost)$/i.test(name);
    return !isWord && !isEverywhere;
  });
}
