/** A version, a number of a section or of an object is written like an address; what is around it tells. */

import { sense } from "../names/vocabulary.ts";
import type { Address } from "./addresses.ts";
import {
  classAt,
  digitBit,
  hexLetterBit,
  isWordAt,
  joinBit,
  otherLetterBit,
} from "./char-classes.ts";
import { colonAt, noFang } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const versionReach = 3;
const spokenReach = 20;
const wordCharsMax = 24;
const headCharsMax = 160;

/** "version is", "upgrade to", "build number:". */
const spokenGap =
  /^[\s:="'(<>v]*(?:(?:is|was|in|to|of|from|before|below|until|through|prior to|up to|number|no\.?)[\s:="']+)+(?:[<>v][<>=v\s]*)?$/i;

export function isVersion(scan: Scan, start: number, address: Address): boolean {
  if (!isVersionHere(scan, start, address)) return false;
  scan.versionEnd = address.end;
  return true;
}

/** "9.0.0.1 through 9.0.0.21", "1.2.3.4 and earlier". */
const rangeGap = /^(?:,| -| \u2013| to| through| until| and| or|, and)? ?(?:before |up to )?$/;
const rangeBehind = /^ (?:and|or) (?:earlier|below|later|prior|newer|above|older|lower|higher)\b/;

function isVersionHere(scan: Scan, start: number, { value, end }: Address): boolean {
  const { text } = scan;
  if (isBehindCue(scan, start, value)) return true;
  if (start - scan.versionEnd <= spokenReach && rangeGap.test(text.slice(scan.versionEnd, start)))
    return true;
  const behind = text.charCodeAt(end) === 32 ? text.charCodeAt(end + 1) : 0;
  if ((behind === 97 || behind === 111) && rangeBehind.test(text.slice(end, end + 16))) return true;
  const before = text.charCodeAt(start - 1);
  if (before === 46 || before === 36) return true;
  if (before === 124 && logHead.test(text.slice(Math.max(0, start - headCharsMax), start)))
    return true;
  if (before === 47 && (classAt(text, start - 2) & letters) !== 0)
    return isBehindProduct(scan, start, end);
  // "4.0.0.0" and "1.2.0.0" are releases; only a range would be written so.
  return (
    value.endsWith(".0.0") &&
    /^[1-9]\.\d+\.0\.0$/.test(value) &&
    text.charCodeAt(start + value.length) !== 47
  );
}

const letters = hexLetterBit | otherLetterBit | joinBit;

/** The version of the device in the head of a CEF or LEEF line. */
const logHead = /\b(?:CEF|LEEF):\s?\d(?:\.\d)?\|[^|\n]*\|[^|\n]*\|$/;

function isBehindCue(scan: Scan, start: number, value: string): boolean {
  const { text, lastCue } = scan;
  const senses = lastCue.entry?.senses ?? 0;
  const gap = start - lastCue.end;
  if (gap > spokenReach) return false;
  const isNear = gap <= versionReach;
  if ((senses & sense.versionCue) !== 0) {
    if (isNear) return true;
    // A record "updated to 192.0.2.1" is one on the network.
    return scan.topic(start) !== "network" && spokenGap.test(text.slice(lastCue.end, start));
  }
  // Behind a product 10.0.… is a version, other 10.… is where it runs.
  const isAddressInside = value.startsWith("10.") && !value.startsWith("10.0.");
  return isNear && (senses & sense.productCue) !== 0 && value.indexOf(".") < 3 && !isAddressInside;
}

/** `Firefox/3.6.0.1` is a product, `HIER_DIRECT/192.0.2.1` and `host.example/192.0.2.1:80` are not. */
function isBehindProduct(scan: Scan, start: number, end: number): boolean {
  const { text, lastCue } = scan;
  let word = start - 1;
  while (start - word < wordCharsMax && isWordAt(text, word - 1)) word -= 1;
  const before = text.charCodeAt(word - 1);
  if (before === 46 || before === 58) return false;
  if (/^[A-Z]+_[A-Z_]+$|^(?:DIRECT|NONE|PARENT)$/.test(text.slice(word, start - 1))) return false;
  if (colonAt(text, end) !== noFang && (classAt(text, end + 1) & digitBit) !== 0) return false;
  const senses = lastCue.entry?.senses ?? 0;
  return (senses & sense.networkTopic) === 0 || start - lastCue.end > 1;
}
