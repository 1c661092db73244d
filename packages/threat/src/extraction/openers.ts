/** What begins with a mark instead of a word: paths, variables, "::", "+1 …", pipes. */

import { ipv6At, prefixAt } from "./addresses.ts";
import { classAt, isDigitAt, isHexAt, isWordAt, unspacedBit } from "./char-classes.ts";
import { readDotted } from "./dotted.ts";
import { dotAt, matchesAt, noFang } from "./fangs.ts";
import { readDoubleBackslash, readPipe, readUnixPath, readVariablePath } from "./paths.ts";
import type { Scan } from "./scan.ts";
import { readPhone } from "./phones.ts";
import { readPercentUrl } from "./wrapped.ts";

/** Goes on behind what was read, or one character further. */
export function readOpener(scan: Scan, at: number): number {
  const end = openedBy(scan, at);
  if (end <= at) return at + 1;
  scan.floor = end;
  return end;
}

function openedBy(scan: Scan, at: number): number {
  const { text } = scan;
  const next = text.charCodeAt(at + 1);
  switch (text.charCodeAt(at)) {
    case 92: // backslash
      if (!isFree(text, at)) return -1;
      if (next === 92) return keptPath(scan, readDoubleBackslash, at);
      return matchesAt(text, at, "\\pipe\\") ? keptPath(scan, readBarePipe, at) : -1;
    case 47: // slash
      return isWordAt(text, at + 1) ? keptPath(scan, readUnixPath, at) : -1;
    case 126: // tilde
      return next === 47 && (isWordAt(text, at + 2) || text.charCodeAt(at + 2) === 46)
        ? keptPath(scan, readUnixPath, at)
        : -1;
    case 37: // percent
      if (matchesAt(text, at, "%68%74%74%70")) return readPercentUrl(scan, at, at);
      return isWordAt(text, at + 1) ? keptPath(scan, readVariablePath, at) : -1;
    case 43: // plus
      return next >= 49 && next <= 57 ? readPhone(scan, at) : -1;
    case 58: // colon
      return next === 58 && isHexAt(text, at + 2) && isFree(text, at)
        ? readShortIpv6(scan, at)
        : -1;
    default:
      return (classAt(text, at) & unspacedBit) === 0 ? -1 : readUnspaced(scan, at);
  }
}

const digitsBeforeMax = 24;

/** A name or file in ideographs and their like; the run as a whole is looked at once. */
function readUnspaced(scan: Scan, at: number): number {
  const { text } = scan;
  let end = at;
  let flags = 0;
  for (let bits = classAt(text, end); (bits & unspacedBit) !== 0; bits = classAt(text, end)) {
    flags |= bits;
    end += 1;
  }
  if (at < scan.chainFrom || dotAt(text, end) === noFang) return end;
  // "2024年報告.pdf": the number in front belongs to it.
  let start = at;
  while (start > scan.floor && at - start < digitsBeforeMax && isDigitAt(text, start - 1))
    start -= 1;
  return Math.max(end, readDotted(scan, start, end, flags));
}

function isFree(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return !isWordAt(text, at - 1) && before !== 92 && before !== 58;
}

/** `\\pipe\\name`, without the machine before it. */
function readBarePipe(scan: Scan, at: number): number {
  return readPipe(scan, at, at + "\\pipe\\".length);
}

function keptPath(scan: Scan, read: (scan: Scan, at: number) => number, at: number): number {
  return at < scan.ruleUntil ? -1 : read(scan, at);
}

function readShortIpv6(scan: Scan, at: number): number {
  if (at < scan.colonFrom) return -1;
  const address = ipv6At(scan.text, at);
  if (address === undefined) return -1;
  const prefix = prefixAt(scan.text, address.end, 128);
  if (prefix === undefined) scan.add("ipv6", address.value, at, address.end, address.defanged);
  else scan.add("cidr", `${address.value}/${prefix.number}`, at, prefix.end, address.defanged);
  return prefix?.end ?? address.end;
}
