/** IPv4 addresses in bytes, and the networks that they can be in. */

import { dot } from "./byte-classes.ts";
import { hashEnd } from "./key-table.ts";

const zero = 48;
/** `255.255.255.255` */
const addressBytesMax = 15;

/** Dotted decimal without leading zeros as a number; below 0 where it is none. */
export function ipv4InBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > addressBytesMax) return -1;
  let [whole, part, parts] = [0, -1, 0];
  for (let at = start; at <= end; at += 1) {
    const byte = at === end ? dot : (bytes[at] ?? 0);
    if (byte === dot) {
      if (part < 0) return -1;
      whole = whole * 256 + part;
      parts += 1;
      part = -1;
    } else {
      if (part === 0) return -1;
      part = (part < 0 ? 0 : part * 10) + byte - zero;
      if (part > 255) return -1;
    }
  }
  return parts === 4 ? whole : -1;
}

/** `bits` is 32 for an address. */
export function addressKey(address: number, bits: number, seed: number): number {
  return hashEnd((address | 0) ^ Math.imul(bits, 0x9e3779b1) ^ seed);
}

export function maskedAddress(address: number, bits: number): number {
  return address - (address % 2 ** (32 - bits));
}

/** Networks by their lengths, and for each /16 whether any of them touches it. */
export class Networks {
  readonly lengths: number[] = [];
  readonly #touched = new Uint8Array(65536);

  add(network: number, bits: number): void {
    if (!this.lengths.includes(bits)) this.lengths.push(bits);
    const first = Math.floor(network / 65536);
    const count = bits >= 16 ? 1 : 2 ** (16 - bits);
    this.#touched.fill(1, first, first + count);
  }

  mayHold(address: number): boolean {
    return this.#touched[Math.floor(address / 65536)] === 1;
  }
}
