/** The member store on SQLite. */

import type { MemberStore } from "../../member-store.ts";
import { openDatabase, type OpenOptions } from "../engine/index.ts";
import { memberDatabase } from "./definition.ts";

export async function openMemberStore(options: OpenOptions): Promise<MemberStore> {
  const database = await openDatabase(memberDatabase, options);
  const { run } = database;
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
    ledger: {
      state: run.ledgerState,
      halt: run.haltLedger,
      apply: run.applySteps,
      commitments: run.commitments,
      batch: run.batch,
      directories: run.directories,
      gatewayKeys: run.gatewayKeys,
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
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
