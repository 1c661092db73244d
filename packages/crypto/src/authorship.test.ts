import { canonicalJson, concatBytes, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { authorCommitment } from "./author-commitment.ts";
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
const author = { legalId: "Acme Ltd", opening: systemRandom.bytes(32) };
const commitment = authorCommitment(author.legalId, author.opening);

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
      author,
      sender: by.pair,
      verifier: recipient.publicKey,
      random: systemRandom,
    });
  const openBy = (reader: Party, sealed: Uint8Array, changed: Partial<AuthorshipChallenge> = {}) =>
    openAuthorship({
      sealed,
      challenge: { ...challenge, ...changed },
      commitment,
      sender: reporter.publicKey,
      verifier: reader.pair,
    });

  it("tells the verifier the legal id that the report commits to", async () => {
    expect(await openBy(verifier, await sealFor(verifier, reporter))).toBe("Acme Ltd");
  });

  it("convinces nobody of another challenge, sender, reader or commitment", async () => {
    const sealed = await sealFor(verifier, reporter);
    expect(await openBy(stranger, sealed)).toBeUndefined();
    expect(await openBy(verifier, sealed, { verifier: "Else" })).toBeUndefined();
    expect(await openBy(verifier, sealed, { nonce: systemRandom.bytes(32) })).toBeUndefined();
    expect(await openBy(verifier, await sealFor(verifier, stranger))).toBeUndefined();
    expect(await openBy(verifier, flipped(sealed, 40))).toBeUndefined();
    expect(await openBy(verifier, sealed.subarray(0, 31))).toBeUndefined();
    expect(await openBy(verifier, new Uint8Array(16_385))).toBeUndefined();
    const other = await openAuthorship({
      sealed,
      challenge,
      commitment: authorCommitment("Other Ltd", author.opening),
      sender: reporter.publicKey,
      verifier: verifier.pair,
    });
    expect(other).toBeUndefined();
  });

  it("is none where the report's key is the verifier's own", async () => {
    expect(await openBy(reporter, await sealFor(reporter, reporter))).toBeUndefined();
  });

  const opening = toBase64Url(author.opening);
  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["null", "null"],
    ["a list", "[]"],
    ["no opening", canonicalJson({ legalId: "Acme Ltd" })],
    ["a short opening", canonicalJson({ legalId: "Acme Ltd", opening: opening.slice(2) })],
    ["an empty legal id", canonicalJson({ legalId: "", opening })],
    ["a legal id too long", canonicalJson({ legalId: "x".repeat(2_000), opening })],
    ["a number", canonicalJson({ legalId: 1, opening })],
    ["a field more", canonicalJson({ extra: 1, legalId: "Acme Ltd", opening })],
    ["JSON not canonical", `{"opening":"${opening}","legalId":"Acme Ltd"}`],
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
