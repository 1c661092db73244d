import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";

import { expect, test } from "vitest";

import {
  createSecret,
  destroySecret,
  openSecretFolder,
  readSecret,
  replaceSecret,
} from "./secret-files.ts";
import { scratchFolder } from "./sqlite/engine/scratch-folder.ts";

test("a secret is its owner's alone, created once, replaced whole, and destroyed", async () => {
  using folder = scratchFolder();
  const inside = folder.file("a/b");
  await openSecretFolder(inside);
  expect(statSync(inside).mode & 0o777).toBe(0o700);
  const file = `${inside}/a.key`;
  // What an interrupted attempt left behind is in nobody's way.
  writeFileSync(`${file}.new`, "");
  await createSecret(inside, "a.key", Uint8Array.of(1, 2));
  await expect(createSecret(inside, "a.key", Uint8Array.of(3))).rejects.toMatchObject({
    code: "file-exists",
  });
  expect(await readSecret(inside, "a.key")).toEqual(Uint8Array.of(1, 2));
  await replaceSecret(inside, "a.key", Uint8Array.of(4));
  expect(readFileSync(file)).toEqual(Buffer.of(4));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await destroySecret(inside, "a.key");
  expect(readdirSync(inside)).toEqual([]);
  expect(await readSecret(inside, "a.key")).toBeUndefined();
  await destroySecret(inside, "a.key");
});

test("no secret is taken from a link, a folder, or a file that others can read", async () => {
  using folder = scratchFolder();
  writeFileSync(folder.file("open"), "x", { mode: 0o644 });
  writeFileSync(folder.file("target"), "x", { mode: 0o600 });
  symlinkSync(folder.file("target"), folder.file("link"));
  for (const name of ["open", "link", "."]) {
    await expect(readSecret(folder.path, name)).rejects.toMatchObject({
      code: "secret-file-exposed",
    });
  }
});
