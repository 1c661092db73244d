import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemRandom } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { createApiKeys, openApiKeyRing } from "./api-keys.ts";

function manualClock(): {
  now: () => number;
  sleep: () => Promise<void>;
  pass: (ms: number) => void;
} {
  let nowMs = 1_000_000;
  return {
    now: () => nowMs,
    sleep: () => Promise.resolve(),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

test("a key is shown once, works in all three ways, and no more once it is removed", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "tocsin-keys-")), "api-keys.json");
  const clock = manualClock();
  const ring = openApiKeyRing(file, { clock, random: systemRandom });
  const { key, secret } = await ring.add("siem", ["taxii:read"]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).not.toContain(secret);
  const keys = createApiKeys(file, clock);
  const basic = Buffer.from(`anything:${secret}`).toString("base64");
  for (const header of [
    `Bearer ${secret}`,
    `Token ${secret}`,
    `token ${secret}`,
    `Basic ${basic}`,
  ]) {
    expect([...((await keys.scopesOf(header)) ?? [])]).toEqual(["taxii:read"]);
  }
  for (const bad of [
    undefined,
    "",
    secret,
    `Bearer ${secret}x`,
    `Digest ${secret}`,
    `Bearer  `,
    `Basic ${Buffer.from(secret).toString("base64")}`,
    `Basic ${Buffer.from(`${secret}:x`).toString("base64")}`,
  ]) {
    expect(await keys.scopesOf(bad)).toBeUndefined();
  }
  expect(await ring.remove("nonsense")).toBe(false);
  expect(await ring.remove(key.id)).toBe(true);
  clock.pass(1000);
  expect(await keys.scopesOf(`Bearer ${secret}`)).toBeUndefined();
});

test("a damaged file lets nobody in", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "tocsin-keys-")), "api-keys.json");
  await writeFile(file, '{"v":1,"keys":[{"scopes":["everything"]}]}');
  await expect(createApiKeys(file, manualClock()).scopesOf("Bearer x")).rejects.toThrow();
});
