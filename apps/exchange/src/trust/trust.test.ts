import { canonicalJson, type Epoch, utf8 } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { TestIssuer } from "../testing/index.ts";
import { audiencesOf, trustOf, withAncestors } from "./trust.ts";

const epoch = "2026-11" as Epoch;
const issuer = new TestIssuer();
const ledger = { origin: "a.test", publicKey: new Uint8Array(32) };

function notice(content: object) {
  const leaf = utf8(canonicalJson(content));
  return { id: leaf, kind: "community", leaf, position: null } as const;
}

async function directory(revision: number, ...classes: readonly string[]) {
  const keys = classes.map((of) => ({ class: of, purpose: "report" as const }));
  return notice({
    kind: "key-directory",
    directory: await issuer.directory(epoch, keys, revision),
  });
}

test("without a community there are no classes and no audiences", () => {
  const trust = trustOf([]);
  expect(withAncestors(trust, "energy")).toEqual([]);
  expect(audiencesOf(trust, "energy")).toEqual([]);
});

test("a class reaches itself and everything above it", () => {
  const trust = trustOf([notice({ kind: "community", community: issuer.community(ledger, 1000) })]);
  expect(withAncestors(trust, "energy")).toEqual(["energy", "everyone"]);
  expect(audiencesOf(trust, "energy")).toEqual(["members", "class:energy", "class:everyone"]);
  expect(withAncestors(trust, "constructor")).toEqual([]);
});

test("classes that are each other's parent end", () => {
  const parents = new Map([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(withAncestors({ parents }, "a").length).toBeLessThanOrEqual(64);
});

test("the highest revision of an epoch's directory counts, in whatever order they came", async () => {
  const first = await directory(1, "energy");
  const second = await directory(2, "health");
  for (const order of [
    [first, second],
    [second, first],
  ]) {
    expect(trustOf(order).keys.map((key) => key.class)).toEqual(["health"]);
  }
});
