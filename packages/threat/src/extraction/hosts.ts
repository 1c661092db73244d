/** Is a dotted run the name of a host, of a file, of an app, or just prose and code? */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { domainToASCII } from "node:url";
import { benignOf } from "../benign/benign.ts";
import { ending, endings } from "../names/endings.ts";
import { codeFileNames, fileLikeHosts } from "../names/file-extensions.ts";
import { codeLabels, detectionLabels, softwareNames } from "../names/top-level-domains.ts";
import { WordTable } from "../names/word-table.ts";
import {
  classAt,
  digitBit,
  foreignBit,
  hexLetterBit,
  joinBit,
  otherLetterBit,
  upperBit,
} from "./char-classes.ts";
import type { Chain } from "./chains.ts";
import type { Scan } from "./scan.ts";

const software = new WordTable([[softwareNames, 1]]);
const codeWords = new WordTable([[codeLabels, 1]]);

export type Verdict = "domain" | "file" | "package" | "none";

const letterBits = hexLetterBit | otherLetterBit;
const packageRoots = new Set(
  "com org net io de eu uk fr it pl ru cn jp br in me co app dev edu gov info".split(" "),
);
const libraryRoots =
  /^(?:org\.(?:apache|springframework|hibernate|eclipse|junit|slf4j|w3c|xml|jboss|elasticsearch|postgresql)|com\.(?:sun|fasterxml|google\.(?:common|gson|protobuf)|mysql|zaxxer|netflix)|io\.(?:netty|grpc|micrometer|kubernetes))\./;

/** What the lists say of the last label, without the hyphens and underscores that markup leaves. */
export function endingOf(text: string, chain: Chain): number {
  const last = chain.count - 1;
  const flags = chain.flagsOf(last);
  if ((flags & foreignBit) !== 0) {
    const top = domainToASCII(chain.label(text, last));
    return endings.bitsAt(top, 0, top.length);
  }
  const start = chain.startOf(last);
  let end = chain.endOf(last);
  while ((flags & joinBit) !== 0 && end > start && (classAt(text, end - 1) & joinBit) !== 0)
    end -= 1;
  return endings.bitsAt(text, start, end);
}

function isCommon(top: number): boolean {
  return (top & (ending.common | ending.wordy)) === ending.common;
}

function isFileLabel(text: string, chain: Chain, label: number): boolean {
  const name = chain.label(text, label);
  return (endings.bitsAt(name, 0, name.length) & ending.file) !== 0;
}

function isSoftware(text: string, chain: Chain, top: number): boolean {
  return (top & ending.software) !== 0 && software.bitsAt(text, chain.start, chain.end) !== 0;
}

/** Labels that the standards allow: no hyphen at the ends, no underscore in the last two. */
function hasHostLabels(text: string, chain: Chain): boolean {
  for (let at = 0; at < chain.count - 1; at += 1) {
    const start = at === 0 ? chain.trimmedStart(text) : chain.startOf(at);
    const end = chain.endOf(at);
    if (end - start > 63 || end === start) return false;
    if ((chain.flagsOf(at) & joinBit) === 0) continue;
    if (text.charCodeAt(start) === 45 || text.charCodeAt(end - 1) === 45) return false;
    if (at === chain.count - 2 && text.slice(start, end).includes("_")) return false;
  }
  return true;
}

/** Prose and code write `end.It`, `System.Net`, `Trojan.Win32.Agent.am`; hosts are not written so. */
function isWrittenLikeCode(text: string, chain: Chain, top: number): boolean {
  const last = chain.count - 1;
  const lastFlags = chain.flagsOf(last);
  if ((lastFlags & upperBit) !== 0) {
    const raw = text.slice(chain.startOf(last), chain.endOf(last));
    const isShouted = raw === raw.toUpperCase();
    const whole = text.slice(chain.start, chain.end);
    if (!isShouted || (whole !== whole.toUpperCase() && (top & ending.short) === 0)) return true;
  }
  if ((chain.flags & upperBit) !== 0) {
    for (let at = 0; at < last; at += 1) {
      if (
        (chain.flagsOf(at) & upperBit) !== 0 &&
        detectionLabels.has(chain.label(text, at).toLowerCase())
      )
        return true;
    }
  }
  if (isSoftware(text, chain, top)) return true;
  const isCalled = text.charCodeAt(chain.end) === 40;
  if (isCommon(top) && (top & ending.logged) === 0) return false;
  const first = chain.label(text, 0);
  if (isCalled || codeWords.bitsAt(first, 0, first.length) !== 0) return true;
  return !isCommon(top) && isMember(text, chain);
}

const codeBehind = /^ ?(?:[=!]==?|\+=|=>|=(?= )|\?\.|\?\?|&& |\|\| |\+ |\[\w)/;

const operators = new Set(" =!+?&|[".split("").map((char) => char.charCodeAt(0)));

/** A member of something in code: `call(item.name`, `task.id === 4`, `userGroup.name`. */
function isMember(text: string, chain: Chain): boolean {
  const before = text.charCodeAt(chain.start - 1);
  if (before === 40 && isPathLetter(text, chain.start - 2)) return true;
  const code = text.charCodeAt(chain.end);
  const isFenced = code === 43 && before === 43;
  const isOperator = operators.has(code) && !isFenced;
  if (isOperator && codeBehind.test(text.slice(chain.end, chain.end + 5))) return true;
  return (chain.flags & upperBit) !== 0 && /[a-z][A-Z]/.test(text.slice(chain.start, chain.end));
}

function isPlausibleHost(scan: Scan, chain: Chain, top: number): boolean {
  const { text } = scan;
  if (chain.count === 2) {
    const flags = chain.flagsOf(0);
    const length = chain.endOf(0) - chain.start;
    if (length === 1 && (top & ending.short) === 0) return false;
    if ((flags & (letterBits | foreignBit)) === 0 && (top & ending.common) === 0) return false;
    if ((top & ending.inner) !== 0) return false;
  } else if (chain.endOf(chain.count - 2) - chain.start === 2 * chain.count - 3) {
    // "p.m.to": letters alone are an abbreviation.
    return false;
  }
  const before = text.charCodeAt(chain.start - 1);
  if (before === 47 && text.charCodeAt(chain.start - 2) !== 47) return isCommon(top);
  return (
    before !== 36 &&
    !(
      before === 92 &&
      text.charCodeAt(chain.start - 2) !== 32 &&
      isPathLetter(text, chain.start - 2)
    )
  );
}

function isPathLetter(text: string, at: number): boolean {
  return (classAt(text, at) & (letterBits | digitBit)) !== 0;
}

/** The ending is both: the way it is written decides, then what the text is about. */
function fileOrDomain(scan: Scan, chain: Chain, isDomainFirst: boolean): Verdict {
  const { text } = scan;
  const first = chain.label(text, 0);
  const top = cutEnd(chain.label(text, chain.count - 1).toLowerCase(), "-_");
  const next = text.charCodeAt(chain.end);
  const before = text.charCodeAt(chain.start - 1);
  if (first === "www") return "domain";
  if (before === 47 || before === 92) return "file";
  if ((chain.flagsOf(0) & upperBit) !== 0) return "file";
  if (next === 47 && isPathLetter(text, chain.end + 1)) return "domain";
  if (chain.count === 2 && resolvedBehind.test(text.slice(chain.end, chain.end + 12)))
    return "domain";
  if (codeFileNames.has(first.toLowerCase()) || (top === "so" && first.startsWith("lib")))
    return "file";
  if (fileLikeHosts.has(`${first}.${top}`)) return "domain";
  if (chain.count === 2 && benignOf("domain", `${first}.${top}`)?.list === "top-sites")
    return "domain";
  const topic = scan.topic(chain.start);
  if (isDomainFirst) {
    const isBesideFile = top !== "pl" && chain.start - scan.fileFound <= besideReach;
    return (topic === "file" || isBesideFile) && chain.count === 2 ? "file" : "domain";
  }
  if (chain.count > 2 && top !== "zip" && top !== "so" && top !== "mov") {
    return isFileLabel(text, chain, chain.count - 2) ? "file" : "domain";
  }
  if (topic !== "network" || chain.count !== 2) return "file";
  if ((chain.flags & joinBit) === 0) return "domain";
  // Scripts have hyphens too: such a name must be called one.
  return scan.isAboutNames(chain.start) && !first.includes("_") ? "domain" : "file";
}

/** So near to a file, what might be one too is one. */
const besideReach = 40;
const resolvedBehind = /^[)"'`*]{0,2} (?:resolv|point)/;

function isPackage(text: string, chain: Chain): boolean {
  if (chain.count < 3 || chain.count > 8 || (chain.flags & foreignBit) !== 0) return false;
  if (!packageRoots.has(chain.label(text, 0)) || text.charCodeAt(chain.end) === 40) return false;
  if ((chain.flagsOf(chain.count - 2) & upperBit) !== 0) return false;
  const whole = text.slice(chain.start, chain.end);
  return !whole.includes("-") && !libraryRoots.test(whole) && whole.length <= 120;
}

/** `com.example.app` is read from the right even where its last part is a top-level domain. */
function isReversedName(text: string, chain: Chain, top: number): boolean {
  if (chain.count < 3) return false;
  const root = chain.label(text, 0);
  if (root.length > 3 || !packageRoots.has(root)) return false;
  if ((top & ending.app) !== 0) return true;
  return (root === "com" || root === "org" || root === "net") && (top & ending.hostile) === 0;
}

export function judge(scan: Scan, chain: Chain): Verdict {
  const { text } = scan;
  if (chain.isTooLong) return "none";
  const top = endingOf(text, chain);
  const isTop = (top & ending.topLevel) !== 0;
  if (chain.defanged) {
    const isDoubted =
      chain.doubtful && ((top & ending.spoken) === 0 || isWrittenLikeCode(text, chain, top));
    return isTop && !isDoubted && hasHostLabels(text, chain)
      ? "domain"
      : fileVerdict(text, chain, top);
  }
  const before = text.charCodeAt(chain.start - 1);
  if (before === 123 && text.charCodeAt(chain.start - 2) === 36) return "none";
  if ((top & ending.map) !== 0 && isMapOfCode(text, chain)) return "file";
  if (!isTop)
    return fileVerdict(text, chain, top) === "file"
      ? "file"
      : isPackage(text, chain)
        ? "package"
        : "none";
  if ((top & (ending.fileFirst | ending.domainFirst)) !== 0) {
    if (fileOrDomain(scan, chain, (top & ending.domainFirst) !== 0) === "file") return "file";
  }
  if (!hasHostLabels(text, chain) || isWrittenLikeCode(text, chain, top)) return "none";
  if (isReversedName(text, chain, top) && isPackage(text, chain)) return "package";
  return isPlausibleHost(scan, chain, top) ? "domain" : "none";
}

/** `app.js.map` */
function isMapOfCode(text: string, chain: Chain): boolean {
  return chain.count > 2 && isFileLabel(text, chain, chain.count - 2);
}

/**
 * "evil.example.Then it slept": the next sentence stuck to a name or file. Gives its first word
 * back; false where none did.
 */
export function ungluedSentence(text: string, chain: Chain): boolean {
  if (chain.defanged || chain.count < 3 || chain.isTooLong) return false;
  const last = chain.count - 1;
  if ((chain.flagsOf(last) & upperBit) === 0) return false;
  if (!/^[A-Z][a-z]*$/.test(text.slice(chain.startOf(last), chain.endOf(last)))) return false;
  if ((chain.flagsOf(last - 1) & upperBit) !== 0 || text.charCodeAt(chain.end) !== 32) return false;
  const ending = chain.label(text, last - 1);
  if (!gluedEndings.has(ending)) return false;
  chain.dropLast();
  return true;
}

const gluedEndings = new Set(
  "com org biz ru cn top xyz onion exe dll sys bat ps1 vbs hta lnk msi pdf doc docx xls xlsx iso jpg png txt".split(
    " ",
  ),
);

function fileVerdict(text: string, chain: Chain, top: number): Verdict {
  if ((top & ending.file) === 0 || chain.doubtful || chain.count > 12) return "none";
  const first = chain.endOf(0) - chain.startOf(0);
  if ((chain.flagsOf(0) & upperBit) !== 0 && chain.count === 2 && isSoftware(text, chain, top))
    return "none";
  const isAbbreviation =
    chain.count > 2 && chain.endOf(chain.count - 2) - chain.start === 2 * chain.count - 3;
  if (isAbbreviation) return "none";
  return first > 0 && chain.end - chain.start <= 200 && text.charCodeAt(chain.end) !== 40
    ? "file"
    : "none";
}
