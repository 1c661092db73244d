import { randomBytes } from "node:crypto";

import { tieLock } from "@tocsin/crypto";
import { toBase64Url } from "@tocsin/kernel";
import type { Leaf, Submission } from "@tocsin/wire";
import { afterAll, beforeAll, expect, test } from "vitest";

import { bodyOf, envelopeHash, seize, World } from "../src/testing/index.ts";

let world: World;

beforeAll(async () => {
  const purposes = ["report", "read", "message", "vote"] as const;
  const classes = ["energy", "health"];
  const keys = classes.flatMap((of) => purposes.map((purpose) => ({ class: of, purpose })));
  world = await World.open({ keys });
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

interface Said {
  readonly parcel: { readonly token: string };
  readonly off: object;
}

/** Bytes that nobody has seen before, so that they can be looked for. */
async function say(
  pair: readonly Submission[],
  says: "together" | "apart",
  of = "energy",
  purpose: "vote" | "message" = "vote",
): Promise<Said> {
  const secret = randomBytes(32);
  const [a, b] = pair.map(({ envelope }) => envelope.pkSign).sort();
  const token = toBase64Url(await world.issuer.token(world.epoch, of, purpose));
  const lock = toBase64Url(tieLock(secret));
  const parcel = { v: 1, kind: "tie", a, b, says, lock, token };
  return { parcel, off: { v: 1, kind: "tie-off", secret: toBase64Url(secret) } };
}

async function published(
  ...audiences: readonly ("members" | `class:${string}`)[]
): Promise<Submission[]> {
  const reports: Submission[] = [];
  for (const audience of audiences) {
    const report = await world.author({ audience }).report(bodyOf(`tied-${reports.length}`));
    await world.submit(report);
    reports.push(report);
  }
  await world.endRound();
  return reports;
}

const counts = (leaves: readonly Leaf[]): unknown =>
  leaves.map((it) => (it.kind === "ties" ? it.counts : it.kind));

test("what classes say of two reports is told in coarse counts, with neither token, lock nor sender", async () => {
  const pair = await published("members", "members");
  const said = [
    await say(pair, "apart"),
    await say(pair, "apart"),
    await say(pair, "together", "health"),
  ];
  const [leaf, ...rest] = await world.inRound(...said.map(({ parcel }) => parcel));
  expect(rest).toEqual([]);
  const [a, b] = pair.map((it) => toBase64Url(envelopeHash(it))).sort();
  expect(leaf).toEqual({
    ...{ kind: "ties", round: world.round - 1, a, b },
    counts: [
      { class: "energy", says: "apart", votes: "2-4" },
      { class: "health", says: "together", votes: "1" },
    ],
  });
  const [first] = said;
  const [third] = await world.inRound((await say(pair, "apart")).parcel, first?.parcel ?? {});
  expect(third).toBeUndefined();
});

test("a flood of one class is one bucket, and its number is told once", async () => {
  const pair = await published("members", "members");
  const flood = await Promise.all(Array.from({ length: 12 }, () => say(pair, "together")));
  const leaves = await world.inRound(...flood.map(({ parcel }) => parcel));
  expect(counts(leaves)).toEqual([[{ class: "energy", says: "together", votes: "10+" }]]);
  expect(await world.inRound((await say(pair, "together")).parcel)).toEqual([]);
});

test("a token says one thing once; another purpose, another's secret and what is not there say nothing", async () => {
  const pair = await published("members", "members");
  const said = await say(pair, "together");
  const turned = { ...(await say(pair, "apart")).parcel, token: said.parcel.token };
  expect(await world.inRound(said.parcel, turned)).toHaveLength(1);
  const stranger = await say(
    [pair[0], await world.author().report(bodyOf("no"))].flatMap((it) => it ?? []),
    "apart",
  );
  const leaves = await world.inRound(
    said.parcel,
    turned,
    (await say(pair, "apart", "energy", "message")).parcel,
    (await say(pair, "apart")).off,
    stranger.parcel,
  );
  expect(leaves).toEqual([]);
});

test("what is taken back is told as gone, also in the round in which it was said", async () => {
  const pair = await published("members", "members");
  const [said, other] = [await say(pair, "together"), await say(pair, "apart")];
  expect(await world.inRound(said.parcel)).toHaveLength(1);
  expect(counts(await world.inRound(said.off, other.parcel, other.off))).toEqual([[]]);
  expect(await world.inRound(said.off)).toEqual([]);
});

test("who may read one of the two alone reads nothing of them", async () => {
  const pair = await published("members", "class:energy");
  const leaves = await world.inRound((await say(pair, "together")).parcel);
  expect(counts(leaves)).toEqual([[{ class: "energy", says: "together", votes: "1" }]]);
  const others = (await world.read(await world.readKeys("health"))).leaves;
  const told = others.filter(({ leaf }) => leaf.kind === "ties" && leaf.round === world.round - 1);
  expect(told).toEqual([]);
});

test("who seizes the exchange finds the class and the pair, by random numbers, and no token", async () => {
  const pair = await published("members", "members");
  const { parcel } = await say(pair, "apart", "health");
  await world.inRound(parcel);
  const { tables } = await seize(world.stateDir);
  const names = new Set(pair.map((it) => Buffer.from(envelopeHash(it)).toString("hex")));
  const rows = tables.find(({ name }) => name === "tie")?.rows ?? [];
  const own = rows.filter((row) => names.has(row[1] ?? ""));
  expect(own.map((row) => row.slice(3, 6))).toEqual([["health", "apart", "members"]]);
  const locks = rows.map(([lock]) => lock ?? "");
  expect(locks).toEqual(locks.toSorted());
  const token = Buffer.from(parcel.token, "base64url").toString("hex");
  expect(JSON.stringify(tables)).not.toContain(token);
});
