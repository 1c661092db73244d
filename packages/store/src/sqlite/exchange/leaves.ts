/** Writing leaves, their details and the index of their observables. */

import { assert, readUint } from "@tocsin/kernel";

import { type NewLeaf, observableKeyBytes } from "../../exchange-store.ts";
import type { Writer } from "../engine/index.ts";

export function insertLeaves(db: Writer, first: number, leaves: readonly NewLeaf[]): void {
  for (const [at, leaf] of leaves.entries()) {
    const position = first + at;
    db.run(
      "INSERT INTO leaf VALUES (?, ?, ?, ?)",
      position,
      leaf.commitment,
      leaf.audience,
      leaf.previous,
    );
    db.run("INSERT INTO detail VALUES (?, ?, ?, ?)", position, leaf.salt, leaf.keys, leaf.detail);
    if (leaf.untilRound === undefined) continue;
    db.run("INSERT INTO expiring VALUES (?, ?)", leaf.untilRound, position);
  }
  insertObservables(db, first, leaves);
}

/** The keys in a row of `keys`. */
export function* keysIn(keys: Uint8Array): Iterable<Uint8Array> {
  assert(keys.length % observableKeyBytes === 0, "whole observable keys");
  for (let at = 0; at < keys.length; at += observableKeyBytes) {
    yield keys.subarray(at, at + observableKeyBytes);
  }
}

/**
 * In the order of the first bytes of the keys: the index is far larger than the page cache, and in
 * order each of its pages is touched once.
 */
function insertObservables(db: Writer, first: number, leaves: readonly NewLeaf[]): void {
  const entries = leaves.flatMap(({ keys }, at) =>
    Array.from(keysIn(keys), (key) => ({ key, position: first + at })),
  );
  const order = Float64Array.from(entries, ({ key }, at) => readUint(key, 0, 4) * 2 ** 21 + at);
  assert(entries.length < 2 ** 21, "observables of one round");
  for (const place of order.sort()) {
    const entry = entries[place % 2 ** 21];
    assert(entry, "observable in order");
    db.run(
      "INSERT INTO observable VALUES (?, ?) ON CONFLICT DO NOTHING",
      entry.key,
      entry.position,
    );
  }
}
