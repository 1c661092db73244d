/** Whether decoded bytes are text, and what can be read in them where they are not. Pure. */

const printableShare = 0.9;
const utf8Decoder = new TextDecoder("utf-8");

/** What can be read in bytes; nothing where they hold no letters to speak of. */
export function readBytes(
  bytes: Uint8Array,
): { readonly text: string; readonly isText: boolean } | undefined {
  if (bytes.length < 2) return undefined;
  const narrow = withoutZeros(bytes);
  if (narrow === undefined) return undefined;
  if (isPrintable(narrow)) {
    return { text: utf8Decoder.decode(narrow), isText: true };
  }
  return holdsName(narrow) ? { text: plainText(narrow), isText: false } : undefined;
}

/** Of an own name in bytes that are no text so many letters stand in a row. */
export const nameLettersMin = 4;
/** How far from them the rest of the name may stand. */
const nearBytes = 32;
/** Over so many bytes nothing is read together. */
const apart = 8;

/** What stands near letters in a row, a character for each byte: all else is noise. In UTF-16 zeros are between them. */
function plainText(bytes: Uint8Array): string {
  const plain = Buffer.alloc(bytes.length * 2);
  let length = 0;
  let letters = 0;
  let until = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) continue;
    letters = (letters + 1) * ((byteKinds[byte] ?? 0) & letterKind);
    if (letters < nameLettersMin) continue;
    const from = Math.max(until, at - nearBytes);
    if (from > until) length += apart;
    until = Math.min(bytes.length, at + nearBytes);
    for (let place = from; place < until; place += 1) {
      const near = bytes[place] ?? 0;
      plain[length] = near > 127 ? 0 : near;
      length += 1;
    }
  }
  return plain.toString("latin1", 0, length);
}

const percent = 37;
/** Letters and digits. */
export const letterKind = 1;
export const textShift = 1;
export const textKind = 1 << textShift;
/** In no text, wherever it stands. */
export const strayShift = 2;
export const strayKind = 1 << strayShift;
/** Part of a character whose first byte is before it. */
export const laterShift = 3;
const laterKind = 1 << laterShift;
/** First of a character of several bytes. */
export const leadShift = 4;
const leadKind = 1 << leadShift;
/** What a byte may be: added and multiplied, not branched on, since no guess is right where bytes are noise. */
export const byteKinds = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const isLetter = (byte >= 45 && byte <= 57) || (byte >= 64 && byte <= 122) || byte > 0xc2;
  // What is escaped twice is escaped still.
  const isText = isLetter || byte === percent;
  const isControl = byte < 32 && ![0, 9, 10, 13].includes(byte);
  const isStray = isControl || byte === 127 || byte === 0xc0 || byte === 0xc1 || byte > 0xf4;
  byteKinds[byte] =
    (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? letterKind : 0) |
    (isText ? textKind : 0) |
    (isStray ? strayKind : 0) |
    (byte >= 0x80 && byte < 0xc0 ? laterKind : 0) |
    (byte >= 0xc2 && byte <= 0xf4 ? leadKind : 0);
}

function holdsName(bytes: Uint8Array): boolean {
  let letters = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    letters = (letters + 1) * ((byteKinds[bytes[at] ?? 0] ?? 0) & letterKind);
    if (letters >= nameLettersMin) return true;
  }
  return false;
}

/** Without so many characters of text in a row there is nothing to be read in bytes. */
export const streakMin = 3;

function holdsLetters(bytes: Uint8Array): boolean {
  const least = Math.max(streakMin, Math.min(bytes.length, 32) / 8);
  let streak = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    streak = (streak + 1) * (((byteKinds[bytes[at] ?? 0] ?? 0) & textKind) >> textShift);
    if (streak >= least) return true;
  }
  return false;
}

/**
 * UTF-16 of Latin letters, as PowerShell encodes its commands, has a zero for every other byte. Nothing
 * where no letters are left.
 */
function withoutZeros(bytes: Uint8Array): Uint8Array | undefined {
  let zeros = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros += 1;
  const narrow = zeros * 3 < bytes.length ? bytes : bytes.filter((byte) => byte !== 0);
  return holdsLetters(narrow) ? narrow : undefined;
}

/** More stray bytes than this are in no text of so many bytes. */
export function straysMax(length: number): number {
  return length * (1 - printableShare);
}

/** Whether the bytes read as UTF-8 text: characters against characters and stray bytes. */
function isPrintable(bytes: Uint8Array): boolean {
  // There are no more characters than bytes: so many that are none are too many, whatever follows.
  const strayMax = straysMax(bytes.length);
  let stray = 0;
  let all = 0;
  for (let at = 0; at < bytes.length; all += 1) {
    const byte = bytes[at] ?? 0;
    let length = 1;
    let isGood = (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
    if (byte >= 128) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      const isLead = byte >= 0xc2 && byte <= 0xf4;
      while (isLead && length < wanted && ((bytes[at + length] ?? 0) & 0xc0) === 0x80) length += 1;
      isGood = isLead && length === wanted;
    }
    at += length;
    if (isGood) continue;
    stray += 1;
    if (stray > strayMax) return false;
  }
  return all > 0 && (all - stray) / all >= printableShare;
}
