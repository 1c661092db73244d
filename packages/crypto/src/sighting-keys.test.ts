import type { Epoch } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { deriveSightingSecrets } from "./sighting-keys.ts";

const master = new Uint8Array(32).fill(1);
const tag = new Uint8Array(32).fill(2);
const epoch = "2026-11" as Epoch;

test("a sighting's key and secret depend on master key, epoch and tag, and on nothing else", async () => {
  const first = await deriveSightingSecrets(master, epoch, tag);
  expect(await deriveSightingSecrets(master.slice(), epoch, tag.slice())).toEqual(first);
  expect(first.keys.publicKey).toHaveLength(32);
  expect(first.withdrawal).toHaveLength(16);
  const others = await Promise.all([
    deriveSightingSecrets(new Uint8Array(32).fill(3), epoch, tag),
    deriveSightingSecrets(master, "2026-12" as Epoch, tag),
    deriveSightingSecrets(master, epoch, new Uint8Array(32).fill(3)),
  ]);
  const keys = [first, ...others].map(({ keys: of }) => of.publicKey.join());
  const secrets = [first, ...others].map(({ withdrawal }) => withdrawal.join());
  expect(new Set(keys).size).toBe(4);
  expect(new Set(secrets).size).toBe(4);
});

test("a master key or a tag of another length is refused", async () => {
  await expect(deriveSightingSecrets(master.slice(1), epoch, tag)).rejects.toThrow();
  await expect(deriveSightingSecrets(master, epoch, tag.slice(1))).rejects.toThrow();
});
