import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { resetWorld } from "./reset.ts";

async function scratch(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "tocsin-reset-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("a world's folder is deleted, whole", async () => {
  const dir = path.join(await scratch(), "world");
  for (const name of ["issuer", "key-holder-1", "northmere", "neighbours"]) {
    await mkdir(path.join(dir, name), { recursive: true });
  }
  await writeFile(path.join(dir, "sample-reported"), "");
  await resetWorld(dir);
  await expect(access(dir)).rejects.toMatchObject({ code: "ENOENT" });
});

test("where there is none yet, nothing is to be done", async () => {
  await expect(resetWorld(path.join(await scratch(), "none"))).resolves.toBeUndefined();
});

test("a folder with anything else in it stays as it is", async () => {
  const dir = await scratch();
  await mkdir(path.join(dir, "issuer"));
  await writeFile(path.join(dir, "thesis.txt"), "years of work");
  await expect(resetWorld(dir)).rejects.toMatchObject({ code: "usage" });
  await access(path.join(dir, "thesis.txt"));
  await access(path.join(dir, "issuer"));
});
