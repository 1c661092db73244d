/**
 * Passwords and codes that people tell one another without a word for them ("all tills have kassa123",
 * "Cida's code was 0000", "der Code ist 4711"). All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { phrases } from "../../text/phrases.ts";
import { goesOn } from "../../text/tokens.ts";
import { hashSet } from "../../text/word-hash.ts";
import { bitsOf, knownBit, tradeBit } from "../../text/word-table.ts";
import { digitAny, letterAny, unitBefore } from "../../text/words.ts";

const beforeCharsMax = 72;
const behindCharsMax = 40;

/** What is locked with one, and what signs in with one. */
const locked = phrases(`
  accounts?, admins?, administrators?, logins?, users?, tills?, kiosks?, cameras?, printers?, scanners?, tablets?, laptops?, machines?, routers?, switches
  boxes, terminals?, registers?, pumps?, plcs?, hmis?, locks?, readers?, units?, devices?, phones?, recorders?, doors?, sites?, shops?, stores?, branches
  rooms?, dvrs?, nvrs?, aps?, modems?, gateways?, panels?, vnc, rdp, teamviewer, anydesk, desks?, counters?, stations?, computers?, screens?, players?, pcs?`);
const opensWith = phrases(`
  has, have, had, uses?, used, shares?, shared, keeps?, kept, answers? to, opens? with/to, unlocks? with, runs? on, stays? on, came with, comes with
  is/are/was/were [still] on/set/left, is/are/was/were [still] set/left to/on/at, is/are/was/were still, still has/have/uses/use`);
const lockedBefore = new RegExp(
  String.raw`\b${locked}\b[^.;:\n]{0,24} ${opensWith} (?:the (?:same )?)?["'(\x60]?$`,
  "i",
);
const everywhereBehind =
  /^["')\x60]? (?:on (?:all|every|each|both)|everywhere|set\b|since|for (?:all|every|years|ten)|in (?:all|every))/i;
const wordAndNumber = /^([A-Za-z]{3,14})(\d{2,5})$/;
const digitsMin = 3;
/** Of these anybody would think. */
const common =
  /^(?:admin|root|user|guest|pass|password|welcome|qwerty|abc|test|letmein|changeme|kassa|kasse|caja|caisse)$/i;
/** Names of machines and of what is counted. */
const other =
  /^(?:sha|md|base|win|windows|rc|aes|rsa|utf|ver|version|ipv|smb|tls|ssl|port|vlan|cve|rfc|iso|part|step|phase|build|release|server|office|exchange|event|id|kb|ev|srv|pc|ws|ws|lt|dc|fs|host|node|rack|room|line|unit|bus|till|pos|cam|ap|sw|fw|vm|esx|esxi|model|type|series|mark|rev|lot|gen)$/i;

/** Whose code it is. */
const somebodys =
  /(?:(?:['\u2019]s|\b(?:his|her|their|my|our|your|the (?:old|new|same|night|day|shared|master|staff|service|cleaners?'?|guards?'?)|dein|mein|ihr|sein|unser|tu|mi|su|son|sa|mon|nuestro|hans|hennes|min|din|zijn|haar|onze))(?: (?!(?:error|exit|status|event|country|postal|zip|source|response|reason|product|shell|machine|area|dress|qr)\b)\w{2,12})?|\b(?:der|le|el|il|o|de|den|to)) $/i;
const codeBehind =
  /^(?:n|en|s)?(?: for the \w{2,12}| on the \w{2,12})?(?: (?:is|was|were|are|stays|stayed|still is|ist|war|lautet|est|etait|es|era|e|er|ar|var|je|to|bylo|on|oli)| ?[:=]|,)(?: still| again| now| always)? ["'(\x60]?(\d{4,8})(?![\w%]|[.,:/-]\d)/i;
const codes = hashSet("code codes codigo codice koden kode kod kodu koodi");

export function sharedPasswords({ passage, words, places, coveredWords }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes: units } = passage;
  const push = (start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "secret", why, needsReview: true });
  };
  for (const at of places.numbers) {
    const shape = words.shapes[at] ?? 0;
    if (coveredWords[at] === 1 || (shape & letterAny) === 0 || (shape & digitAny) === 0) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (!opening.has(unitBefore(units, start)) || goesOn(text, end)) continue;
    if (mayBePassword(text.slice(start, end), text.slice(end, end + behindCharsMax))) {
      const before = text.slice(Math.max(0, start - beforeCharsMax), start);
      if (lockedBefore.test(before)) push(start, end, "What opens machines or accounts.");
    }
  }
  for (const at of places.triggers) {
    if (!codes.has(words.hashes[at] ?? 0)) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    const match = codeBehind.exec(text.slice(end, end + behindCharsMax));
    const number = match?.[1];
    if (match === null || number === undefined) continue;
    if (!somebodys.test(text.slice(Math.max(0, start - behindCharsMax), start))) continue;
    const to = end + match[0].length;
    push(to - number.length, to, "A code that is somebody's.");
  }
  return found;
}

/** "crest1234"; with two digits where it is said to be so everywhere. */
function mayBePassword(token: string, behind: string): boolean {
  const [, stem = "", digits = ""] = wordAndNumber.exec(token) ?? [];
  if (stem === "" || other.test(stem)) return false;
  if (digits.length < digitsMin && !everywhereBehind.test(behind)) return false;
  return common.test(stem) || (bitsOf(stem) & (tradeBit | knownBit)) === 0;
}

const opening = new Set(Array.from(" \"'`(", (char) => char.charCodeAt(0)));
