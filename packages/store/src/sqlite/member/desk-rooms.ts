/** The desk's rooms of the member store, over the database's operations. */

import type { DraftStore, ProfileStore } from "../../member/desk-port.ts";
import type { SightingStore, WarningStore } from "../../member/warning-port.ts";
import type { Run } from "../engine/definition.ts";
import type { draftOperations } from "./draft-operations.ts";
import type { warningOperations } from "./warning-operations.ts";

export interface DeskRooms {
  readonly drafts: DraftStore;
  readonly profile: ProfileStore;
  readonly sightings: SightingStore;
  readonly warnings: WarningStore;
}

export function deskRooms(run: Run<typeof draftOperations & typeof warningOperations>): DeskRooms {
  return {
    drafts: {
      add: run.addDraft,
      get: run.draft,
      page: run.draftPage,
      save: run.saveDraft,
      share: run.shareDraft,
      reopen: run.reopenDraft,
      reopenOrphans: run.reopenOrphanDrafts,
      count: run.draftCount,
      reviews: run.reviews,
      reviewSeed: run.fixReviewSeed,
    },
    profile: { get: run.profile, set: run.setProfile },
    sightings: { add: run.addSightings, page: run.sightingPage, count: run.sightingCount },
    warnings: {
      cursor: run.feedCursor,
      beginAgain: run.beginFeedAgain,
      settle: run.settleChanges,
      get: run.warning,
      page: run.warningPage,
      setState: run.setWarningState,
      newCount: run.newWarningCount,
      search: run.searchReports,
    },
  };
}
