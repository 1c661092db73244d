/** The exchange's database: its schema and every operation on it. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { keyOperations } from "./keys.ts";
import { readingOperations } from "./reading.ts";
import { migrations } from "./schema.ts";
import { sequencingOperations } from "./sequencing.ts";
import { spentOperations } from "./spent.ts";
import { stakeOperations } from "./stakes.ts";
import { stagingOperations } from "./staging.ts";
import { sweepingOperations } from "./sweeping.ts";
import { tagOperations } from "./tags.ts";
import { tieOperations } from "./ties.ts";
import { voteOperations } from "./votes.ts";
import { erasingOperations } from "./withdrawal.ts";

export const exchangeDatabase = defineDatabase({
  name: "exchange",
  module: import.meta.url,
  migrations,
  operations: {
    ...stagingOperations,
    ...sequencingOperations,
    ...sweepingOperations,
    ...spentOperations,
    ...erasingOperations,
    ...tagOperations,
    ...voteOperations,
    ...tieOperations,
    ...stakeOperations,
    ...readingOperations,
    ...keyOperations,
  },
});
