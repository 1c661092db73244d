/**
 * Numbers that open something without being called so ("the safe opens with 4411 backwards"), codes that
 * were read out to a caller, and recovery keys of disks, which are groups of six digits. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { phrases } from "../../text/phrases.ts";
import { hashSet } from "../../text/word-hash.ts";
import { digitAny, isDigit, unitBefore, valueBefore } from "../../text/words.ts";

const beforeCharsMax = 72;
const digitsMin = 3;
const digitsMax = 8;

/** What such a number stands behind: most numbers stand behind something else. */
const leads = hashSet(
  "with on to takes take wants needs is was still set be keyed code codes codigo kod kode otp tan totp passcode token pin caller digits combo combination his her my their its stays mit con avec med door doors gate safe locker padlock keypad front back side tresor e est es ist ar er portail porte allarme alarma alarme puerta porta cancello coffre",
);
const locked = phrases(String.raw`
  safe, strong ?room, strongbox, vault, cash ?box, cash drawer, till drawer, lock ?box, key ?box, key ?safe, key ?pad, locker, lock, padlock, cabinet, gate, barrier
  doors?, garage, shutters?, turnstile, airlock, alarm(?: panel)?, panel, entry ?phone, intercom, cupboard, drawer, cage, shed, store ?room, tresor, caja fuerte, coffre, cassaforte, kluis`);
const opens = phrases(String.raw`
  open(?:s|ed)? with/to/on, unlock(?:s|ed)? with, answers? to, takes?, wants?, needs?, disarm(?:s|ed)? with, is/was/are/were [still] [set] [to], is/was [still] on
  key(?:s|ed)? in, (?:code|combo|combination|pin) is/was [still], stays? on, geht auf mit, se abre con, s'ouvre avec`);
const lockedBefore = new RegExp(
  String.raw`\b${locked}\b[^.;:\n]{0,36}? ${opens} (?:just |always |good old |the same )?["'(\x60]?$`,
  "i",
);
/** "staff door 2468": four digits and more, and no year. */
const doorBefore =
  /\b(?:staff |front |back |side |main |office |loading |dock |cellar |garage )?(?:doors?|gate|safe|locker|padlock|key ?pad|tresor|(?<=codes?\b[^.;\n]{0,40})(?:front|back|side|safe|office))(?: code)?[,:]? ["'(]?$/i;
const yearAlike = /^(?:19|20)\d\d(?!\d)/;
/** "il codice della cassaforte e 4-18-22", "le code du portail 4471". */
const abroadBefore =
  /\b(?:codice|codigo|code|kod|koden|kode|koodi|combinacion|combinazione|combinaison|clave)(?: (?:de|del|della|dello|dei|du|des|da|do|der|zum|zur|fur|for|til|till|i|la|le|el|il|of))* ?(?:l')?(?:portail|porte|allarme|cassaforte|caja fuerte|coffre|puerta|porta|portao|alarma|alarme|alarm|tor|tur|tresor|safe|cancello|garage|cofre|sejf|bramy|drzwi|trezoru|dveri|oven|skapet|porten|doren)(?: (?:e|est|es|ist|ar|er|era|lautet)| ?:)? $/i;
const readOut = phrases(String.raw`
  read, reads, reading, gave, gives, given, told, tells, handed, sent, passed, typed, dictated, spelled, spelt, entered, forwarded, texted, shared`);
const readOutBefore = new RegExp(
  String.raw`\b${readOut}\b[^.;\n]{0,40}\b(?:codes?|otp|tan|totp|passcode|token|pin|caller|digits),?:? ["'(\x60]?$`,
  "i",
);
const theirs =
  /\b(?:attacker'?s?|actor'?s?|error|status|exit|event|http|port|area|country|source)\b[^.\n]{0,24}$/i;
/** "4411", "31-7-22", "4471*", "482 911", and what is done to it. */
const number =
  /(?:\d{1,2}-\d{1,2}-\d{1,2}(?:-\d{1,2})?|\d{3} \d{3}|\d{3,8})[#*]?(?: (?:backwards?|reversed|twice|in reverse|and hash|hash|star|and star))?(?![\w%\u20ac$\u00b0]|[.,:/-]\d| (?:bytes|files|times|units|hours|minutes|days|weeks|people|users|euros?|dollars|am|pm|kg|mm|ms|volts?|bar|tons?)\b)/y;
const group = /\d{6}(?:-\d{6}){2,7}(?![\d-])/y;
const groupCharsMin = 55;
const groupBefore =
  /\b(?:recovery|bitlocker|disk|drive|volume|unlock\w{0,3}|key|keys|laptop|tpm|escrow|protector)\b[^.;\n]{0,40}$/i;
const hyphen = 45;

export function openingNumbers({ passage, words, places, coveredWords }: Reading): Detection[] {
  const { text, codes } = passage;
  const { starts, ends, hashes, shapes } = words;
  const found: Detection[] = [];
  const push = (start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "secret", why, needsReview: true });
  };
  let until = 0;
  for (const at of places.numbers) {
    const start = starts[at] ?? 0;
    const length = (ends[at] ?? 0) - start;
    if (start < until || shapes[at] !== digitAny || coveredWords[at] === 1) continue;
    if (length === 6 && codes[start + 6] === hyphen && isDigit(codes[start + 7])) {
      group.lastIndex = start;
      const key = unitBefore(codes, start) === hyphen ? undefined : group.exec(text)?.[0];
      if (key !== undefined) {
        until = start + key.length;
        const before = text.slice(Math.max(0, start - beforeCharsMax), start);
        if (key.length >= groupCharsMin || groupBefore.test(before))
          push(start, until, "The recovery key of a disk.");
        continue;
      }
    }
    if (length > digitsMax || !leads.has(valueBefore(hashes, at))) continue;
    if (length < digitsMin && codes[start + length] !== hyphen) continue;
    number.lastIndex = start;
    const secret = number.exec(text)?.[0];
    if (secret === undefined) continue;
    const before = text.slice(Math.max(0, start - beforeCharsMax), start);
    const isDoor =
      length > digitsMin &&
      doorBefore.test(before) &&
      !yearAlike.test(text.slice(start, start + 5));
    const isOpening = lockedBefore.test(before) || isDoor || abroadBefore.test(before);
    if (!(isOpening || (length >= digitsMin && readOutBefore.test(before)))) continue;
    if (theirs.test(before)) continue;
    until = start + secret.length;
    push(start, until, isOpening ? "What opens something." : "A code that was read out.");
  }
  return found;
}
