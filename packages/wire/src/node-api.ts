/**
 * The member node's local API: console and command line on the company's own machine, nobody else.
 * Paths, roles and messages; the node's authorisation table is held against it.
 */

import { z } from "zod";
export {
  counselRequest,
  passphraseRequest,
  policyChange,
  type PolicyView,
  policyView,
  type Regime,
  regime,
  type SignedStanding,
  signedStanding,
  type StandingTerms,
  standingApproval,
  standingList,
  standingRequest,
  standingTerms,
  standingUses,
  type StandingView,
  standingView,
} from "./approvals.ts";
export {
  type CompanyProfile,
  companyProfile,
  type ProfileProposal,
  profileProposal,
  profileProposals,
  type ProfileProposals,
  profileSeeds,
  seedCharsMax,
} from "./company-profile.ts";
export type { Gives } from "./letter.ts";
export {
  acceptOffer,
  declineOffer,
  type Inbox,
  inbox,
  type LetterDraft,
  letterDraft,
  newMessage,
  type NewMessageRequest,
  newOffer,
  newAgreement,
  newProposal,
  newQuestion,
  roomInvitation,
  type RoomInvitation,
  type RoomProposal,
  roomPublication,
  roomRemoval,
  newAppeal,
  newVote,
  offerList,
  type OfferView,
  offerView,
  questionList,
  type QuestionView,
  questionView,
  readMail,
  reportStanding,
  type ReportStanding,
  roomList,
  type RoomMessage,
  type RoomSummary,
  type RoomView,
  roomView,
  sendLetterRequest,
  inboxItem,
  roomMessage,
  roomProposal,
  type RoomState,
  roomSummary,
} from "./talk.ts";
export {
  type Concern,
  concern,
  concernList,
  feedEveryMsMin,
  type FeedKind,
  feedKinds,
  feedList,
  feedSchemes,
  feedSync,
  type FeedSync,
  feedSyncRequest,
  feedTest,
  type FeedTest,
  feedValuePage,
  feedValuesMax,
  feedView,
  type FeedView,
  knownExploited,
  newFeed,
  type NewFeed,
} from "./feeds.ts";
export {
  hitSourceList,
  hitSourceView,
  type HitSourceView,
  hitTrial,
  type HitTrial,
  hitTrialCharsMax,
  hitTrialRequest,
  type HitTrialRequest,
  newHitSource,
  type NewHitSource,
} from "./hits.ts";
export {
  channelAdded,
  channelKinds,
  channelList,
  channelReplay,
  type ChannelRequest,
  channelRequest,
  channelTest,
  type ChannelView,
  channelView,
  urgencies,
} from "./channels.ts";
export {
  inventoryAnswer,
  inventoryItem,
  inventoryRequest,
  type Watch,
  watchKinds,
  watchList,
  watchRequest,
  watch,
} from "./watching.ts";
export {
  type Tuning,
  tuning,
  tuningKinds,
  tuningList,
  warning,
  type Warning,
  warningChange,
  type WarningChange,
  type WarningReason,
  warningReason,
  warningStates,
} from "./warnings.ts";
export {
  type Campaign,
  campaign,
  campaignEvents,
  type CampaignLink,
  campaignLink,
  type CampaignName,
  type CampaignSummary,
  campaignSummary,
  type CorrectionRequest,
  correctionRequest,
  type LinkReason,
  sectorBuckets,
} from "./campaigns.ts";
export {
  type Check,
  check,
  checkCharsMax,
  type CheckLineView,
  type CheckList,
  checkList,
  checkRequest,
  match,
  type MatchView,
  checkLinesMax,
} from "./checks.ts";
import {
  draft,
  itemDecision,
  partDetail,
  reportFrame,
  reportParts,
  reportView,
  shareTerms,
} from "./desk.ts";
import { campaignSummary } from "./campaigns.ts";
import { match } from "./checks.ts";
import { sequenceMax } from "./envelope.ts";
import { warning } from "./warnings.ts";
import { inventoryItem } from "./watching.ts";
import { hash, timeMs, webUrl } from "./primitives.ts";
import { fieldClass, observable, tlps } from "./report.ts";
import { signedReviewRecord } from "./review-record.ts";

export const pageMax = 500;

export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    total: z.number().int(),
    next: z.string().max(64).nullable(),
  });
}

export const alarm = z.strictObject({
  id: z.string().max(40),
  code: z.string().max(40),
  text: z.string().max(500),
  sinceMs: timeMs,
});

export const nodeStatus = z.strictObject({
  company: z.string().max(200),
  community: z.string().max(80),
  classes: z.array(
    z.strictObject({ id: z.string(), title: z.string(), members: z.number().int() }),
  ),
  round: z.strictObject({
    lengthMs: z.number().int(),
    current: z.number().int(),
    /** The moment of the round, fixed once, at which this node sends its capsule. */
    offsetMs: z.number().int(),
    lastSent: z.number().int().nullable(),
    /** Rounds in the last day without a capsule of ours, and the newest of them. */
    missedDay: z.number().int(),
    missed: z.array(z.number().int()).max(100),
  }),
  sync: z.strictObject({
    size: z.number().int(),
    round: z.number().int().nullable(),
    state: z.enum(["current", "behind", "offline", "alarm"]),
    verifiedMs: timeMs.nullable(),
  }),
  tokens: z.array(
    z.strictObject({
      purpose: z.string(),
      class: z.string(),
      left: z.number().int(),
      quota: z.number().int(),
    }),
  ),
  waiting: z.number().int(),
  alarms: z.array(alarm),
  counts: z.strictObject({
    warningsNew: z.number().int(),
    drafts: z.number().int(),
    mine: z.number().int(),
    reports: z.number().int(),
    sightings: z.number().int(),
  }),
  nowMs: timeMs,
});
export type NodeStatus = z.output<typeof nodeStatus>;

export const signInRequest = z.strictObject({ token: hash });
export const draftFromText = z.strictObject({
  name: z.string().max(255),
  text: z.string(),
  amends: hash.optional(),
  /** How others have marked the source: the draft keeps to it or is stricter. */
  marked: z.enum(tlps).optional(),
});
export const draftChanges = z.strictObject({
  name: draft.shape.name.optional(),
  frame: reportFrame.partial().optional(),
  terms: shareTerms.partial().optional(),
  decisions: z.array(itemDecision).max(5000).optional(),
  /** Takes every proposal that is "send" or "remove"; what asks stays open. */
  acceptProposals: z.boolean().optional(),
  /** Takes what the source suggests for single fields that nobody has set. */
  acceptSuggestions: z.boolean().optional(),
  /** Parts added by hand; those with pick lists carry a detail, and their value may be empty. */
  add: z
    .array(
      z.strictObject({
        part: z.enum(reportParts).exclude(["observable"]),
        value: z.string().max(8192).default(""),
        detail: partDetail.optional(),
        class: fieldClass.optional(),
      }),
    )
    .max(64)
    .optional(),
  /** The words of `prose-risk` were read and are accepted, for the prose as it is. */
  acceptProseRisk: z.boolean().optional(),
});
export const approveRequest = z.strictObject({
  outgoingHash: hash,
  /** "program": nobody has looked; only under a standing approval. */
  by: z.enum(["analyst", "program"]).default("analyst"),
});
export const shareRequest = z.strictObject({ outgoingHash: hash });
export const sightingsRequest = z.strictObject({
  source: z.string().min(1).max(100),
  values: z.array(observable.pick({ type: true, value: true })).max(10_000),
});

export const draftPage = page(
  draft.omit({
    source: true,
    findings: true,
    items: true,
    suggestions: true,
    outgoing: true,
    narrative: true,
    crowdView: true,
  }),
);
export const reportPage = page(reportView);
export const warningPage = page(warning);
/** Blind matches of what was seen here. */
export const matchPage = page(match);
export const campaignPage = page(campaignSummary);
export const inventoryPage = page(inventoryItem);

export const ledgerCheck = z.strictObject({
  ok: z.boolean(),
  size: z.number().int(),
  root: hash,
  origin: z.string(),
  checkpoint: z.string(),
  /** What was recomputed, and what was found wrong. */
  checked: z.array(z.string().max(200)),
  wrong: z.array(z.string().max(200)),
});
export type LedgerCheck = z.output<typeof ledgerCheck>;

/** A value that was seen here, and where: it stays here. */
export const sighting = observable.pick({ type: true, value: true }).extend({
  source: z.string().max(100),
  addedMs: timeMs,
});
export const sightingPage = page(sighting);
export const sightingsAnswer = z.strictObject({
  added: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
});

/** `api.json` in the state folder, for its owner alone: where the node listens, and the bearer. */
export const nodeAddress = z.strictObject({ url: webUrl, token: hash });
export type NodeAddress = z.output<typeof nodeAddress>;

/** The console's address with a token in its fragment that signs in once. */
export const signInLink = z.strictObject({ url: webUrl, expiresMs: timeMs });

/** What was reviewed and decided before each change of an own report left. */
export const reportEvidence = z.strictObject({
  reviews: z
    .array(
      z.strictObject({
        seq: z.number().int().nonnegative(),
        /** SHA-256 of the record, which the envelope of that change names. */
        hash,
        review: signedReviewRecord,
      }),
    )
    .max(sequenceMax),
  /** What the envelope of the newest change in the ledger names; null before one is there. */
  ledger: z
    .strictObject({
      seq: z.number().int().nonnegative(),
      review: hash.nullable(),
      /** SHA-256 of the body. */
      body: hash.nullable(),
      index: z.number().int().nonnegative(),
      round: z.number().int().nonnegative(),
    })
    .nullable(),
});
export type ReportEvidence = z.output<typeof reportEvidence>;

export const authorshipRequest = z.strictObject({ challenge: z.string().min(16).max(200) });

const passphrase = z.string().min(1).max(1000);
/** Armoured age files of all master keys, C2SP age. */
const backupText = z
  .string()
  .min(1)
  .max(4 * 1024 * 1024);
export const keyBackupRequest = z.strictObject({ passphrase });
export const keyBackup = z.strictObject({ backup: backupText });
export const keyRestoreRequest = z.strictObject({ backup: backupText, passphrase });

/** One thing that the node has tried out just now, with its fix where it is not well. */
export const nodeCheck = z.strictObject({
  name: z.string().max(40),
  state: z.enum(["ok", "warning", "failed"]),
  text: z.string().max(300),
  fix: z.string().max(300).nullable(),
});
export type NodeCheck = z.output<typeof nodeCheck>;
export const nodeChecks = z.strictObject({ checks: z.array(nodeCheck).max(100) });

/** Server-sent events of `/api/events`: that something is new, so that the console asks again. */
export const nodeEvents = [
  "warning",
  "report",
  "draft",
  "status",
  "alarm",
  "match",
  "mail",
] as const;
