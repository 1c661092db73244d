/**
 * Keys of other systems. A key is 32 random bytes, so its hash needs no salt and no slow function: what is
 * kept gives nobody in. TAXII 2.1 §1.6.9, RFC 7617, RFC 6750.
 */

import { createHash } from "node:crypto";

/** `Bearer x`, `Token x` (what a common client in Python sends), or Basic with the key as password. */
export function secretIn(authorization: string | undefined): string | undefined {
  const [, scheme = "", rest = ""] =
    /^([A-Za-z]{1,16}) +(\S{1,500})$/.exec(authorization ?? "") ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer":
    case "token":
      return rest;
    case "basic": {
      const text = Buffer.from(rest, "base64").toString("utf8");
      const colon = text.indexOf(":");
      return colon < 0 ? undefined : text.slice(colon + 1);
    }
    default:
      return undefined;
  }
}

/** SHA-256, base64url: what is kept of a key. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
