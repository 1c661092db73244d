import { sha256 } from "@tocsin/crypto";
import { compareBytes, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { bytesOf, sealedMessageBytes, type Submission } from "@tocsin/wire";
import { afterAll, beforeAll, expect, test } from "vitest";

import { roundMessagesMax } from "../src/limits.ts";
import type { ExaminedMessage } from "../src/round/examine-parcel.ts";
import { planParcels } from "../src/round/plan-parcels.ts";
import { bodyOf, envelopeHash, World } from "../src/testing/index.ts";

let world: World;

beforeAll(async () => {
  const purposes = ["report", "read", "message", "vote"] as const;
  const classes = ["energy", "health", "everyone"];
  const keys = classes.flatMap((of) => purposes.map((purpose) => ({ class: of, purpose })));
  world = await World.open({ keys });
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function messageParcel(of = "everyone", purpose: "message" | "vote" = "message") {
  const token = await world.issuer.token(world.epoch, of, purpose);
  const sealed = toBase64Url(systemRandom.bytes(sealedMessageBytes));
  return { v: 1, kind: "message", sealed, token: toBase64Url(token) };
}

async function voteParcel(pkSign: string, vote: string, of = "energy") {
  const token = await world.issuer.token(world.epoch, of, "vote");
  return { v: 1, kind: "vote", pkSign, vote, token: toBase64Url(token) };
}

async function published(): Promise<{ readonly report: string; readonly of: Submission }> {
  const of = await world.author({ audience: "class:energy" }).report(bodyOf("voted"));
  await world.submit(of);
  await world.endRound();
  return { report: toBase64Url(envelopeHash(of)), of };
}

test("messages are published for all members in the order of their hashes, without their tokens", async () => {
  const parcels = await Promise.all(Array.from({ length: 5 }, () => messageParcel()));
  const leaves = await world.inRound(...parcels);
  const hashes = leaves.map((it) =>
    it.kind === "message" ? toBase64Url(sha256(bytesOf(it.sealed))) : it.kind,
  );
  const expected = parcels.map(({ sealed }) => sha256(bytesOf(sealed))).sort(compareBytes);
  expect(hashes).toEqual(expected.map(toBase64Url));
  expect(JSON.stringify(leaves)).not.toContain("token");
});

test("a token pays for one message: the same one again, another one, one of a round before", async () => {
  const first = await messageParcel();
  const other = { ...(await messageParcel()), token: first.token };
  expect(await world.inRound(first, first, other)).toHaveLength(1);
  expect(await world.inRound(first, other)).toEqual([]);
});

test("what is no message, or not paid by a message token, is not published", async () => {
  const good = await messageParcel();
  const forged = bytesOf(good.token);
  forged[300] = (forged[300] ?? 0) ^ 1;
  const leaves = await world.inRound(
    await messageParcel("everyone", "vote"),
    { ...good, token: toBase64Url(forged) },
    { ...good, sealed: toBase64Url(new Uint8Array(sealedMessageBytes - 1)) },
    { ...good, to: "someone" },
    { ...good, kind: "letter" },
    { ...good, v: 2 },
    [good],
    null,
  );
  expect(leaves).toEqual([]);
});

test("votes are told as coarse counts to the report's audience, when a count comes into a bucket", async () => {
  const { report, of } = await published();
  const { pkSign } = of.envelope;
  const first = await world.inRound(await voteParcel(pkSign, "confirm"));
  expect(first).toMatchObject([
    { kind: "votes", report, counts: [{ vote: "confirm", votes: "1" }] },
  ]);
  expect(Object.keys(first[0] ?? {}).sort()).toEqual(["counts", "kind", "report", "round"]);
  const second = await world.inRound(
    await voteParcel(pkSign, "confirm"),
    await voteParcel(pkSign, "abuse", "health"),
  );
  expect(second).toMatchObject([
    {
      counts: [
        { vote: "confirm", votes: "2-4" },
        { vote: "abuse", votes: "1" },
      ],
    },
  ]);
  expect(await world.inRound(await voteParcel(pkSign, "confirm"))).toEqual([]);
});

test("a confirmation counts from within the class alone, and no vote counts on what is not there", async () => {
  const { of } = await published();
  const leaves = await world.inRound(
    await voteParcel(of.envelope.pkSign, "confirm", "health"),
    await voteParcel(of.envelope.pkSign, "confirm", "everyone"),
    await voteParcel(toBase64Url(new Uint8Array(32).fill(9)), "confirm"),
  );
  expect(leaves).toEqual([]);
});

test("a vote's token votes once", async () => {
  const { of } = await published();
  const vote = await voteParcel(of.envelope.pkSign, "confirm");
  expect(await world.inRound(vote, { ...vote, vote: "abuse" })).toHaveLength(1);
  expect(await world.inRound(vote, { ...vote, vote: "abuse" })).toEqual([]);
});

test("a round takes so many messages and leaves the others to the next", () => {
  const messages = Array.from({ length: roundMessagesMax + 3 }, (_, at): ExaminedMessage => {
    const id = sha256(utf8(String(at)));
    const spend = { epoch: world.epoch, id };
    return { ok: true, kind: "message", id, sealed: "", spend, json: id };
  });
  const plan = planParcels(
    messages,
    () => false,
    () => null,
  );
  expect([plan.messages.length, plan.carried.length]).toEqual([roundMessagesMax, 3]);
  const ids = plan.messages.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted(compareBytes));
});
