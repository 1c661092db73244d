/** The HPKE suite of all programs, apart because its library is large and is loaded at its first use. */

import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256, HpkeError } from "@hpke/core";

export const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** Whether the library refused, which is an expected outcome, or broke. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HpkeError;
}
