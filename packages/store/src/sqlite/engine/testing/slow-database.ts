/** The sample database with a step that takes long enough to be killed in. */

import { defineDatabase } from "../definition.ts";
import { sampleMigrations } from "./sample-database.ts";

export const slowDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: [
    ...sampleMigrations,
    {
      name: "many rows",
      sql: `
        DELETE FROM note;
        CREATE TABLE many (a INTEGER PRIMARY KEY, b BLOB NOT NULL) STRICT;
        WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c LIMIT 3000000)
        INSERT INTO many SELECT x, randomblob(100) FROM c;
      `,
    },
  ],
  operations: {},
});
