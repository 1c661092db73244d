/**
 * Payment addresses and onion names prove themselves by a checksum: what fails it is not one.
 * Each check returns the canonical form, or undefined.
 */

import { compareBytes, utf8 } from "@tocsin/kernel";
import {
  bech32Kind,
  bitcoinAlphabet,
  digest,
  fromBase58,
  fromBase58Check,
  isCashAddress,
  rippleAlphabet,
  startsWithBytes,
} from "./base-encodings.ts";
import { keccak256 } from "./keccak.ts";

type Check = (value: string) => string | undefined;

/** Base58Check of a 20-byte hash behind one of these version bytes. */
function base58Address(
  versions: readonly (readonly number[])[],
  alphabet = bitcoinAlphabet,
): Check {
  const fits = (body: Uint8Array) =>
    versions.some((v) => body.length === v.length + 20 && startsWithBytes(body, v));
  return (value) => {
    if (value.length < 25 || value.length > 40) return undefined;
    return fromBase58Check(value, alphabet, fits) === undefined ? undefined : value;
  };
}

function firstOf(...checks: readonly Check[]): Check {
  return (value) => {
    for (const check of checks) {
      const canonical = check(value);
      if (canonical !== undefined) return canonical;
    }
    return undefined;
  };
}

/** BIP 173: version 0 has the old checksum, later ones BIP 350's; all upper or all lower case. */
function segwitAddress(prefix: string): Check {
  return (value) => {
    const lower = value.toLowerCase();
    if (value !== lower && value !== value.toUpperCase()) return undefined;
    if (value.length < prefix.length + 12 || value.length > 90) return undefined;
    const kind = bech32Kind(lower, prefix);
    const isVersionZero = lower[prefix.length + 1] === "q";
    return kind === (isVersionZero ? "bech32" : "bech32m") ? lower : undefined;
  };
}

/** EIP-55 where letters of both cases occur; otherwise 40 hex digits are all there is to check. */
export function canonicalEthereum(value: string): string | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/.test(value)) return undefined;
  const digits = value.slice(2);
  const lower = digits.toLowerCase();
  if (digits === lower || digits === digits.toUpperCase()) return `0x${lower}`;
  const hash = keccak256(utf8(lower));
  for (let at = 0; at < 40; at += 1) {
    const nibble = ((hash[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
    const char = lower[at] ?? "";
    if ((nibble > 7 ? char.toUpperCase() : char) !== digits[at]) return undefined;
  }
  return `0x${lower}`;
}

const moneroBlockChars = 11;
const moneroVersions = new Set([18, 19, 42]);

/** Blocks of 11 characters make 8 bytes each; the last four bytes are Keccak-256 of the rest. */
export function canonicalMonero(value: string): string | undefined {
  if (value.length !== 95 && value.length !== 106) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < value.length; at += moneroBlockChars) {
    const block = value.slice(at, at + moneroBlockChars);
    const size = block.length === moneroBlockChars ? 8 : Math.floor((block.length * 58) / 80);
    const part = fromBase58(block);
    if (part === undefined) return undefined;
    const significant = part.subarray(part.findIndex((byte) => byte !== 0));
    if (significant.length > size) return undefined;
    bytes.push(...new Array<number>(size - significant.length).fill(0), ...significant);
  }
  const whole = Uint8Array.from(bytes);
  const body = whole.subarray(0, -4);
  if (!moneroVersions.has(whole[0] ?? 0)) return undefined;
  return compareBytes(keccak256(body).subarray(0, 4), whole.subarray(-4)) === 0 ? value : undefined;
}

function canonicalSolana(value: string): string | undefined {
  if (value.length < 43 || value.length > 44) return undefined;
  return fromBase58(value)?.length === 32 ? value : undefined;
}

function canonicalCardano(value: string): string | undefined {
  if (value.startsWith("addr1")) return bech32Kind(value, "addr") === "bech32" ? value : undefined;
  if (!/^(?:Ae2|DdzFF)/.test(value) || value.length > 120) return undefined;
  const bytes = fromBase58(value);
  // Byron: a CBOR pair of tagged bytes (d8 18) and their CRC-32 (1a).
  if (bytes === undefined || !startsWithBytes(bytes, [0x82, 0xd8, 0x18])) return undefined;
  return bytes.at(-5) === 0x1a ? value : undefined;
}

function canonicalBitcoinCash(value: string): string | undefined {
  const digits = value.toLowerCase().replace(/^bitcoincash:/, "");
  return isCashAddress(digits) ? `bitcoincash:${digits}` : undefined;
}

const onionV3 = /^(?:[a-z0-9-]{1,63}\.)*([a-z2-7]{56})(?:\.onion)?$/;

/** The public key of a version-3 onion name carries its own checksum. rend-spec-v3 §6. */
export function canonicalOnion(value: string): string | undefined {
  const name = value.toLowerCase();
  const label = onionV3.exec(name)?.[1];
  if (label === undefined || name.length > 253 || !isOnionLabel(label)) return undefined;
  return name.endsWith(".onion") ? name : `${name}.onion`;
}

export function isOnionLabel(label: string): boolean {
  const bytes = new Uint8Array(35);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of label) {
    const digit = "abcdefghijklmnopqrstuvwxyz234567".indexOf(char);
    if (digit < 0 || at >= 35) return false;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  if (at !== 35 || bytes[34] !== 3) return false;
  const hash = digest("sha3-256", ".onion checksum", bytes.subarray(0, 32), "\u0003");
  return hash[0] === bytes[32] && hash[1] === bytes[33];
}

/** The chains whose addresses are told apart by their version bytes. */
export const walletChecks = {
  bitcoin: firstOf(base58Address([[0x00], [0x05]]), segwitAddress("bc")),
  "bitcoin-cash": canonicalBitcoinCash,
  cardano: canonicalCardano,
  dash: base58Address([[0x4c], [0x10]]),
  dogecoin: base58Address([[0x1e], [0x16]]),
  ethereum: canonicalEthereum,
  litecoin: firstOf(base58Address([[0x30], [0x32]]), segwitAddress("ltc")),
  monero: canonicalMonero,
  ripple: base58Address([[0x00]], rippleAlphabet),
  solana: canonicalSolana,
  tezos: base58Address([
    [6, 161, 159],
    [6, 161, 161],
    [6, 161, 164],
    [2, 90, 121],
  ]),
  tron: base58Address([[0x41]]),
  zcash: base58Address([
    [0x1c, 0xb8],
    [0x1c, 0xbd],
  ]),
} as const satisfies Record<string, Check>;
