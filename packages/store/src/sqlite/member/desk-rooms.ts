/** The desk's rooms of the member store, over the database's operations. */

import type { PolicyStore, StandingStore } from "../../member/approval-port.ts";
import type { DeliveryStore } from "../../member/delivery-port.ts";
import type { DraftStore, ProfileStore } from "../../member/desk-port.ts";
import type { SightingStore, WarningStore } from "../../member/warning-port.ts";
import type { Run } from "../engine/definition.ts";
import type { approvalOperations } from "./approval-operations.ts";
import type { deliveryOperations } from "./delivery-operations.ts";
import type { draftOperations } from "./draft-operations.ts";
import type { InventoryStore, WatchStore } from "../../member/watching-port.ts";
import type { watchingOperations } from "./watching-operations.ts";
import type { tuningOperations } from "./tuning-operations.ts";
import type { warningOperations } from "./warning-operations.ts";

export interface DeskRooms {
  readonly drafts: DraftStore;
  readonly profile: ProfileStore;
  readonly sightings: SightingStore;
  readonly warnings: WarningStore;
  readonly watches: WatchStore;
  readonly inventory: InventoryStore;
  readonly delivery: DeliveryStore;
  readonly policy: PolicyStore;
  readonly standing: StandingStore;
}

type DeskOperations = typeof draftOperations &
  typeof warningOperations &
  typeof tuningOperations &
  typeof deliveryOperations &
  typeof watchingOperations &
  typeof approvalOperations;

export function deskRooms(run: Run<DeskOperations>): DeskRooms {
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
    watches: { add: run.addWatch, all: run.allWatches, remove: run.removeWatch },
    inventory: {
      replace: run.replaceInventory,
      page: run.inventoryPage,
      products: run.inventoryProducts,
    },
    delivery: {
      add: run.addChannel,
      all: run.channels,
      remove: run.removeChannel,
      fill: run.fillChannel,
      claim: run.claimDispatches,
      settle: run.settleDispatches,
      replay: run.replayChannel,
    },
    policy: { policy: run.policy, setPolicy: run.setPolicy },
    standing: {
      add: run.addStanding,
      all: run.allStanding,
      revoke: run.revokeStanding,
      uses: run.standingUses,
    },
    warnings: {
      cursor: run.feedCursor,
      beginAgain: run.beginFeedAgain,
      settle: run.settleChanges,
      get: run.warning,
      page: run.warningPage,
      setState: run.setWarningState,
      newCount: run.newWarningCount,
      seenSince: run.seenSince,
      setCampaign: run.setCampaignWarnings,
      setConcerns: run.setConcernWarnings,
      tune: run.tuneWarnings,
      tunings: run.tunings,
      untune: run.untuneWarnings,
      search: run.searchReports,
    },
  };
}
