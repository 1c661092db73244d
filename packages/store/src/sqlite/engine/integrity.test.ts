import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";

import fc from "fast-check";
import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import type { SqlValue } from "./definition.ts";
import { checkRow, rowSum } from "./integrity.ts";
import type { Notice } from "./messages.ts";
import { crashProcess } from "./testing/crash-process.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import { type ScratchFolder, scratchFolder } from "./scratch-folder.ts";

const pageBytes = 4096;

/** A folder with the file of a database that was closed in order. */
async function filled(): Promise<ScratchFolder & { readonly database: string }> {
  const folder = scratchFolder();
  const file = folder.file("a.sqlite");
  await using database = await openDatabase(sampleDatabase, { file });
  await Promise.all(
    Array.from({ length: 500 }, (_, at) => database.run.keep(at, new Uint8Array(100).fill(at))),
  );
  return { ...folder, database: file };
}

function alter(file: string, change: (content: Buffer) => void): void {
  const content = readFileSync(file);
  change(content);
  writeFileSync(file, content);
}

function flipBit(file: string, place: (length: number) => number): void {
  alter(file, (content) => {
    const at = place(content.length);
    content[at] = (content[at] ?? 0) ^ 1;
  });
}

async function expectRefused(file: string, refusal: object): Promise<void> {
  await expect(openDatabase(sampleDatabase, { file })).rejects.toMatchObject(refusal);
}

/** A database whose last writes are only in its log, as after a power cut. */
async function killed(file: string): Promise<void> {
  const child = crashProcess("write", file, "0");
  await child.said(50);
  await child.kill();
}

test.each([
  ["the header", 0, 100],
  ["the root of a table", 3 * pageBytes, 64],
  ["a page in the middle", 20 * pageBytes, 16],
])("a file with garbage in %s is refused", async (_, at, length) => {
  using folder = await filled();
  const { database: file } = folder;
  alter(file, (content) => content.fill(0xa5, at, at + length));
  await expectRefused(file, { code: "store-damaged" });
});

test("a large file is looked through beside its use, and what is damaged is refused then", async () => {
  using folder = await filled();
  const { database: file } = folder;
  alter(file, (content) => content.fill(0xa5, 20 * pageBytes, 20 * pageBytes + 16));
  const noticed = Promise.withResolvers<Notice>();
  await using database = await openDatabase(sampleDatabase, {
    file,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    limits: { checkedFirstBytesMax: 1 },
    onNotice: (notice) => {
      noticed.resolve(notice);
    },
  });
  expect(await noticed.promise).toMatchObject({ kind: "fault", fault: { code: "store-damaged" } });
  await expect(database.run.echo(1)).rejects.toMatchObject({ code: "store-damaged" });
});

test("a large file that was not closed in order is looked through first", async () => {
  using folder = await filled();
  const { database: file } = folder;
  alter(file, (content) => content.fill(0xa5, 20 * pageBytes, 20 * pageBytes + 16));
  // Not a log that SQLite would read, but one that is there.
  writeFileSync(`${file}-wal`, new Uint8Array(32));
  const opening = openDatabase(sampleDatabase, { file, limits: { checkedFirstBytesMax: 1 } });
  await expect(opening).rejects.toMatchObject({ code: "store-damaged" });
});

test("a file that was cut is refused", async () => {
  using folder = await filled();
  const { database: file } = folder;
  truncateSync(file, statSync(file).size - 3 * pageBytes);
  await expectRefused(file, { code: "store-damaged" });
});

test("damage that the quick check cannot see is found by the full one", async () => {
  using folder = await filled();
  const { database: file } = folder;
  alter(file, (content) => {
    const place = content.indexOf(Buffer.alloc(100, 77));
    expect(place).toBeGreaterThan(0);
    content[place + 50] = 78;
  });
  await using database = await openDatabase(sampleDatabase, { file });
  await expect(database.check()).rejects.toMatchObject({ code: "store-damaged" });
});

test("an undamaged database passes the full check while it is in use", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  await Promise.all([database.run.keep(1, new Uint8Array()), database.check()]);
  expect(await database.run.numbers()).toEqual([1]);
});

test("a log that was lost, cut or bent is noticed: what was acknowledged is missing", async () => {
  const harms: ((log: string) => void)[] = [
    (log) => {
      rmSync(log);
    },
    (log) => {
      truncateSync(log, Math.floor(statSync(log).size / 2));
    },
    (log) => {
      truncateSync(log, 0);
    },
    (log) => {
      flipBit(log, (length) => Math.floor(length / 2));
    },
    (log) => {
      flipBit(log, () => 5);
    },
  ];
  for (const harm of harms) {
    using folder = scratchFolder();
    const file = folder.file("a.sqlite");
    await killed(file);
    harm(`${file}-wal`);
    await expectRefused(file, { code: expect.stringMatching(/^store-(older|damaged)$/) as string });
  }
});

test("an old copy put in the place of the database is noticed", async () => {
  using folder = await filled();
  const { database: file } = folder;
  copyFileSync(file, folder.file("old"));
  {
    await using database = await openDatabase(sampleDatabase, { file });
    await database.run.keep(1000, new Uint8Array());
  }
  copyFileSync(folder.file("old"), file);
  await expectRefused(file, { code: "store-older" });
});

test("a file that was cut to nothing is no new database", async () => {
  using folder = await filled();
  const { database: file } = folder;
  truncateSync(file, 0);
  for (let time = 0; time < 2; time += 1) {
    await expectRefused(file, { code: "store-older" });
  }
});

test("damage that is met in use stops reads and writes, and is said", async () => {
  using folder = await filled();
  const { database: file } = folder;
  const notices: Notice[] = [];
  const database = await openDatabase(sampleDatabase, {
    file,
    limits: { cacheBytes: 0 },
    onNotice: (notice) => notices.push(notice),
  });
  execFileSync(
    "dd",
    ["if=/dev/urandom", `of=${file}`, "bs=4096", "seek=1", "count=30", "conv=notrunc"],
    {
      stdio: "ignore",
    },
  );
  const damaged = { code: "store-damaged" };
  await expect(database.run.numbers()).rejects.toMatchObject(damaged);
  await expect(database.run.echo(1)).rejects.toMatchObject(damaged);
  await expect(database.run.spend(new Uint8Array(32))).rejects.toMatchObject(damaged);
  expect(notices).toMatchObject([{ kind: "fault", fault: damaged }]);
  await database[Symbol.asyncDispose]();
});

test("a symbolic link is no database", async () => {
  using folder = await filled();
  symlinkSync(folder.database, folder.file("b.sqlite"));
  await expectRefused(folder.file("b.sqlite"), {
    code: "store-foreign",
    detail: "a symbolic link",
  });
});

test("a bent mark is noticed, an empty or missing one is not needed", async () => {
  using folder = await filled();
  const { database: file } = folder;
  flipBit(`${file}.mark`, () => 3);
  await expectRefused(file, { code: "store-damaged", detail: "mark" });
  for (const harm of [
    () => {
      writeFileSync(`${file}.mark`, "");
    },
    () => {
      rmSync(`${file}.mark`);
    },
  ]) {
    harm();
    await using database = await openDatabase(sampleDatabase, { file });
    expect(await database.run.numbers()).toHaveLength(500);
  }
});

test("a checksum over a row changes with every value, type and order", () => {
  const anyValue: fc.Arbitrary<SqlValue> = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.string(),
    fc.uint8Array(),
    fc.bigInt(),
  );
  fc.assert(
    fc.property(fc.array(anyValue), fc.array(anyValue), (a, b) => {
      const same = a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
      const alike = JSON.stringify(a, tagged) === JSON.stringify(b, tagged);
      expect(equal(rowSum(...a), rowSum(...b))).toBe(same || alike);
    }),
  );
  expect(rowSum("1")).not.toEqual(rowSum(1));
  expect(rowSum("ab", "c")).not.toEqual(rowSum("a", "bc"));
  expect(rowSum(null)).not.toEqual(rowSum(""));
});

test("a row whose checksum does not fit is damaged", () => {
  const row = { value: "evil.example", kind: "domain", sum: rowSum("evil.example", "domain") };
  expect(() => {
    checkRow(row, "sum", "value", "kind");
  }).not.toThrow();
  for (const bent of [
    { ...row, value: "evil.exampld" },
    { ...row, sum: new Uint8Array(16) },
    { ...row, sum: null },
  ]) {
    expect(() => {
      checkRow(bent, "sum", "value", "kind");
    }).toThrow("damaged");
  }
});

test("no file of the state folder can be read by others", async () => {
  using folder = scratchFolder();
  const file = folder.file("state/deep/a.sqlite");
  await using database = await openDatabase(sampleDatabase, { file });
  await database.run.keep(1, new Uint8Array());
  for (const suffix of ["", "-wal", "-shm", ".lock", ".mark", ".reserve"]) {
    expect([suffix, existsSync(file + suffix), statSync(file + suffix).mode & 0o077]).toEqual([
      suffix,
      true,
      0,
    ]);
  }
  expect(statSync(folder.file("state")).mode & 0o077).toBe(0);
  expect(statSync(folder.file("state/deep")).mode & 0o077).toBe(0);
});

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function tagged(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return ["n", value.toString()];
  if (typeof value === "number") return ["n", value.toString()];
  return value;
}
