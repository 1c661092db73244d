/** The database of campaigns. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { correlatingOperations } from "./correlating.ts";
import { judgingOperations } from "./judging.ts";
import { readingOperations } from "./reading.ts";
import { migrations } from "./schema.ts";

export const campaignDatabase = defineDatabase({
  name: "campaigns",
  module: import.meta.url,
  migrations,
  operations: { ...readingOperations, ...correlatingOperations, ...judgingOperations },
});
