import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { fetchBytes } from "@tocsin/http";
import { canonicalJson, dayMs, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { batchPath, bytesOf, sealedMessageBytes } from "@tocsin/wire";
import { expect, test } from "vitest";

import { messageDays, sightingDays } from "../src/limits.ts";
import {
  bodyOf,
  seize,
  submissionsIn,
  TestIssuer,
  testSighting,
  tracesOf,
  World,
} from "../src/testing/index.ts";

const issuer = new TestIssuer();

test("what is withdrawn is gone from the database, its log and every batch file; the ledger stands", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const kept = await world.author().report(bodyOf("kept-report"));
  const report = await author.report(bodyOf("regretted-report"));
  const amendment = await author.amend(report, bodyOf("regretted-amendment"));
  const withdrawal = await author.withdraw(amendment);
  await world.submit(report);
  await world.submit(kept);
  await world.endRound();
  await world.submit(amendment);
  await world.endRound();
  const before = await world.read(await world.readKeys());
  await world.submit(withdrawal);
  await world.endRound();
  const after = await world.read(await world.readKeys());
  expect(submissionsIn(after)).toEqual([kept, withdrawal]);
  expect(after.batches.flatMap(({ commitments }) => commitments).slice(0, -1)).toEqual(
    before.batches.flatMap(({ commitments }) => commitments),
  );
  for (const name of await readdir(world.stateDir)) {
    if (!name.startsWith("exchange.sqlite")) continue;
    const content = await readFile(path.join(world.stateDir, name));
    expect([name, content.includes("regretted-")]).toEqual([name, false]);
  }
  await world.stop();
  expect(tracesOf(["regretted-"], await seize(world.stateDir))).toEqual([]);
  await world.start();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([kept, withdrawal]);
});

test("a cache that asks about a batch learns that something in it was withdrawn", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("cached"));
  await world.submit(report);
  const url = `${world.exchange.url}${batchPath(world.round)}`;
  await world.endRound();
  const first = await fetchBytes(url, { bytesMax: 100_000 });
  await world.submit(await author.withdraw(report));
  await world.endRound();
  const etag = first.header("etag") ?? "";
  const second = await fetchBytes(url, { bytesMax: 100_000, headers: { "if-none-match": etag } });
  expect(second.status).toBe(200);
  expect(second.header("etag")).not.toBe(etag);
  expect(second.bytes.length).toBeLessThan(first.bytes.length);
});

test("after a withdrawal nothing follows under the pseudonym, and nobody else can withdraw", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("withdrawn"));
  await world.submit(report);
  await world.endRound();
  await world.submit(await world.author().withdraw(report));
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
  const withdrawal = await author.withdraw(report);
  await world.submit(withdrawal);
  await world.endRound();
  await world.submit(await author.amend(withdrawal, bodyOf("again")));
  await world.submit(report);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([withdrawal]);
});

test("letters and sightings go when they are of no use any more; the batches that held them still prove the rest", async () => {
  const keys = (["report", "read", "probe", "message"] as const).map((purpose) => ({
    class: "everyone",
    purpose,
  }));
  await using world = await World.open({ issuer, keys });
  const kept = await world.author({ class: "everyone" }).report(bodyOf("kept-report"));
  const sealed = systemRandom.bytes(sealedMessageBytes);
  const token = toBase64Url(await issuer.token(world.epoch, "everyone", "message"));
  const letter = { v: 1, kind: "message", sealed: toBase64Url(sealed), token };
  const sightings = await Promise.all([1, 1].map((of) => testSighting(issuer, world.epoch, of)));
  await world.submit(kept);
  for (const bytes of [utf8(canonicalJson(letter)), ...sightings.map((it) => it.bytes)]) {
    await world.submitBytes(bytes);
  }
  await world.endRound();
  const readKeys = await world.readKeys("everyone");
  const kinds = async () => (await world.read(readKeys)).leaves.map(({ leaf }) => leaf.kind);
  const before = await world.read(readKeys);
  const after = async (days: number) => {
    world.clock.moveTo(world.clock.now() + days * dayMs);
    await world.endRound();
  };
  await after(sightingDays - 1);
  expect(await kinds()).toEqual(expect.arrayContaining(["submission", "message", "sightings"]));
  await after(1);
  expect(await kinds()).not.toContain("sightings");
  await after(messageDays - sightingDays);
  expect(await kinds()).not.toContain("message");
  const left = await world.read(readKeys);
  expect(submissionsIn(left)).toEqual([kept]);
  const commitments = ({ batches }: typeof left) => batches.flatMap((it) => it.commitments);
  expect(commitments(left).slice(0, commitments(before).length)).toEqual(commitments(before));
  await world.stop();
  const pks = sightings.map(({ sighting }) => bytesOf(sighting.pk));
  expect(tracesOf([sealed, ...pks], await seize(world.stateDir))).toEqual([]);
});
