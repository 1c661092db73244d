import { cp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { fetchBytes } from "@tocsin/http";
import { batchPath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf, submissionsIn, TestIssuer, World } from "../src/testing/index.ts";

const issuer = new TestIssuer();

async function worldWithReports(count = 3): Promise<World> {
  const world = await World.open({ issuer });
  for (let at = 0; at < count; at += 1) {
    await world.submit(await world.author().report(bodyOf(`stored-${at}`)));
    await world.endRound();
  }
  return world;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((it) => it.isFile()).map((it) => path.join(it.parentPath, it.name));
}

async function turnBit(file: string, at: number): Promise<void> {
  const content = await readFile(file);
  content[at] = (content[at] ?? 0) ^ 0x10;
  await writeFile(file, content);
}

/** The code with which the start is refused, or "started". */
async function startCode(world: World): Promise<string> {
  try {
    await world.start();
    return "started";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    await world.stop();
  }
}

test("a turned bit in any file of the feed is noticed at the start, and nothing is signed", async () => {
  await using world = await worldWithReports();
  await world.stop();
  const feed = path.join(world.stateDir, "feed");
  for (const file of await filesIn(feed)) {
    const whole = await readFile(file);
    await turnBit(file, Math.floor(whole.length / 2));
    expect([path.relative(feed, file), await startCode(world)]).toEqual([
      path.relative(feed, file),
      "ledger-damaged",
    ]);
    await writeFile(file, whole);
  }
  expect(await startCode(world)).toBe("started");
});

test.each([
  ["a commitment", "UPDATE leaf SET commitment = randomblob(32) WHERE position = 4"],
  ["a detail", "UPDATE detail SET leaf = CAST('{}' AS BLOB) WHERE position = 4"],
  ["a salt", "UPDATE detail SET salt = zeroblob(32) WHERE position = 4"],
  ["a tile", "UPDATE tile SET hashes = zeroblob(length(hashes))"],
  ["a leaf that is gone", "DELETE FROM leaf WHERE position = 4"],
  ["a leaf too many", "INSERT INTO leaf SELECT 99, commitment, audience, NULL FROM leaf LIMIT 1"],
  ["a batch that is gone", "DELETE FROM batch WHERE first = 4"],
  ["a batch's range", "UPDATE batch SET leaves = 9 WHERE first = 4"],
  ["the size", "UPDATE ledger SET size = 3"],
  ["the checkpoint", "UPDATE ledger SET checkpoint = replace(checkpoint, 'ledger', 'ledges')"],
  ["the ledger's row", "DELETE FROM ledger"],
  ["a notice", "UPDATE notice SET leaf = CAST('{}' AS BLOB)"],
  ["a gateway key", "UPDATE gateway_key SET secret = zeroblob(32)"],
  ["the spent set", "DELETE FROM spent WHERE id IN (SELECT id FROM spent LIMIT 1)"],
])("%s that was changed in the database stops the start", async (_, sql) => {
  await using world = await worldWithReports(2);
  await world.stop();
  const database = new DatabaseSync(path.join(world.stateDir, "exchange.sqlite"));
  database.exec(sql);
  database.close();
  expect(["ledger-damaged", "ledger-behind", "store-damaged"]).toContain(await startCode(world));
});

test("an old copy of the database refuses to sign: it was marked, and the checkpoint is newer", async () => {
  await using world = await worldWithReports(1);
  await world.stop();
  const file = path.join(world.stateDir, "exchange.sqlite");
  await cp(file, `${file}.copy`);
  await world.start();
  await world.submit(await world.author().report(bodyOf("after-copy")));
  await world.endRound();
  await world.stop();
  await cp(`${file}.copy`, file);
  expect(await startCode(world)).toBe("store-older");
  // As a backup that was put back with everything that belongs to the database.
  await rm(`${file}.mark`);
  expect(await startCode(world)).toBe("ledger-behind");
});

test("another ledger's checkpoint in the feed refuses to sign", async () => {
  await using world = await worldWithReports(1);
  await world.stop();
  const file = path.join(world.stateDir, "feed", "checkpoint");
  const note = await readFile(file, "utf8");
  await writeFile(file, note.replace("exchange.test", "exchange.fake"));
  expect(await startCode(world)).toBe("ledger-damaged");
});

test("a lost key of a ledger is not replaced by a new one; others may not read it", async () => {
  await using world = await worldWithReports(1);
  await world.stop();
  const file = path.join(world.stateDir, "ledger.key");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await cp(file, `${file}.away`);
  await rm(file);
  expect(await startCode(world)).toBe("ledger-key-missing");
  await cp(`${file}.away`, file);
  expect(await startCode(world)).toBe("started");
});

test("lost files of the feed are made again from the store", async () => {
  await using world = await worldWithReports();
  const before = await world.read(await world.readKeys());
  await world.stop();
  await rm(path.join(world.stateDir, "feed"), { recursive: true });
  await world.start();
  const after = await world.read(await world.readKeys());
  expect(submissionsIn(after)).toEqual(submissionsIn(before));
  expect(after.followed).toEqual(before.followed);
});

test("a batch file that is damaged while the exchange runs is not served, and stops the signing", async () => {
  await using world = await worldWithReports(1);
  const round = (await world.read()).batches.at(-1)?.header.round;
  if (round === undefined) throw new Error("no batch");
  await world.restart();
  const folder = path.join(world.stateDir, "feed", "batches");
  const file = (await filesIn(folder)).find((name) => name.endsWith(`/${round}`)) ?? "";
  await turnBit(file, 900);
  const url = `${world.exchange.url}${batchPath(round)}`;
  const { status } = await fetchBytes(url, { bytesMax: 1024 * 1024 });
  expect(status).toBe(500);
  expect((await fetch(`${world.exchange.url}/readyz`)).status).toBe(503);
});

test("two exchanges do not run on one folder", async () => {
  await using world = await worldWithReports(1);
  await using second = await World.at(world.stateDir, { issuer });
  expect(await startCode(second)).toBe("store-in-use");
});
