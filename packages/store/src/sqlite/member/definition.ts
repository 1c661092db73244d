/** The member node's database: one file, its rooms each with their tables and operations. */

import { defineDatabase } from "../engine/index.ts";
import { alarmOperations, alarmTables } from "./alarm-operations.ts";
import { approvalOperations, approvalTables } from "./approval-operations.ts";
import { deliveryOperations, deliveryTables } from "./delivery-operations.ts";
import { draftOperations, draftTables } from "./draft-operations.ts";
import { feedIndexTables } from "./feed-index.ts";
import { feedOperations, feedTables } from "./feed-operations.ts";
import { identityOperations, identityTables } from "./identity-operations.ts";
import { holderRecordTables, ledgerOperations, ledgerTables } from "./ledger-operations.ts";
import { mailOperations, mailTables } from "./mail-operations.ts";
import { outboxOperations, outboxTables } from "./outbox-operations.ts";
import { ownObservableTables } from "./own-observables.ts";
import { parcelOperations, parcelTables } from "./parcel-operations.ts";
import { reportOperations, reportTables } from "./report-operations.ts";
import { roundOperations, roundTables } from "./round-operations.ts";
import { stakeOperations, stakeTables } from "./stake-operations.ts";
import { tieOperations, tieTables } from "./tie-operations.ts";
import { tokenOperations, tokenTables } from "./token-operations.ts";
import { watchingOperations, watchingTables } from "./watching-operations.ts";
import { warningOperations } from "./warning-operations.ts";
import { tuningOperations } from "./tuning-operations.ts";
import { warningThreadTables } from "./campaign-threads.ts";
import { campaignWarningTables, concernWarningTables, warningTables } from "./warning-rows.ts";

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
    draftTables,
    ownObservableTables,
    feedIndexTables,
    warningTables,
    approvalTables,
    holderRecordTables,
    parcelTables,
    mailTables,
    campaignWarningTables,
    deliveryTables,
    watchingTables,
    concernWarningTables,
    stakeTables,
    tieTables,
    warningThreadTables,
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
    ...draftOperations,
    ...warningOperations,
    ...tuningOperations,
    ...deliveryOperations,
    ...watchingOperations,
    ...approvalOperations,
    ...parcelOperations,
    ...mailOperations,
    ...stakeOperations,
    ...tieOperations,
  },
});
