/**
 * What the node's routes take and give. Written by `node scripts/openapi.ts` from the routes themselves, beside
 * their OpenAPI description; a test holds all three together. Types alone: nothing of it is loaded.
 */

import type {
  authorshipProof,
  draft,
  invitation,
  receipt,
  reportView,
  sealedAuthorship,
} from "@tocsin/wire";
import type {
  acceptOffer,
  approveRequest,
  authorshipRequest,
  campaign,
  campaignPage,
  channelAdded,
  channelList,
  channelReplay,
  channelRequest,
  channelTest,
  check,
  checkList,
  checkRequest,
  companyProfile,
  concernList,
  correctionRequest,
  counselRequest,
  declineOffer,
  draftChanges,
  draftFromText,
  draftPage,
  feedList,
  feedSync,
  feedSyncRequest,
  feedTest,
  feedValuePage,
  feedView,
  hitSourceList,
  hitSourceView,
  hitTrial,
  hitTrialRequest,
  inbox,
  inventoryAnswer,
  inventoryPage,
  inventoryRequest,
  keyBackup,
  keyBackupRequest,
  keyRestoreRequest,
  knownExploited,
  ledgerCheck,
  letterDraft,
  match,
  matchPage,
  newAgreement,
  newAppeal,
  newFeed,
  newHitSource,
  newMessage,
  newOffer,
  newProposal,
  newQuestion,
  newVote,
  nodeChecks,
  nodeStatus,
  offerList,
  passphraseRequest,
  policyChange,
  policyView,
  profileProposals,
  profileSeeds,
  questionList,
  readMail,
  reportEvidence,
  reportPage,
  reportStanding,
  roomInvitation,
  roomList,
  roomPublication,
  roomRemoval,
  roomView,
  sendLetterRequest,
  shareRequest,
  sightingPage,
  sightingsAnswer,
  sightingsRequest,
  signInLink,
  signInRequest,
  standingList,
  standingRequest,
  standingUses,
  standingView,
  tuningList,
  warning,
  warningChange,
  warningPage,
  watch,
  watchList,
  watchRequest,
} from "@tocsin/wire/node-api";
import type {
  alarmEvidence,
  alarmList,
  checkpointComparison,
  checkpointQuestion,
  ledgerHead,
  sealedAuthorshipRequest,
} from "@tocsin/wire/proofs";
import type { givenReports, recipientList } from "@tocsin/wire/recipients";
import type { z } from "zod";

type Nothing = z.ZodType<Record<string, never>>;

export interface NodeOperations {
  "POST sign-in": { json: typeof signInRequest };
  "POST sign-in-links": { json: Nothing; answer: typeof signInLink };
  "GET events": object;
  "GET profile": { answer: typeof companyProfile };
  "PUT profile": { json: typeof companyProfile; answer: typeof companyProfile };
  "POST profile/proposals": { json: typeof profileSeeds; answer: typeof profileProposals };
  "GET alarms": { answer: typeof alarmList };
  "GET alarms/{}/evidence": { answer: typeof alarmEvidence };
  "GET ledger": { answer: typeof ledgerHead };
  "GET ledger/check": { answer: typeof ledgerCheck };
  "POST ledger/compare": { json: typeof checkpointQuestion; answer: typeof checkpointComparison };
  "GET status": { answer: typeof nodeStatus };
  "GET doctor": { answer: typeof nodeChecks };
  "GET drafts": { query: "after" | "limit"; answer: typeof draftPage };
  "POST drafts": { json: typeof draftFromText; bytes: true; query: "name"; answer: typeof draft };
  "GET drafts/{}": { answer: typeof draft };
  "PATCH drafts/{}": { json: typeof draftChanges; answer: typeof draft };
  "DELETE drafts/{}": object;
  "POST drafts/{}/generalise": { json: Nothing; answer: typeof draft };
  "POST drafts/{}/approve": { json: typeof approveRequest; answer: typeof draft };
  "POST drafts/{}/share": { json: typeof shareRequest; answer: typeof reportView };
  "GET policy": { answer: typeof policyView };
  "PUT policy": { json: typeof policyChange; answer: typeof policyView };
  "GET approvals": { query: "limit"; answer: typeof draftPage };
  "POST approvals/{}/approve": { json: typeof counselRequest; answer: typeof draft };
  "POST approvals/{}/return": { json: typeof counselRequest; answer: typeof draft };
  "GET standing-approvals": { answer: typeof standingList };
  "POST standing-approvals": { json: typeof standingRequest; answer: typeof standingView };
  "POST standing-approvals/{}/revoke": {
    json: typeof passphraseRequest;
    answer: typeof standingView;
  };
  "GET standing-approvals/{}/uses": { answer: typeof standingUses };
  "GET reports": { query: "after" | "limit" | "q" | "mine"; answer: typeof reportPage };
  "GET reports/{}": { answer: typeof reportView };
  "POST reports/{}/undo": { json: Nothing; answer: typeof reportView };
  "POST reports/{}/amend": { json: Nothing; answer: typeof draft };
  "POST reports/{}/withdraw": { json: Nothing; answer: typeof reportView };
  "GET reports/{}/evidence": { answer: typeof reportEvidence };
  "GET reports/{}/evidence/page": object;
  "GET reports/{}/receipt": { answer: typeof receipt };
  "POST reports/{}/authorship": { json: typeof authorshipRequest; answer: typeof authorshipProof };
  "POST reports/{}/sealed-authorship": {
    json: typeof sealedAuthorshipRequest;
    answer: typeof sealedAuthorship;
  };
  "GET recipients": { answer: typeof recipientList };
  "GET reports/{}/deliveries": { answer: typeof givenReports };
  "GET campaigns": { query: "after" | "limit"; answer: typeof campaignPage };
  "GET campaigns/{}": { answer: typeof campaign };
  "POST campaigns/{}/corrections": { json: typeof correctionRequest; answer: typeof campaign };
  "POST campaigns/{}/corrections/{}/votes": { json: Nothing; answer: typeof campaign };
  "DELETE campaigns/{}/corrections/{}": { answer: typeof campaign };
  "POST checks": { json: typeof checkRequest; answer: typeof check };
  "GET checks": { query: "after" | "limit"; answer: typeof checkList };
  "GET checks/{}": { answer: typeof check };
  "GET matches": { query: "after" | "limit"; answer: typeof matchPage };
  "GET matches/{}": { answer: typeof match };
  "POST matches/{}/withdraw": { json: Nothing; answer: typeof match };
  "GET inbox": { answer: typeof inbox };
  "POST inbox/read": { json: typeof readMail };
  "POST letters/{}/send": { json: typeof sendLetterRequest };
  "DELETE letters/{}": object;
  "GET offers": { answer: typeof offerList };
  "POST offers": { json: typeof newOffer; answer: typeof letterDraft };
  "POST offers/{}/accept": { json: typeof acceptOffer; answer: typeof letterDraft };
  "POST offers/{}/decline": { json: typeof declineOffer };
  "GET rooms": { answer: typeof roomList };
  "GET rooms/{}": { answer: typeof roomView };
  "POST rooms/{}/messages": { json: typeof newMessage; answer: typeof letterDraft };
  "POST rooms/{}/invitations": { json: typeof roomInvitation; answer: typeof letterDraft };
  "POST rooms/{}/proposals": { json: typeof newProposal; answer: typeof letterDraft };
  "POST rooms/{}/agreements": { json: typeof newAgreement; answer: typeof letterDraft };
  "POST rooms/{}/renewals": { json: typeof acceptOffer; answer: typeof letterDraft };
  "POST rooms/{}/publications": { json: typeof roomPublication; answer: typeof reportView };
  "POST rooms/{}/removals": { json: typeof roomRemoval };
  "POST rooms/{}/leave": { json: Nothing };
  "GET reports/{}/questions": { answer: typeof questionList };
  "POST reports/{}/questions": { json: typeof newQuestion; answer: typeof letterDraft };
  "POST questions/{}/answers": { json: typeof newQuestion; answer: typeof letterDraft };
  "POST reports/{}/appeals": { json: typeof newAppeal; answer: typeof letterDraft };
  "GET reports/{}/standing": { answer: typeof reportStanding };
  "POST reports/{}/votes": { json: typeof newVote };
  "GET warnings": { query: "after" | "limit" | "state"; answer: typeof warningPage };
  "GET warnings/{}": { answer: typeof warning };
  "PATCH warnings/{}": { json: typeof warningChange; answer: typeof warning };
  "GET tunings": { answer: typeof tuningList };
  "DELETE tunings/{}": object;
  "GET sightings": { query: "after" | "limit"; answer: typeof sightingPage };
  "POST sightings": { json: typeof sightingsRequest; answer: typeof sightingsAnswer };
  "GET watches": { answer: typeof watchList };
  "POST watches": { json: typeof watchRequest; answer: typeof watch };
  "DELETE watches/{}": object;
  "GET inventory": { query: "after" | "limit"; answer: typeof inventoryPage };
  "PUT inventory": { json: typeof inventoryRequest; answer: typeof inventoryAnswer };
  "GET feeds": { answer: typeof feedList };
  "POST feeds": { json: typeof newFeed; answer: typeof feedView };
  "DELETE feeds/{}": object;
  "POST feeds/{}/sync": { json: typeof feedSyncRequest; answer: typeof feedSync };
  "POST feeds/{}/test": { json: Nothing; answer: typeof feedTest };
  "GET concerns": { answer: typeof concernList };
  "GET feed-values": { query: "after" | "limit"; answer: typeof feedValuePage };
  "GET known-exploited": { answer: typeof knownExploited };
  "GET hit-sources": { answer: typeof hitSourceList };
  "POST hit-sources": { json: typeof newHitSource; answer: typeof hitSourceView };
  "DELETE hit-sources/{}": object;
  "POST hit-trials": { json: typeof hitTrialRequest; answer: typeof hitTrial };
  "GET channels": { answer: typeof channelList };
  "POST channels": { json: typeof channelRequest; answer: typeof channelAdded };
  "DELETE channels/{}": object;
  "POST channels/{}/test": { json: Nothing; answer: typeof channelTest };
  "POST channels/{}/replay": { json: Nothing; answer: typeof channelReplay };
  "GET channels/{}/atom": { query: "key" };
  "POST enrol": { json: typeof invitation };
  "POST rotate": { json: Nothing };
  "POST keys/backup": { json: typeof keyBackupRequest; answer: typeof keyBackup };
  "POST keys/restore": { json: typeof keyRestoreRequest };
  "GET openapi.json": object;
}
