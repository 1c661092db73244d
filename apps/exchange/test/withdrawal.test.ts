import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { fetchBytes } from "@tocsin/http";
import { batchPath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf, seize, submissionsIn, TestIssuer, tracesOf, World } from "../src/testing/index.ts";

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
