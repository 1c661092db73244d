/** A TAXII server's database: its schema and every operation on it. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { readingOperations } from "./reading.ts";
import { migrations } from "./schema.ts";
import { writingOperations } from "./writing.ts";

export const taxiiDatabase = defineDatabase({
  name: "taxii",
  module: import.meta.url,
  migrations,
  operations: { ...readingOperations, ...writingOperations },
});
