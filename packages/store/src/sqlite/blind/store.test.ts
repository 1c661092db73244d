import type { Epoch } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { scratchFolder } from "../engine/scratch-folder.ts";
import { openBlindStore } from "./store.ts";

const epoch = "2026-12" as Epoch;
const later = "2027-01" as Epoch;
const bytes = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const domain = (name: string) => ({
  type: "domain",
  value: `${name}.example`,
  key: "high" as const,
});
const address = { type: "ipv4", value: "192.0.2.1", key: "low" as const };

test("values wait in order under their key, once, and have their tag after it", async () => {
  using folder = scratchFolder();
  const file = folder.file("blind.sqlite");
  {
    await using store = await openBlindStore({ file });
    expect(await store.queue(epoch, [domain("a"), domain("b"), address])).toBe(3);
    expect(await store.queue(epoch, [domain("b"), domain("c")])).toBe(1);
    expect(await store.waitingCount(epoch)).toEqual({ high: 3, low: 1 });
    const [a, b] = await store.waiting(epoch, "high", 2);
    expect([a?.value, b?.value]).toEqual(["a.example", "b.example"]);
    expect(await store.evaluated(epoch, address)).toBe("waiting");
    expect(await store.evaluated(epoch, { type: "domain", value: "x.example" })).toBeUndefined();
    await store.saveEvaluated(epoch, [
      { type: "ipv4", value: "192.0.2.1", tag: bytes(1), pairKey: bytes(2) },
      { type: "ipv4", value: "192.0.2.9", tag: bytes(3), pairKey: bytes(4) },
    ]);
  }
  await using store = await openBlindStore({ file });
  const known = { type: "ipv4", value: "192.0.2.1", tag: bytes(1), pairKey: bytes(2) };
  expect(await store.evaluated(epoch, address)).toEqual(known);
  expect(await store.byTag(epoch, bytes(1))).toEqual(known);
  expect(await store.byTag(epoch, bytes(3))).toBeUndefined();
  expect(await store.byTag(later, bytes(1))).toBeUndefined();
  expect(await store.waitingCount(epoch)).toEqual({ high: 3, low: 0 });
  expect(await store.queue(epoch, [address])).toBe(0);
  expect(await store.queue(later, [address])).toBe(1);
  await store.dropBefore(later);
  expect(await store.evaluated(epoch, address)).toBeUndefined();
  expect(await store.waitingCount(later)).toEqual({ high: 0, low: 1 });
});
