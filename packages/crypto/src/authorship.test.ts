import { canonicalJson, concatBytes, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AuthorshipChallenge,
  openAuthorship,
  proveAuthorship,
  sealAuthorship,
  verifyAuthorship,
} from "./authorship.ts";
import { signDocument } from "./document.ts";
import { ed25519SigningKey } from "./ed25519.ts";
import { sha256 } from "./hash.ts";
import {
  generateHpkeKeyPair,
  type HpkePublicKey,
  type HpkeRecipient,
  hpkeSeal,
  importHpkePublicKey,
  importHpkeRecipient,
} from "./hpke.ts";
import { flipped } from "./testing.ts";

const challenge: AuthorshipChallenge = {
  report: sha256(utf8("envelope")),
  nonce: systemRandom.bytes(32),
  verifier: "Regulator of X",
};

describe("a transferable proof of authorship", () => {
  const key = ed25519SigningKey(systemRandom.bytes(32));

  it("verifies for its challenge and key only", () => {
    const proof = proveAuthorship(challenge, key);
    expect(verifyAuthorship(challenge, proof, key.publicKey)).toBe(true);
    const others: AuthorshipChallenge[] = [
      { ...challenge, report: flipped(challenge.report, 0) },
      { ...challenge, nonce: flipped(challenge.nonce, 0) },
      { ...challenge, verifier: "Somebody else" },
    ];
    for (const other of others) expect(verifyAuthorship(other, proof, key.publicKey)).toBe(false);
    const stranger = ed25519SigningKey(systemRandom.bytes(32));
    expect(verifyAuthorship(challenge, proof, stranger.publicKey)).toBe(false);
  });

  it("is not got by having something else signed", () => {
    const { report, nonce, verifier } = challenge;
    const value = { report: toBase64Url(report), nonce: toBase64Url(nonce), verifier };
    const proof = signDocument("envelope", value, key);
    expect(verifyAuthorship(challenge, proof, key.publicKey)).toBe(false);
  });

  it.each([
    ["a report hash of 31 bytes", { ...challenge, report: new Uint8Array(31) }],
    ["a nonce of 16 bytes", { ...challenge, nonce: new Uint8Array(16) }],
    ["nobody asking", { ...challenge, verifier: "" }],
    ["too long a name", { ...challenge, verifier: "x".repeat(257) }],
  ])("is not given for %s", (_name, wrong) => {
    expect(() => proveAuthorship(wrong, key)).toThrow("authorship challenge");
  });
});

describe("a proof of authorship that cannot be shown to others", () => {
  interface Party {
    readonly pair: HpkeRecipient;
    readonly publicKey: HpkePublicKey;
  }
  const party = async (): Promise<Party> => {
    const { secretKey, publicKey } = await generateHpkeKeyPair(systemRandom);
    return {
      pair: await importHpkeRecipient(secretKey),
      publicKey: await importHpkePublicKey(publicKey),
    };
  };
  let reporter: Party;
  let verifier: Party;
  let stranger: Party;
  beforeAll(async () => {
    [reporter, verifier, stranger] = [await party(), await party(), await party()];
  });
  const sealFor = (recipient: Party, by: Party) =>
    sealAuthorship({
      challenge,
      legalId: "Acme Ltd",
      sender: by.pair,
      verifier: recipient.publicKey,
      random: systemRandom,
    });
  const openBy = (reader: Party, sealed: Uint8Array, changed: Partial<AuthorshipChallenge> = {}) =>
    openAuthorship({
      sealed,
      challenge: { ...challenge, ...changed },
      sender: reporter.publicKey,
      verifier: reader.pair,
    });

  it("tells the verifier who holds the key of the report", async () => {
    expect(await openBy(verifier, await sealFor(verifier, reporter))).toBe("Acme Ltd");
  });

  it("convinces nobody of another challenge, sender or reader", async () => {
    const sealed = await sealFor(verifier, reporter);
    expect(await openBy(stranger, sealed)).toBeUndefined();
    expect(await openBy(verifier, sealed, { verifier: "Else" })).toBeUndefined();
    expect(await openBy(verifier, sealed, { nonce: systemRandom.bytes(32) })).toBeUndefined();
    expect(await openBy(verifier, await sealFor(verifier, stranger))).toBeUndefined();
    expect(await openBy(verifier, flipped(sealed, 40))).toBeUndefined();
    expect(await openBy(verifier, sealed.subarray(0, 31))).toBeUndefined();
    expect(await openBy(verifier, new Uint8Array(16_385))).toBeUndefined();
  });

  it("is none where the report's key is the verifier's own", async () => {
    expect(await openBy(reporter, await sealFor(reporter, reporter))).toBeUndefined();
  });

  it("does not hold what would convince others: its text fits any report", async () => {
    const sealed = await sealFor(verifier, reporter);
    const text = canonicalJson({ legalId: "Acme Ltd" });
    expect(sealed.length).toBe(32 + utf8(text).length + 16);
  });

  it.each(["", "x".repeat(1_025)])(
    "is not given for a legal id of the wrong size",
    async (legalId) => {
      const { pair: sender } = reporter;
      const options = { challenge, legalId, sender, verifier: verifier.publicKey };
      await expect(sealAuthorship({ ...options, random: systemRandom })).rejects.toThrow(
        "legal id",
      );
    },
  );

  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["null", "null"],
    ["a list", "[]"],
    ["no legal id", "{}"],
    ["an empty legal id", canonicalJson({ legalId: "" })],
    ["a legal id too long", canonicalJson({ legalId: "x".repeat(2_000) })],
    ["a number", canonicalJson({ legalId: 1 })],
    ["a field more", canonicalJson({ extra: 1, legalId: "Acme Ltd" })],
    ["JSON not canonical", `{ "legalId":"Acme Ltd"}`],
  ])("is none where it holds %s", async (_name, contents) => {
    const { report, nonce, verifier: asker } = challenge;
    const aad = canonicalJson({
      report: toBase64Url(report),
      nonce: toBase64Url(nonce),
      verifier: asker,
    });
    const { enc, ciphertext } = await hpkeSeal(
      {
        recipient: verifier.publicKey,
        info: utf8("tocsin/authorship/v1"),
        random: systemRandom,
        sender: reporter.pair,
      },
      utf8(contents),
      utf8(aad),
    );
    expect(await openBy(verifier, concatBytes(enc, ciphertext))).toBeUndefined();
  });
});
