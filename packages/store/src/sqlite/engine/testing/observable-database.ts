/** A database for measuring: many small rows with an index, as a correlator has. */

import { integer } from "../columns.ts";
import { defineDatabase, read, write } from "../definition.ts";

export const observableSchema = `
  CREATE TABLE observable (
    type INTEGER NOT NULL,
    value TEXT NOT NULL,
    report INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX observable_value ON observable (value, type, report);
`;

export interface Observables {
  readonly types: readonly number[];
  readonly values: readonly string[];
  readonly reports: readonly number[];
}

export const insertObservable = "INSERT INTO observable VALUES (?, ?, ?)";

export const observableDatabase = defineDatabase({
  name: "observable",
  module: import.meta.url,
  migrations: [{ name: "observables", sql: observableSchema }],
  operations: {
    add: write((db, { types, values, reports }: Observables) => {
      for (let at = 0; at < values.length; at += 1) {
        db.run(insertObservable, types[at] ?? 0, values[at] ?? "", reports[at] ?? 0);
      }
    }),
    spend: write((db, value: string) => db.run(insertObservable, 0, value, 0)),
    find: read((db, value: string) =>
      db
        .all("SELECT report FROM observable WHERE value = ?", value)
        .map((row) => integer(row, "report")),
    ),
  },
});
