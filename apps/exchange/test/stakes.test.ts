import {
  type Ed25519SigningKey,
  ed25519SigningKey,
  prepareToken,
  signDocument,
} from "@tocsin/crypto";
import { canonicalJson, dayMs, nextEpoch, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";

import { leaveRuling, readQueue } from "../src/moderation/moderation-folder.ts";
import {
  bodyOf,
  envelopeHash,
  issuerName,
  seize,
  TestAuthor,
  World,
} from "../src/testing/index.ts";

let world: World;
beforeAll(async () => {
  const keys = (["report", "read", "vote"] as const).flatMap((purpose) => [
    { class: "energy", purpose },
    { class: "everyone", purpose },
  ]);
  world = await World.open({ keys });
  await world.post(await world.issuer.directory(nextEpoch(world.epoch), keys));
  await world.endRound();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** An author whose key the test has. */
class Author {
  readonly seed = systemRandom.bytes(32);
  readonly key = ed25519SigningKey(this.seed);
  readonly pkSign = toBase64Url(this.key.publicKey);
  report = "";

  async publishes(mark: string): Promise<this> {
    const terms = { class: "energy", epoch: world.epoch, audience: "members" } as const;
    const random = { bytes: (length: number) => this.#drawn(length) };
    const submission = await new TestAuthor(world.issuer, terms, random).report(bodyOf(mark));
    this.report = toBase64Url(envelopeHash(submission));
    await world.submit(submission);
    return this;
  }

  signed(kind: "refund" | "appeal", said: object, pkSign = this.pkSign): Uint8Array {
    const content = { v: 1, kind, pkSign, ...said };
    const signature = toBase64Url(signDocument(kind, content, this.key));
    return utf8(canonicalJson({ ...content, signature }));
  }

  async refund(of = "energy", pkSign = this.pkSign) {
    const publicKey = await world.issuer.tokenKey(nextEpoch(world.epoch), of, "report");
    const prepared = prepareToken({
      publicKey,
      challenge: { issuerName, originInfo: "exchange", redemptionContext: new Uint8Array() },
      nonce: systemRandom.bytes(32),
      random: systemRandom,
    });
    const request = toBase64Url(prepared.request);
    const said = { keyId: toBase64Url(publicKey.id), request };
    return { bytes: this.signed("refund", said, pkSign), request };
  }

  /** Its first draw is the seed of its key. */
  #isFirst = true;

  #drawn(length: number): Uint8Array<ArrayBuffer> {
    if (!this.#isFirst) return systemRandom.bytes(length);
    this.#isFirst = false;
    return Uint8Array.from(this.seed);
  }
}

async function refundLeaves() {
  return (await world.read()).leaves.flatMap(({ leaf }) => (leaf.kind === "refunds" ? leaf : []));
}

async function requested(): Promise<string[]> {
  return (await refundLeaves()).flatMap(({ keys }) => keys.flatMap(({ requests }) => requests));
}

/** The gateway's key changes on the way. */
async function daysLater(days: number): Promise<void> {
  world.clock.moveTo(world.clock.now() + days * dayMs);
  await world.endRound();
  await world.endRound();
}

async function rule(report: string, ruling: "abuse" | "no-abuse"): Promise<void> {
  await leaveRuling(world.stateDir, { report, ruling, reason: "Invented." }, systemRandom);
  await world.endRound();
  await world.endRound();
}

test("stakes come back after 14 days without a ruling of abuse; an appeal that is heard brings its own", async () => {
  const good = await new Author().publishes("good");
  const other = await new Author().publishes("other");
  const bad = await new Author().publishes("bad");
  await world.endRound();
  const token = toBase64Url(await world.issuer.token(world.epoch, "everyone", "vote"));
  const vote = { v: 1, kind: "vote", pkSign: bad.pkSign, vote: "abuse", token };
  await world.submitBytes(utf8(canonicalJson(vote)));
  await world.endRound();
  await rule(bad.report, "abuse");
  await daysLater(12);
  await world.submitBytes((await good.refund()).bytes);
  await world.endRound();
  await daysLater(2);
  expect(await requested()).toEqual([]);

  const asked = [await good.refund(), await other.refund("everyone")];
  for (const { bytes } of asked) await world.submitBytes(bytes);
  await world.submitBytes((await bad.refund()).bytes);
  await world.submitBytes((await new Author().refund()).bytes);
  await world.submitBytes((await good.refund("energy", other.pkSign)).bytes);
  await world.endRound();
  // Once more: the first one counts.
  await world.submitBytes((await good.refund()).bytes);
  await world.endRound();
  expect(await requested()).toEqual([]);
  await daysLater(1);
  expect((await requested()).sort()).toEqual(asked.map(({ request }) => request).sort());
  await daysLater(1);
  expect(await refundLeaves()).toHaveLength(1);

  await world.submitBytes(bad.signed("appeal", { ruling: 2, text: "Against none." }));
  await world.endRound();
  expect((await readQueue(world.stateDir)).items).toMatchObject([{ appeal: null }]);
  await world.submitBytes(bad.signed("appeal", { ruling: 1, text: "Two others saw it." }));
  await world.endRound();
  const appealed = { report: bad.report, appeal: "Two others saw it." };
  expect((await readQueue(world.stateDir)).items).toMatchObject([appealed]);
  await rule(bad.report, "no-abuse");
  expect((await readQueue(world.stateDir)).items).toMatchObject([{ appeal: null }]);
  const last = await bad.refund();
  await world.submitBytes(last.bytes);
  await world.endRound();
  await daysLater(1);
  expect(await requested()).toContain(last.request);
});

test("the issuer's answer to a leaf is a public leaf, and nobody else's", async () => {
  const keyId = toBase64Url(systemRandom.bytes(32));
  const answers = { v: 1 as const, leaf: 7, keys: [{ keyId, signed: [""] }] };
  const signedBy = (key: Ed25519SigningKey) => {
    return { answers, signature: toBase64Url(signDocument("refunds-signed", answers, key)) };
  };
  const stranger = signedBy(ed25519SigningKey(systemRandom.bytes(32)));
  await expect(world.post(stranger)).rejects.toThrow();
  const refunds = signedBy(world.issuer.signingKey);
  expect(await world.post(refunds)).toBeNull();
  expect(await world.post(refunds)).toBeNull();
  await world.endRound();
  expect(await world.post(refunds)).toBeGreaterThan(0);
  const told = (await world.read()).leaves.flatMap(({ leaf }) =>
    leaf.kind === "refunds-signed" ? leaf : [],
  );
  expect(told).toEqual([{ kind: "refunds-signed", refunds }]);
});

test("nothing of an appeal is in what others download", async () => {
  const { leaves } = await world.read(await world.readKeys());
  expect(JSON.stringify(leaves)).not.toContain("Two others saw it");
});

test("who seizes the exchange sees which pseudonyms have asked, and no request of them", async () => {
  const told = (await requested()).map((it) => Buffer.from(it, "base64url").toString("hex"));
  await world.stop();
  const { tables } = await seize(world.stateDir);
  const refunds = tables.find(({ name }) => name === "refund");
  expect(refunds?.columns).toEqual(["pk_sign", "day", "key_id", "request", "sum"]);
  expect(refunds?.rows).toHaveLength(told.length);
  for (const request of told) expect(JSON.stringify(refunds)).not.toContain(request);
  await world.start();
});
