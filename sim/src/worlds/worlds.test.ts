import { capsulePath } from "@tocsin/wire";
import { describe, expect, it } from "vitest";

import { readWorldOptions } from "./options.ts";
import { playWorld } from "./play-world.ts";

/** The long form: `npm run attack -- worlds --seeds 200`. */
const short = { nodes: 3, days: 1, roundMs: 3_600_000, reports: 8 };
const slowMs = 120_000;

describe("worlds with loss, replays, crashes and clocks that jump", () => {
  it.each([1, 2, 3, 4])(
    "seed %i: nothing is lost or doubled, nobody sends twice, all have one ledger",
    async (seed) => {
      const { broken, reports, capsules } = await playWorld({ ...short, seed });
      expect({ seed, broken }).toEqual({ seed, broken: [] });
      expect(reports).toBeGreaterThan(3);
      expect(capsules).toBeGreaterThan(90);
    },
    slowMs,
  );

  it(
    "the same seed plays the same world, and what must not be is seen",
    async () => {
      const first = await playWorld({ ...short, seed: 1 });
      const again = await playWorld({ ...short, seed: 1 }, (world) => {
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
      expect(again).toMatchObject({ reports: first.reports, rounds: first.rounds });
      expect(again.broken).toEqual([
        "node-1 sent at another moment",
        "node-1 sent twice in a round",
        "a report is in the ledger twice",
        `${first.reports} reports were shared, ${first.reports + 1} are in the ledger`,
      ]);
    },
    slowMs,
  );
});

it.each([
  [["--seeds", "0"]],
  [["--nodes", "1"]],
  [["--round-minutes", "90"]],
  [["--days", "x"]],
  [["--color"]],
  [["more"]],
])("does not understand %j", (argv) => {
  expect(readWorldOptions(argv).ok).toBe(false);
});

it("is 50 nodes for 30 days where nothing else is said", () => {
  expect(readWorldOptions([])).toMatchObject({
    ok: true,
    value: { nodes: 50, days: 30, roundMs: 3_600_000, seed: 1, seeds: 1 },
  });
});
