import { taxiiStoreInMemory } from "@tocsin/store";
import { expect, test } from "vitest";

import { PageCache, toldOfChanges } from "./page-cache.ts";

const answer = (body: string) => ({ status: 200, headers: {}, body });

function counting(body = "x") {
  let made = 0;
  const make = () => {
    made += 1;
    return Promise.resolve(answer(`${body}${made}`));
  };
  return { make, count: () => made };
}

test("a page is made once, for those who ask together too, until something changes", async () => {
  const cache = new PageCache();
  const { make, count } = counting();
  const both = await Promise.all([cache.page("a", make), cache.page("a", make)]);
  expect(both).toEqual([answer("x1"), answer("x1")]);
  expect(await cache.page("a", make)).toEqual(answer("x1"));
  expect(await cache.page("b", make)).toEqual(answer("x2"));
  cache.forget();
  expect(await cache.page("a", make)).toEqual(answer("x3"));
  expect(count()).toBe(3);
});

test("a page that was begun before a change is not kept after it", async () => {
  const cache = new PageCache();
  let finish: (value: ReturnType<typeof answer>) => void = () => undefined;
  const slow = cache.page("a", () => new Promise((resolve) => (finish = resolve)));
  cache.forget();
  finish(answer("old"));
  expect(await slow).toEqual(answer("old"));
  expect(await cache.page("a", () => Promise.resolve(answer("new")))).toEqual(answer("new"));
});

test("failures are not kept, and many large pages make room", async () => {
  const cache = new PageCache();
  await expect(cache.page("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const { make, count } = counting("y".repeat(6 * 1024 * 1024));
  for (const key of ["a", "b", "c", "a"]) await cache.page(key, make);
  expect(count()).toBe(4);
});

test("every change of the store is told before it is acknowledged, one that fails too", async () => {
  let changes = 0;
  await using store = toldOfChanges(taxiiStoreInMemory(), () => (changes += 1));
  const object = { id: "a", type: "x", specVersion: "2.1", version: "1", json: "{}" };
  await store.put("c", [object], 1);
  await store.publish({ cursor: 1, puts: [], removes: [] }, 1);
  const versions = { all: true, first: false, last: false, exact: [] };
  await store.remove("c", "a", { versions });
  expect(changes).toBe(3);
  await expect(store.put("c", undefined as never, 1)).rejects.toThrow();
  expect(changes).toBe(4);
});
