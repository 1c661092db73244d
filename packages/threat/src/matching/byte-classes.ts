/** What a byte of a log can be part of. Logs are read as bytes: nothing is decoded before it matches. */

export const digitBit = 1;
/** a to f, either case. */
export const hexLetterBit = 2;
export const otherLetterBit = 4;
export const dotBit = 8;
/** Hyphen and underscore. */
export const joinBit = 16;

export const colon = 58;
export const slash = 47;
export const backslash = 92;
export const newline = 10;
export const at = 64;
export const dot = 46;
export const percent = 37;

function classOf(byte: number): number {
  const char = String.fromCharCode(byte);
  if (/[0-9]/.test(char)) return digitBit;
  if (/[a-f]/i.test(char)) return hexLetterBit;
  if (/[a-z]/i.test(char)) return otherLetterBit;
  if (char === ".") return dotBit;
  return char === "-" || char === "_" ? joinBit : 0;
}

/** 0 for what stands between the runs that are looked up. */
export const byteClasses: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

/** ASCII lower case. */
export const lowerCase: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/** May stand in a URL as RFC 3986 writes it. */
export const urlBytes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]/.test(String.fromCharCode(byte)) && byte < 128 ? 1 : 0,
);

/** Goes on with the word before it: a URL does not end between two of these. */
export const urlWordBytes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9._~%-]/.test(String.fromCharCode(byte)) && byte < 128 ? 1 : 0,
);

/** Local part of a mail address, RFC 5322 atext and dots. */
export const mailBytes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[a-z0-9!#$%&'*+/=?^_`{|}~.-]/i.test(String.fromCharCode(byte)) && byte < 128 ? 1 : 0,
);
