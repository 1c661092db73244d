/** The member store on SQLite. */

import type { Clock } from "@tocsin/kernel";

import type { MemberStore } from "../../member-store.ts";
import {
  type Database,
  openDatabase,
  openMemoryDatabase,
  type OpenOptions,
} from "../engine/index.ts";
import { memberDatabase } from "./definition.ts";
import { mailRooms } from "./mail-rooms.ts";
import { deskRooms } from "./desk-rooms.ts";
import { stakeRoom } from "./stake-operations.ts";

/** A node runs beside other programs of its company: little memory, most of it the operating system's. */
const cacheBytes = 4 * 1024 * 1024;
/** Enough for the largest page of reports that anybody asks for. */
const threadHeapBytes = 512 * 1024 * 1024;
/** Looking through what a node has read in a year takes longer than its whole start. */
const checkedFirstBytesMax = 32 * 1024 * 1024;

export async function openMemberStore(options: OpenOptions): Promise<MemberStore> {
  const limits = { cacheBytes, threadHeapBytes, checkedFirstBytesMax, ...options.limits };
  return storeOn(await openDatabase(memberDatabase, { ...options, limits }));
}

/** For simulations and tests: nothing is durable. */
export function memberStoreInMemory(clock: Clock): MemberStore {
  return storeOn(openMemoryDatabase(memberDatabase, clock));
}

function storeOn(database: Database<typeof memberDatabase.operations>): MemberStore {
  const { run } = database;
  return {
    ...memberRooms(run),
    ...ledgerRooms(run),
    ...sendingRooms(run),
    ...deskRooms(run),
    ...mailRooms(run),
    stakes: stakeRoom(run),
    check: () => database.check(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

type Run = Database<typeof memberDatabase.operations>["run"];

function memberRooms(run: Run): Pick<MemberStore, "identity" | "moments" | "keys" | "tokens"> {
  return {
    identity: {
      identity: run.identity,
      beginEnrolment: run.beginEnrolment,
      completeEnrolment: run.completeEnrolment,
      beginRotation: run.beginRotation,
      completeRotation: run.completeRotation,
      setClasses: run.setClasses,
    },
    moments: { fix: run.fixMoment },
    keys: {
      masters: run.masters,
      addMaster: run.addMaster,
      takeNumbers: run.takeNumbers,
      addOwnKeys: run.addOwnKeys,
      markBackedUp: run.markBackedUp,
      ownKey: run.ownKey,
      restore: run.restoreKeys,
    },
    tokens: {
      fetches: run.fetches,
      beginFetch: run.beginFetch,
      completeFetch: run.completeFetch,
      hold: run.holdToken,
      release: run.releaseToken,
      releaseAll: run.releaseTokens,
      spend: run.spendToken,
      relayToken: run.relayToken,
      counts: run.tokenCounts,
      forgetBefore: run.forgetTokensBefore,
    },
  };
}

function ledgerRooms(run: Run): Pick<MemberStore, "ledger" | "feed" | "reports"> {
  return {
    ledger: {
      state: run.ledgerState,
      halt: run.haltLedger,
      apply: run.applySteps,
      commitments: run.commitments,
      batch: run.batch,
      directories: run.directories,
      gatewayKeys: run.gatewayKeys,
      holderRecords: run.holderRecords,
    },
    feed: {
      audienceKeys: run.audienceKeys,
      addAudienceKeys: run.addAudienceKeys,
      session: run.session,
      setSession: run.setSession,
      waiting: run.waitingSections,
      closedCount: run.closedCount,
      addRecords: run.addSectionRecords,
      setSection: run.setSection,
    },
    reports: {
      get: run.report,
      page: run.reportPage,
      changes: run.changes,
      counts: run.reportCounts,
      own: run.ownReport,
      ownLeaf: run.ownLeaf,
    },
  };
}

function sendingRooms(run: Run): Pick<MemberStore, "outbox" | "rounds" | "alarms"> {
  return {
    outbox: {
      queue: run.queueSubmission,
      undo: run.undoSubmission,
      waitingCount: run.waitingCount,
      resendMissing: run.resendMissing,
      refuseExpired: run.refuseExpired,
    },
    rounds: {
      claim: run.claimRound,
      settle: run.settleRound,
      last: run.lastRounds,
      missed: run.missedRounds,
    },
    alarms: {
      raise: run.raiseAlarm,
      clear: run.clearAlarm,
      open: run.openAlarms,
      evidence: run.alarmEvidence,
      kept: run.keptEvidence,
    },
  };
}
