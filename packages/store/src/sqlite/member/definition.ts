/** The member node's database: one file, its rooms each with their tables and operations. */

import { defineDatabase } from "../engine/index.ts";
import { alarmOperations, alarmTables } from "./alarm-operations.ts";
import { feedOperations, feedTables } from "./feed-operations.ts";
import { identityOperations, identityTables } from "./identity-operations.ts";
import { ledgerOperations, ledgerTables } from "./ledger-operations.ts";
import { outboxOperations, outboxTables } from "./outbox-operations.ts";
import { reportOperations, reportTables } from "./report-operations.ts";
import { roundOperations, roundTables } from "./round-operations.ts";
import { tokenOperations, tokenTables } from "./token-operations.ts";

export const memberDatabase = defineDatabase({
  name: "member",
  module: import.meta.url,
  /** Appended to, never edited or put in another order. */
  migrations: [
    identityTables,
    tokenTables,
    ledgerTables,
    feedTables,
    reportTables,
    outboxTables,
    roundTables,
    alarmTables,
    // The desk's tables (drafts, findings, warnings, sightings, profile) follow here.
  ],
  operations: {
    ...identityOperations,
    ...tokenOperations,
    ...ledgerOperations,
    ...feedOperations,
    ...reportOperations,
    ...outboxOperations,
    ...roundOperations,
    ...alarmOperations,
    // The desk's operations follow here.
  },
});
