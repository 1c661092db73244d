/** The sample database with a step that fails after it has written. */

import { defineDatabase } from "../definition.ts";
import { sampleMigrations } from "./sample-database.ts";

export const brokenDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: [
    ...sampleMigrations,
    { name: "works", sql: "CREATE TABLE works (a INTEGER) STRICT" },
    {
      name: "fails",
      sql: "DELETE FROM note; CREATE TABLE half (a INTEGER) STRICT; SELECT nothing",
    },
  ],
  operations: {},
});
