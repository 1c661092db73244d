/** Checked number encodings of payment addresses: Base58Check, Bech32 (BIP 173, BIP 350), CashAddr. */

import { compareBytes, utf8 } from "@tocsin/kernel";

export const bitcoinAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export const rippleAlphabet = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const base58CharsMax = 128;
const bech32CharsMax = 200;

/** The module is loaded here: most texts hold no payment address, and a first one would wait for it. */
export function digest(
  algorithm: "sha256" | "sha3-256",
  ...parts: readonly (string | Uint8Array)[]
): Uint8Array {
  const hash = process.getBuiltinModule("node:crypto").createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return digest("sha256", bytes);
}

/** Bytes of a base58 number; its leading zero digits are leading zero bytes. */
export function fromBase58(text: string, alphabet = bitcoinAlphabet): Uint8Array | undefined {
  if (text.length > base58CharsMax) return undefined;
  const little: number[] = [];
  let leading = 0;
  while (text[leading] === alphabet[0]) leading += 1;
  for (const char of text.slice(leading)) {
    let carry = alphabet.indexOf(char);
    if (carry < 0) return undefined;
    for (let at = 0; at < little.length; at += 1) {
      carry += (little[at] ?? 0) * 58;
      little[at] = carry & 0xff;
      carry >>= 8;
    }
    while (carry > 0) {
      little.push(carry & 0xff);
      carry >>= 8;
    }
  }
  little.push(...new Array<number>(leading).fill(0));
  return Uint8Array.from(little.reverse());
}

/** Version and payload of a Base58Check text whose last four bytes are right; what does not fit is not hashed. */
export function fromBase58Check(
  text: string,
  alphabet = bitcoinAlphabet,
  fits: (body: Uint8Array) => boolean = () => true,
): Uint8Array | undefined {
  const bytes = fromBase58(text, alphabet);
  if (bytes === undefined || bytes.length < 5) return undefined;
  const body = bytes.subarray(0, -4);
  if (!fits(body)) return undefined;
  return compareBytes(sha256(sha256(body)).subarray(0, 4), bytes.subarray(-4)) === 0
    ? body
    : undefined;
}

function digitsOf(text: string): number[] | undefined {
  const digits: number[] = [];
  for (const char of text) {
    const digit = bech32Alphabet.indexOf(char);
    if (digit < 0) return undefined;
    digits.push(digit);
  }
  return digits;
}

/** Which of the two checksums a Bech32 text of this prefix carries; undefined for none. */
export function bech32Kind(text: string, prefix: string): "bech32" | "bech32m" | undefined {
  if (text.length > bech32CharsMax || !text.startsWith(`${prefix}1`)) return undefined;
  const digits = digitsOf(text.slice(prefix.length + 1));
  if (digits === undefined || digits.length < 8) return undefined;
  const codes = Array.from(utf8(prefix));
  let sum = 1;
  for (const digit of [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31), ...digits]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ digit;
    for (const [bit, term] of [
      0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3,
    ].entries()) {
      if (((top >>> bit) & 1) === 1) sum ^= term;
    }
  }
  return sum === 1 ? "bech32" : sum === 0x2bc830a3 ? "bech32m" : undefined;
}

const cashTerms = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

/** CashAddr of Bitcoin Cash, without its prefix. */
export function isCashAddress(text: string): boolean {
  const digits = digitsOf(text);
  if (digits?.length !== 42) return false;
  let sum = 1n;
  const prefix = Array.from(utf8("bitcoincash"), (code) => code & 31);
  for (const digit of [...prefix, 0, ...digits]) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(digit);
    for (const [bit, term] of cashTerms.entries()) {
      if (((top >> BigInt(bit)) & 1n) === 1n) sum ^= term;
    }
  }
  return sum === 1n;
}

export function startsWithBytes(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
