import { chmodSync, mkdirSync, statSync } from "node:fs";

import { expect, test } from "vitest";

import { keepReserve, networkFileSystem, prepareFile, releaseReserve } from "./files.ts";
import { scratchFolder } from "./scratch-folder.ts";

test("a file that others could read is closed to them", () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  prepareFile(file);
  chmodSync(file, 0o644);
  prepareFile(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("the reserve takes real space, is kept as it is, and can be given back twice", () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  expect(keepReserve(file, 100_000)).toBe(true);
  const { size, mtimeMs } = statSync(`${file}.reserve`);
  expect(size).toBeGreaterThanOrEqual(100_000);
  expect(keepReserve(file, 100_000)).toBe(true);
  expect(statSync(`${file}.reserve`).mtimeMs).toBe(mtimeMs);
  releaseReserve(file);
  releaseReserve(file);
  expect(keepReserve(file, 0)).toBe(true);
});

test("a reserve that cannot be made says so", () => {
  using folder = scratchFolder();
  mkdirSync(folder.file("a.sqlite.reserve"));
  expect(keepReserve(folder.file("a.sqlite"), 100_000)).toBe(false);
});

test("a local folder is no network file system, nor is a missing one", () => {
  using folder = scratchFolder();
  expect(networkFileSystem(folder.file("a.sqlite"))).toBeUndefined();
  expect(networkFileSystem(folder.file("none/a.sqlite"))).toBeUndefined();
});
