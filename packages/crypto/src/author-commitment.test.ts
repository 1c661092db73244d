import fc from "fast-check";
import { systemRandom, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { authorCommitment, opensAuthorCommitment } from "./author-commitment.ts";

const opening = new Uint8Array(32).fill(3);

describe("an author commitment", () => {
  it("is the hash that the protocol names", () => {
    // printf 'tocsin/author/v1\x00\x04Acme' and 32 times 03, through sha256sum
    expect(toHex(authorCommitment("Acme", opening))).toBe(
      "9fee1eb2fff82df31f3905ffa4333ac54b35ad62fedc968352b36bf72f0bb2b6",
    );
  });

  it("opens to its own legal id and opening, and to nothing else", () => {
    const id = fc.string({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(id, id, (mine, other) => {
        const commitment = authorCommitment(mine, opening);
        expect(opensAuthorCommitment(commitment, mine, opening)).toBe(true);
        const same = mine.normalize("NFC") === other.normalize("NFC");
        expect(opensAuthorCommitment(commitment, other, opening)).toBe(same);
        expect(opensAuthorCommitment(commitment, mine, systemRandom.bytes(32))).toBe(false);
      }),
    );
  });

  it("is one for both Unicode forms of a name", () => {
    const name = "Société Générale";
    expect(authorCommitment(name.normalize("NFD"), opening)).toEqual(
      authorCommitment(name.normalize("NFC"), opening),
    );
  });

  it.each([
    ["an empty legal id", "", 32],
    ["too long a legal id", "a".repeat(1_025), 32],
    ["an opening of 31 bytes", "Acme", 31],
    ["an opening of 33 bytes", "Acme", 33],
  ])("is not made of %s", (_name, legalId, length) => {
    expect(() => authorCommitment(legalId, new Uint8Array(length))).toThrow("author commitment");
    expect(opensAuthorCommitment(new Uint8Array(32), legalId, new Uint8Array(length))).toBe(false);
  });
});
