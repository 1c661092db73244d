import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";

import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import type { Notice } from "./messages.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import { type ScratchFolder, scratchFolder } from "./scratch-folder.ts";

const mebibyte = 1024 * 1024;

/** A disk of 16 MiB; undefined without the right to mount one. */
function smallDisk(folder: ScratchFolder): (Disposable & { path: string }) | undefined {
  const path = folder.file("disk");
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return {
    path,
    [Symbol.dispose]: () => {
      execFileSync("umount", ["-l", path]);
    },
  };
}

test("a full disk refuses whole groups loudly, loses nothing acknowledged, and writing works again with space", async (context) => {
  using folder = scratchFolder();
  using disk = smallDisk(folder);
  if (disk === undefined) {
    context.skip("needs the right to mount a small disk");
    return;
  }
  const file = `${disk.path}/state/a.sqlite`;
  const filler = `${disk.path}/filler`;
  writeFileSync(filler, new Uint8Array(6 * mebibyte).fill(1));
  const notices: Notice[] = [];
  const acknowledged: number[] = [];
  {
    await using database = await openDatabase(sampleDatabase, {
      file,
      limits: { reserveBytes: 2 * mebibyte },
      onNotice: (notice) => notices.push(notice),
    });
    const fill = async (from: number) => {
      for (let number = from; number < from + 1000; number += 8) {
        const group = Array.from({ length: 8 }, (_, at) =>
          database.run.keep(number + at, new Uint8Array(50_000)),
        );
        const outcomes = await Promise.allSettled(group);
        const kept = outcomes.filter(({ status }) => status === "fulfilled").length;
        expect([0, 8]).toContain(kept);
        if (kept === 0) return outcomes[0];
        for (let at = 0; at < 8; at += 1) acknowledged.push(number + at);
      }
      return undefined;
    };
    expect(await fill(0)).toMatchObject({ reason: { code: "store-full" } });
    expect(notices.at(-1)).toMatchObject({ kind: "fault", fault: { code: "store-full" } });
    expect(await database.run.numbers()).toEqual(acknowledged);
    rmSync(filler);
    await database.run.keep(5000, new Uint8Array(50_000));
    acknowledged.push(5000);
    expect(notices.at(-1)).toEqual({ kind: "recovered" });
    expect(await fill(10_000)).toMatchObject({ reason: { code: "store-full" } });
    expect(await database.run.numbers()).toEqual(acknowledged);
  }
  await using again = await openDatabase(sampleDatabase, { file, onNotice: () => undefined });
  await again.check();
  expect(await again.run.numbers()).toEqual(acknowledged);
});

test("a limit on the file refuses as a full disk does, and what is deleted makes room", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const notices: string[] = [];
  await using database = await openDatabase(sampleDatabase, {
    file,
    limits: { fileBytesMax: mebibyte },
    onNotice: ({ kind }) => notices.push(kind),
  });
  const large = Array.from({ length: 40 }, (_, at) =>
    database.run.keep(at, new Uint8Array(50_000)),
  );
  const outcomes = await Promise.allSettled(large);
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(outcomes[0]).toMatchObject({ reason: { code: "store-full" } });
  expect(await database.run.numbers()).toEqual([]);
  for (let at = 0; at < 5; at += 1) await database.run.keep(at, new Uint8Array(50_000));
  await expect(database.run.keep(9, new Uint8Array(900_000))).rejects.toMatchObject({
    code: "store-full",
  });
  await database.run.drop(0);
  await database.run.keep(9, new Uint8Array(400_000));
  expect(notices).toEqual(["migrated", "fault", "recovered", "fault", "recovered"]);
});

test("the reserve is set aside, given back when asked, and its lack is said", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const reserve = `${file}.reserve`;
  {
    await using database = await openDatabase(sampleDatabase, { file });
    expect(existsSync(reserve)).toBe(true);
    await database.releaseReserve();
    expect(existsSync(reserve)).toBe(false);
  }
  const notices: Notice[] = [];
  mkdirSync(reserve);
  const database = await openDatabase(sampleDatabase, {
    file,
    onNotice: (notice) => notices.push(notice),
  });
  await database[Symbol.asyncDispose]();
  expect(notices).toEqual([{ kind: "no-reserve" }]);
});
