import { systemRandom, toBase64Url } from "@tocsin/kernel";
import type { AuthorshipProof, Envelope, Receipt } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { newChallenge } from "../src/receipts/challenge.ts";
import { newVerifierKey, readVerifierKey } from "../src/receipts/verifier-key.ts";
import {
  verifyAuthorshipProof,
  verifyReceipt,
  verifySealedAuthorship,
} from "../src/receipts/verify.ts";
import { onDamagedLeaf } from "./world/altered-feed.ts";
import { bodyOf } from "./world/samples.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

async function published(world: TinyWorld): Promise<{ alice: Node; id: string }> {
  const alice = await world.ready("alice");
  const body = bodyOf("a.example");
  const { id } = await alice.protocol.share({ body, audience: "members", review: null });
  await world.rounds(2);
  return { alice, id };
}

const other = toBase64Url(new Uint8Array(32).fill(7));

describe("receipts", () => {
  test("a receipt is verified without any network, and says who, what and when", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    await world.exchange.rotateGateway();
    await world.rounds(2);
    const receipt = await alice.protocol.receipt(id);
    const key = toBase64Url(world.exchange.ledgerKey);
    expect(verifyReceipt(receipt, key)).toMatchObject({
      ok: true,
      report: id,
      legalId: "LEI alice",
      index: receipt.index,
    });
    // It is still good after the report was withdrawn and erased everywhere.
    await alice.protocol.withdraw(id);
    await world.rounds(3);
    expect(verifyReceipt(await alice.protocol.receipt(id), key)).toMatchObject({ ok: true });
  });

  test("whatever is altered, a receipt is refused", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    const receipt = await alice.protocol.receipt(id);
    const { submission, opening } = receipt;
    const { envelope } = submission;
    const cases: [Receipt | object, string][] = [
      [{}, "malformed"],
      [{ ...receipt, more: 1 }, "malformed"],
      [{ ...receipt, ledger: { ...receipt.ledger, publicKey: other } }, "bad-checkpoint"],
      [
        { ...receipt, ledger: { ...receipt.ledger, origin: "other.example/log" } },
        "bad-checkpoint",
      ],
      [
        { ...receipt, checkpoint: receipt.checkpoint.replace(/\n\d+\n/, "\n999\n") },
        "bad-checkpoint",
      ],
      [{ ...receipt, index: receipt.index + 1 }, "not-included"],
      [{ ...receipt, index: 2 ** 52 }, "not-included"],
      [{ ...receipt, round: receipt.round + 1 }, "not-included"],
      [{ ...receipt, salt: other }, "not-included"],
      [{ ...receipt, inclusion: [...receipt.inclusion, other] }, "not-included"],
      [{ ...receipt, submission: { ...submission, body: bodyOf("b.example") } }, "not-included"],
      [
        { ...receipt, submission: { ...submission, envelope: { ...envelope, author: other } } },
        "not-included",
      ],
      [{ ...receipt, opening: { ...opening, legalId: "LEI mallory" } }, "wrong-author"],
      [{ ...receipt, opening: { ...opening, r: other } }, "wrong-author"],
    ];
    for (const [shown, why] of cases) expect(verifyReceipt(shown)).toEqual({ ok: false, why });
    expect(verifyReceipt(receipt, other)).toEqual({ ok: false, why: "other-ledger" });
  });

  test("there is none that proves nothing: where a leaf is damaged on our own disk, that is said", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    const damaged = await onDamagedLeaf(world, alice);
    await expect(damaged.receipt(id)).rejects.toMatchObject({ code: "store-damaged" });
  });

  test("there is none for another's report, or for one that is not published", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    const bob = await world.ready("bob");
    await expect(bob.protocol.receipt(id)).rejects.toMatchObject({ code: "not-ours" });
    const waiting = await alice.protocol.share({
      body: bodyOf("b.example"),
      audience: "members",
      review: null,
    });
    const early = alice.protocol.receipt(waiting.id);
    await expect(early).rejects.toMatchObject({ code: "not-published" });
  });
});

describe("authorship", () => {
  test("a proof answers one challenge of one verifier about one report", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    const challenge = newChallenge("Court of the North", systemRandom);
    const proof = await alice.protocol.authorshipProof(id, challenge);
    expect(verifyAuthorshipProof(proof, challenge)).toMatchObject({ ok: true, report: id });
    const another = newChallenge("Court of the North", systemRandom);
    const forged: [AuthorshipProof | object, string, string][] = [
      [proof, another, "malformed"],
      [{ ...proof, challenge: another }, another, "bad-signature"],
      [{ ...proof, signature: toBase64Url(new Uint8Array(64)) }, challenge, "bad-signature"],
      [{ ...proof, receipt: {} }, challenge, "malformed"],
      [{ ...proof, challenge: "x".repeat(20) }, "x".repeat(20), "malformed"],
    ];
    for (const [shown, asked, why] of forged) {
      expect(verifyAuthorshipProof(shown, asked)).toEqual({ ok: false, why });
    }
  });

  test("a sealed proof convinces its verifier alone, and follows the newest mailbox key", async () => {
    await using world = await TinyWorld.open();
    const { alice, id } = await published(world);
    const { secret, publicKey } = await newVerifierKey(systemRandom);
    const verifier = await readVerifierKey(secret);
    const challenge = newChallenge("Insurer", systemRandom);
    const first = await alice.protocol.sealedAuthorshipProof(id, challenge, publicKey);
    expect(first.newest).toBeNull();
    await alice.protocol.amend(id, { body: bodyOf("b.example"), review: null });
    await world.rounds(2);
    const proof = await alice.protocol.sealedAuthorshipProof(id, challenge, publicKey);
    const key = toBase64Url(world.exchange.ledgerKey);
    for (const shown of [first, proof]) {
      expect(await verifySealedAuthorship(shown, challenge, verifier, key)).toMatchObject({
        ok: true,
        report: id,
        legalId: "LEI alice",
      });
      // Nothing beside what is sealed says who it was.
      expect(JSON.stringify(shown)).not.toMatch(/LEI alice|opening/);
    }
    const { newest, publication } = proof;
    if (newest === null) throw new Error("no change");
    const another = newChallenge("Insurer", systemRandom);
    const forged: [object, string, string][] = [
      [{}, challenge, "malformed"],
      [{ ...proof, more: 1 }, challenge, "malformed"],
      [proof, another, "malformed"],
      [{ ...proof, challenge: another }, another, "not-opened"],
      [{ ...proof, challenge: "x".repeat(20) }, "x".repeat(20), "malformed"],
      [{ ...proof, newest: null }, challenge, "not-opened"],
      [{ ...proof, sealed: first.sealed }, challenge, "not-opened"],
      [{ ...proof, sealed: "" }, challenge, "not-opened"],
      [withNewest({ pkHpke: other }), challenge, "bad-signature"],
      [withNewest({ pkSign: other }), challenge, "malformed"],
      [{ ...proof, publication: { ...publication, salt: other } }, challenge, "not-included"],
    ];
    function withNewest(change: Partial<Envelope>): object {
      return { ...proof, newest: { ...newest, envelope: { ...newest?.envelope, ...change } } };
    }
    for (const [shown, asked, why] of forged) {
      const verdict = await verifySealedAuthorship(shown, asked, verifier, key);
      expect(verdict).toEqual({ ok: false, why });
    }
    const stranger = await readVerifierKey((await newVerifierKey(systemRandom)).secret);
    const elsewhere = await verifySealedAuthorship(proof, challenge, stranger, key);
    expect(elsewhere).toEqual({ ok: false, why: "not-opened" });
    const wrongLedger = await verifySealedAuthorship(proof, challenge, verifier, other);
    expect(wrongLedger).toEqual({ ok: false, why: "other-ledger" });
    const bob = await world.ready("bob");
    const theirs = bob.protocol.sealedAuthorshipProof(id, challenge, publicKey);
    await expect(theirs).rejects.toMatchObject({ code: "not-ours" });
  });
});

test.each(["", "AA", "not a key", "A".repeat(44)])("%j is no verifier's key", async (text) => {
  await expect(readVerifierKey(text)).rejects.toMatchObject({ code: "usage" });
});
