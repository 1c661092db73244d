/** The sample database with a released step edited afterwards. */

import { defineDatabase } from "../definition.ts";
import { sampleMigrations } from "./sample-database.ts";

export const alteredDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: sampleMigrations.map(({ name, sql }) => ({ name, sql: `${sql} -- edited` })),
  operations: {},
});
