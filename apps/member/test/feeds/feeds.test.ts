import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FeedWorld, nowMs } from "./feed-world.ts";

let world: FeedWorld;
let others: FeedWorld["others"];
let imports: FeedWorld["imports"];

beforeEach(async () => {
  world = await FeedWorld.open();
  ({ others, imports } = world);
});

afterEach(() => world[Symbol.asyncDispose]());

describe("feeds", () => {
  test("in private networks and on this machine are refused unless a person has said so", async () => {
    for (const url of [others.url, "http://169.254.169.254/", "http://[::1]/"]) {
      const added = imports.add({ name: url, kind: "list", url });
      await expect(added).rejects.toMatchObject({ code: "address-private" });
    }
    const url = others.url.replace("127.0.0.1", "localhost");
    const { id } = await imports.add({ name: "by name", kind: "list", url });
    await expect(world.sync(id)).rejects.toMatchObject({ code: "address-private" });
    expect(others.asked).toEqual([]);
    const strange = ["ftp://host.example/", "relative.txt", "http://a:b@host.example/"];
    for (const wrong of strange) {
      const added = imports.add({ name: wrong, kind: "list", url: wrong });
      await expect(added).rejects.toMatchObject({ code: "message-invalid" });
    }
  });

  test("are files as well, and lead to nothing outside their folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-feed-"));
    try {
      writeFileSync(join(folder, "list.txt"), "bad.evil.net\nworse.evil.net\n");
      writeFileSync(join(folder, "csaf.txt"), "../secret.json\n");
      const list = await imports.add({ name: "l", kind: "list", url: join(folder, "list.txt") });
      expect(await world.sync(list.id)).toMatchObject({ added: 2 });
      expect(await world.sync(list.id)).toMatchObject({ added: 0, removed: 0 });
      const csaf = await imports.add({ name: "c", kind: "csaf", url: join(folder, "csaf.txt") });
      await expect(world.sync(csaf.id)).rejects.toMatchObject({ code: "message-invalid" });
      const none = await imports.add({ name: "n", kind: "list", url: folder });
      await expect(world.sync(none.id)).rejects.toMatchObject({ code: "document-missing" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("are tested without keeping anything", async () => {
    others.answers = () => "bad.evil.net\nworse.evil.net\n";
    const id = await world.add("list");
    expect(await imports.test(id)).toMatchObject({ items: 2, values: 2 });
    expect(await world.known()).toEqual([]);
    expect((await imports.list())[0]).toMatchObject({ triedMs: null });
  });

  test("that fail are asked later and later, and no sooner than their server asks for", async () => {
    others.answers = () => ({ status: 429, headers: { "retry-after": "7200" } });
    const id = await world.add("list");
    const next = async () => ((await imports.list())[0]?.nextMs ?? 0) - nowMs;
    await expect(world.sync(id)).rejects.toMatchObject({ code: "remote-refused" });
    expect(await next()).toBeGreaterThanOrEqual(7_200_000);
    others.answers = () => ({ status: 503 });
    await expect(world.sync(id)).rejects.toThrow();
    expect(await next()).toBeLessThan(140_000);
    await expect(world.sync(id)).rejects.toThrow();
    expect(await next()).toBeGreaterThanOrEqual(240_000);
    expect((await imports.list())[0]).toMatchObject({ failures: 3, code: "remote-refused" });
  });

  test("are read by their schedule, and a name is given once", async () => {
    others.answers = () => "bad.evil.net\nworse.evil.net\n";
    const stop = new AbortController();
    const running = imports.schedule(stop.signal);
    const seen = new Promise<void>((resolve) => {
      imports.onChange(resolve);
    });
    await world.add("list");
    await seen;
    await expect(world.add("list")).rejects.toMatchObject({ code: "name-taken" });
    stop.abort();
    await running;
    expect(await world.known()).toHaveLength(2);
  });
});
