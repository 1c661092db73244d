import { expect, test } from "vitest";

import { killAndJudge } from "./stand/killing.ts";
import { newSeed } from "./stand/seeded.ts";

/** The long form is `node apps/sandbox/test/kill-many.ts --kills 100`. */
const kills = 8;
const deadlineMs = 1_800_000;

test(
  "whatever is killed whenever: each acknowledged report is in the ledger exactly once, each token spent once",
  async () => {
    const seed = newSeed();
    const told: string[] = [];
    const outcome = await killAndJudge({ kills, seed, tell: (line) => told.push(line) }).catch(
      (cause: unknown) => {
        throw new Error(`seed ${seed}\n${told.join("\n")}`, { cause });
      },
    );
    const { lost, doubled, wrong } = outcome;
    expect({ lost, doubled, wrong }, `seed ${seed}`).toEqual({ lost: [], doubled: [], wrong: [] });
    expect(outcome.acknowledged, `seed ${seed}`).toBeGreaterThan(0);
    expect(outcome.published, `seed ${seed}`).toBe(outcome.acknowledged);
    expect(told).toHaveLength(kills + 1);
  },
  deadlineMs,
);
