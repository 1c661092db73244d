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

/** A character for each byte: what stands in them in plain letters stays, and nothing else. */
function plainText(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes);
  for (let at = 0; at < plain.length; at += 1) if ((plain[at] ?? 0) > 127) plain[at] = 0;
  return plain.toString("latin1");
}

/** Of an own name in bytes that are no text so many letters stand in a row. */
const nameLettersMin = 4;

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57);
}

function holdsName(bytes: Uint8Array): boolean {
  let letters = 0;
  for (const byte of bytes) {
    const isWord = isLetterOrDigit(byte);
    letters = isWord ? letters + 1 : 0;
    if (letters >= nameLettersMin) return true;
  }
  return false;
}

/** Without so many characters of text in a row there is nothing to be read in bytes. */
export const streakMin = 3;

export function isTextByte(byte: number): boolean {
  return (byte >= 45 && byte <= 57) || (byte >= 64 && byte <= 122) || byte > 0xc2;
}

function holdsLetters(bytes: Uint8Array): boolean {
  let streak = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    streak = isTextByte(byte) ? streak + 1 : 0;
    if (streak >= streakMin && streak * 8 >= Math.min(bytes.length, 32)) return true;
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

/** Whether the bytes read as UTF-8 text: characters against characters and stray bytes. */
function isPrintable(bytes: Uint8Array): boolean {
  // There are no more characters than bytes: so many that are none are too many, whatever follows.
  const strayMax = bytes.length * (1 - printableShare);
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
