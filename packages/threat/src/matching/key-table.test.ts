import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { entriesPerKeyMax, KeyTable } from "./key-table.ts";

function valuesOf(table: KeyTable, key: number): number[] {
  const values: number[] = [];
  for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
    values.push(table.value(entry));
  }
  return values;
}

describe("KeyTable", () => {
  it("gives the values of a key, the newest first, and none for another", () => {
    const key = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.nat()), { maxLength: 3000 }), key, (pairs, absent) => {
        const table = new KeyTable();
        const wanted = new Map<number, number[]>();
        for (const [at, [key, value]] of pairs.entries()) {
          if (table.add(key, value)) wanted.set(key, [value, ...(wanted.get(key) ?? [])]);
          else expect(wanted.get(key)?.length ?? at).toBeGreaterThanOrEqual(entriesPerKeyMax);
        }
        for (const [key, values] of wanted) expect(valuesOf(table, key)).toEqual(values);
        if (!wanted.has(absent)) expect(table.first(absent)).toBe(-1);
      }),
      { numRuns: 50 },
    );
  });

  it("holds a hundred thousand keys", () => {
    const table = new KeyTable();
    const keyOf = (at: number): number => Math.imul(at + 1, 0x9e3779b1) >>> 0;
    for (let at = 0; at < 100_000; at += 1) table.add(keyOf(at), at);
    expect(table.count).toBe(100_000);
    for (let at = 0; at < 100_000; at += 997) expect(valuesOf(table, keyOf(at))).toEqual([at]);
  });

  it("refuses more entries of one key, and keys that were made to stand in one place", () => {
    const table = new KeyTable();
    for (let at = 0; at < entriesPerKeyMax; at += 1) expect(table.add(7, at)).toBe(true);
    expect(table.add(7, 0)).toBe(false);
    const crowded = new KeyTable();
    const added = Array.from({ length: 5000 }, (_, at) => crowded.add((at << 27) >>> 0, at));
    expect(added.filter(Boolean).length).toBeLessThan(5000);
  });
});
