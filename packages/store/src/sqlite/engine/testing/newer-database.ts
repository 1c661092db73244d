/** The sample database one version later. */

import { defineDatabase } from "../definition.ts";
import { sampleMigrations } from "./sample-database.ts";

export const newerDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: [
    ...sampleMigrations,
    { name: "a column", sql: "ALTER TABLE note ADD COLUMN kind TEXT NOT NULL DEFAULT ''" },
  ],
  operations: {},
});
