import { systemRandom, uniformInt } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import { crashProcess } from "./testing/crash-process.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import { scratchFolder } from "./scratch-folder.ts";

const kills = 25;

test(`after ${kills} kills at random moments every acknowledged row is there, whole`, async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const acknowledged = new Set<number>();
  let next = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const moment = uniformInt(systemRandom, 400);
    const child = crashProcess("write", file, String(next));
    await child.said(moment + 1);
    await child.kill();
    for (const line of child.lines) acknowledged.add(Number(line));
    next = Math.max(next, ...acknowledged) + 1000;
  }
  await using database = await openDatabase(sampleDatabase, { file });
  await database.check();
  const kept = new Set(await database.run.numbers());
  expect(acknowledged.size).toBeGreaterThanOrEqual(kills);
  expect([...acknowledged].filter((number) => !kept.has(number))).toEqual([]);
  for (const number of [...acknowledged].slice(-100)) {
    expect(await database.run.noteAt(number)).toEqual(new Uint8Array(200).fill(number % 251));
  }
});

test("a folder in use is refused to a second client and to a second process, and free after a kill", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const first = crashProcess("write", file, "0");
  await first.said(1);
  await expect(openDatabase(sampleDatabase, { file })).rejects.toMatchObject({
    code: "store-in-use",
  });
  const second = crashProcess("open", file);
  await second.ended();
  expect(second.lines).toEqual(["store-in-use"]);
  await first.kill();
  {
    await using database = await openDatabase(sampleDatabase, { file });
    await expect(openDatabase(sampleDatabase, { file })).rejects.toMatchObject({
      code: "store-in-use",
    });
    const third = crashProcess("open", file);
    await third.ended();
    expect(third.lines).toEqual(["store-in-use"]);
    expect(await database.run.numbers()).not.toEqual([]);
  }
  const last = crashProcess("open", file);
  await last.ended();
  expect(last.lines).toEqual(["opened"]);
});
