import { compareBytes, type Round, systemRandom } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { partRoundsMax } from "../src/limits.ts";
import {
  bodyOf,
  envelopeHash,
  sealDummy,
  sealSubmission,
  submissionBytes,
  submissionsIn,
  TestIssuer,
  World,
} from "../src/testing/index.ts";

const issuer = new TestIssuer();

test("a report is published in its round to everyone of its audience, and to no one else", async () => {
  await using world = await World.open({ issuer });
  const report = await world.author().report(bodyOf("first"));
  expect(await world.submit(report)).toEqual([202]);
  expect(submissionsIn(await world.read())).toEqual([]);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
  expect(submissionsIn(await world.read([]))).toEqual([]);
});

test("a class reads what is for it, another class does not", async () => {
  const keys = ["energy", "health"].flatMap((of) => [
    { class: of, purpose: "report" as const },
    { class: of, purpose: "read" as const },
  ]);
  await using world = await World.open({ issuer, keys });
  const forEnergy = await world.author({ audience: "class:energy" }).report(bodyOf("energy"));
  const forAll = await world.author({ audience: "class:everyone" }).report(bodyOf("everyone"));
  await world.submit(forEnergy);
  await world.submit(forAll);
  await world.endRound();
  const inEnergy = submissionsIn(await world.read(await world.readKeys("energy")));
  expect(inEnergy).toHaveLength(2);
  const inHealth = submissionsIn(await world.read(await world.readKeys("health")));
  expect(inHealth).toEqual([forAll]);
});

test("the order of a batch is that of hashes, not of arrival", async () => {
  await using world = await World.open({ issuer });
  const reports = await Promise.all(
    Array.from({ length: 8 }, (_, at) => world.author().report(bodyOf(`order-${at}`))),
  );
  for (const report of reports) await world.submit(report);
  await world.endRound();
  const published = submissionsIn(await world.read(await world.readKeys()));
  const hashes = published.map(envelopeHash);
  expect(hashes).toHaveLength(8);
  expect(hashes).toEqual(reports.map(envelopeHash).sort(compareBytes));
});

test("a round of dummies publishes nothing, and what is published later is right", async () => {
  await using world = await World.open({ issuer });
  const before = await world.read();
  const gateway = await world.gateway();
  const dummies = await Promise.all([1, 2, 3].map(() => sealDummy(gateway, world.round)));
  for (const it of dummies) {
    expect((await world.send("/capsule", it)).inside?.status).toBe(202);
  }
  await world.endRound();
  expect((await world.read()).batches).toHaveLength(before.batches.length);
  const report = await world.author().report(bodyOf("after"));
  await world.submit(report);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
});

test("a submission of several parts is whole once its last part came, over rounds and a restart", async () => {
  await using world = await World.open({ issuer });
  const report = await world.author().report(bodyOf("large", 400));
  const bytes = submissionBytes(report);
  const gateway = await world.gateway();
  const first = await sealSubmission(gateway, world.round, bytes);
  expect(first.length).toBeGreaterThan(2);
  const id = systemRandom.bytes(16);
  for (let index = 0; index < first.length; index += 1) {
    if (index === 1) await world.restart();
    const parts = await sealSubmission(gateway, world.round, bytes, fixed(id));
    const part = parts[index];
    if (part !== undefined) await world.send("/capsule", part);
    expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([]);
    await world.endRound();
  }
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
});

test("parts of a submission that never becomes whole are given up", async () => {
  await using world = await World.open({ issuer });
  const bytes = submissionBytes(await world.author().report(bodyOf("large", 200)));
  const gateway = await world.gateway();
  const id = systemRandom.bytes(16);
  const [first] = await sealSubmission(gateway, world.round, bytes, fixed(id));
  if (first !== undefined) await world.send("/capsule", first);
  await world.endRound();
  for (let rounds = 0; rounds < partRoundsMax + 1; rounds += 1) await world.endRound();
  const rest = await sealSubmission(gateway, world.round, bytes, fixed(id));
  for (const part of rest.slice(1)) await world.send("/capsule", part);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([]);
});

test("a round that was missed is worked after the restart: nothing that was staged is lost", async () => {
  await using world = await World.open({ issuer });
  const report = await world.author().report(bodyOf("late"));
  await world.submit(report);
  const staged = world.round;
  await world.stop();
  world.clock.moveTo(world.clock.now() + 10 * 60_000);
  await world.start();
  const feed = await world.read(await world.readKeys());
  expect(submissionsIn(feed)).toEqual([report]);
  expect(feed.batches.at(-1)?.header.round).toBe(staged);
});

test("a clock that is set back loses nothing and doubles nothing", async () => {
  await using world = await World.open({ issuer });
  const first = await world.author().report(bodyOf("before"));
  await world.submit(first);
  await world.endRound();
  world.clock.moveTo(world.clock.now() - 2 * 60_000);
  const second = await world.author().report(bodyOf("after"));
  const gateway = await world.gateway();
  // The node's clock is right: it names the round that the exchange will come to again.
  const capsules = await sealSubmission(
    gateway,
    (world.round + 2) as Round,
    submissionBytes(second),
  );
  for (const it of capsules) await world.send("/capsule", it);
  for (let rounds = 0; rounds < 3; rounds += 1) await world.endRound();
  const published = submissionsIn(await world.read(await world.readKeys()));
  expect(published).toHaveLength(2);
  expect(published).toContainEqual(second);
});

test("frames of rounds that are not this one are not taken", async () => {
  await using world = await World.open({ issuer });
  const bytes = submissionBytes(await world.author().report(bodyOf("other-round")));
  for (const offset of [-3, -2, 2, 1000]) {
    const round = (world.round + offset) as Round;
    const capsules = await sealSubmission(await world.gateway(), round, bytes);
    for (const it of capsules) expect((await world.send("/capsule", it)).inside?.status).toBe(202);
  }
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([]);
});

/** Randomness whose first 16 bytes, the submission's id, are given. */
function fixed(id: Uint8Array<ArrayBuffer>) {
  let first = true;
  return {
    bytes: (length: number) => {
      if (!first || length !== id.length) return systemRandom.bytes(length);
      first = false;
      return id;
    },
  };
}
