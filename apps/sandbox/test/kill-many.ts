/**
 * The long form of kill.test.ts: `node apps/sandbox/test/kill-many.ts --kills 100`. Progress on standard
 * error, the figures as JSON on standard output; exit code 1 where a promise was broken.
 */

import { parseArgs } from "node:util";

import { killAndJudge } from "./stand/killing.ts";
import { newSeed } from "./stand/seeded.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string" },
    round: { type: "string", default: "1000" },
  },
});
const outcome = await killAndJudge({
  kills: Number(values.kills),
  seed: values.seed === undefined ? newSeed() : Number(values.seed),
  roundMs: Number(values.round),
  tell: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
const broken = [...outcome.lost, ...outcome.doubled, ...outcome.wrong];
process.exitCode = broken.length === 0 && outcome.published === outcome.acknowledged ? 0 : 1;
