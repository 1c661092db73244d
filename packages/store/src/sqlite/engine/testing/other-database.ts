/** A database of another name. */

import { defineDatabase } from "../definition.ts";
import { sampleMigrations } from "./sample-database.ts";

export const otherDatabase = defineDatabase({
  name: "other",
  module: import.meta.url,
  migrations: sampleMigrations,
  operations: {},
});
