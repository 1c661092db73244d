import { capsulePath } from "@tocsin/wire";
import { describe, expect, it } from "vitest";

import { readWorldOptions } from "./options.ts";
import { playWorld } from "./play-world.ts";
import { hour, month } from "./short-worlds.ts";

describe("with all their cryptography, in rounds of an hour", () => {
  it.each([1])(
    "seed %i: nothing is lost or doubled, nobody sends twice, all have one ledger",
    async (seed) => {
      const { broken, reports, capsules } = await playWorld({ ...hour, crypto: "whole", seed });
      expect({ seed, broken }).toEqual({ seed, broken: [] });
      expect(reports).toBeGreaterThan(3);
      expect(capsules).toBeGreaterThan(90);
    },
  );
});

describe("the same seed", () => {
  it("plays the same world to the last bit of its ledger, also in rounds of an hour", async () => {
    for (const plan of [hour, { ...month, days: 10 }]) {
      const first = await playWorld({ ...plan, seed: 1 });
      expect(await playWorld({ ...plan, seed: 1 })).toEqual(first);
      expect(first.broken).toEqual([]);
    }
  });

  it("shows what must not be", async () => {
    const { reports, broken } = await playWorld({ ...hour, seed: 1 }, (world) => {
      const [report] = world.exchange.accepted;
      if (report !== undefined) world.exchange.accepted.push(report);
      for (let at = 0; at < 2; at += 1) {
        world.onRequest("node-1", {
          method: "POST",
          url: capsulePath,
          deadlineMs: 1,
          bytesMax: 1,
        });
      }
    });
    expect(broken).toEqual([
      "node-1 sent at another moment",
      "node-1 sent twice in a round",
      "a report is in the ledger twice",
      `${reports} reports were shared, ${reports + 1} are in the ledger`,
    ]);
  });
});

it.each([
  [["--seeds", "0"]],
  [["--nodes", "1"]],
  [["--round-minutes", "1441"]],
  [["--days", "x"]],
  [["--color"]],
  [["more"]],
])("does not understand %j", (argv) => {
  expect(readWorldOptions(argv).ok).toBe(false);
});

it("is 50 nodes for 30 days where nothing else is said", () => {
  expect(readWorldOptions([])).toMatchObject({
    ok: true,
    value: { nodes: 50, days: 30, roundMs: 43_200_000, seed: 1, seeds: 1, crypto: "cheap" },
  });
  expect(readWorldOptions(["--whole"])).toMatchObject({ value: { crypto: "whole" } });
});
