/** The ports of what programs keep, and their stores on SQLite. */

export type { PolicyStore, StandingRow, StandingStore } from "./member/approval-port.ts";
export type { InventoryRow, InventoryStore, WatchRow, WatchStore } from "./member/watching-port.ts";
export type {
  ChannelRow,
  DeliveryStore,
  DispatchOutcome,
  DispatchRow,
} from "./member/delivery-port.ts";
export {
  type DraftContent,
  type DraftOutlineRow,
  type DraftPage,
  type DraftRow,
  type DraftRowState,
  draftRowStates,
  type DraftSave,
  type DraftShare,
  type DraftSource,
  type DraftStore,
  type NewDraft,
  type ProfileStore,
  type ReviewRow,
} from "./member/desk-port.ts";
export type {
  EnrolmentTry,
  IdentityStore,
  KeyPlace,
  KeyStore,
  MasterKey,
  MemberIdentity,
  MomentStore,
  OwnKey,
} from "./member/identity-port.ts";
export type {
  ClosedSection,
  CommunityFact,
  DirectoryFact,
  FeedStore,
  GatewayKeyFact,
  HolderRecordFact,
  LedgerState,
  LedgerStep,
  LedgerStore as MemberLedgerStore,
  StoredLedgerState,
} from "./member/ledger-port.ts";
export type {
  LedgerMail,
  LetterRow,
  MailChange,
  MailDraftRow,
  MailKeyRow,
  MailStore,
  NewMessage,
  NewPosting,
  NewRuling,
  NewTally,
  ParcelKind,
  ParcelRow,
  ParcelStore,
  PostingStore,
  QueuedParcel,
  RoomRow,
} from "./member/mail-port.ts";
export type {
  ClaimedPart,
  MissedRounds,
  OutboxStore,
  QueuedSubmission,
  RoundStore,
} from "./member/outbox-port.ts";
export type {
  AlarmRow,
  AlarmStore,
  KeptEvidence,
  ChangeRow,
  DeliveryRow,
  NewRecord,
  OwnLeaf,
  OwnReport,
  RecordFault,
  ReportPage,
  ReportRow,
  ReportStore,
} from "./member/report-port.ts";
export type {
  NewToken,
  StoredToken,
  TokenCount,
  TokenFetch,
  TokenStore,
} from "./member/token-port.ts";
export type { NewTie, TieRow, TieStore } from "./member/tie-port.ts";
export type { StakeRow, StakeStore } from "./member/stake-port.ts";
export {
  type FeedChange,
  type FeedPass,
  type ReasonRow,
  type SightingPage,
  type SightingRow,
  type SightingStore,
  type WarningPage,
  type WarningRow,
  type WarningRowState,
  type ConcernWarning,
  warningRowStates,
  type WarningStore,
  watchKeyBytes,
  type WatchedObservable,
} from "./member/warning-port.ts";
export type { MemberStore } from "./member-store.ts";
export {
  type CarriedSubmission,
  capsuleIdBytes,
  type ExchangeStore,
  type GatewayKey,
  type LeafAudience,
  type LedgerHead,
  type NewLeaf,
  type NewTag,
  type Notice,
  observableKeyBytes,
  type ReportHead,
  type RoundCommit,
  type Spend,
  type StagedFrame,
  type StoredAudienceKey,
  type StoredBatch,
  type StoredLeaf,
  type StoredNotice,
  type StoredTag,
  type Appeal,
  type Refund,
  type StakeStanding,
  type StoredTile,
  type TagStanding,
  type TagWithdrawal,
  type WaitingPart,
} from "./exchange-store.ts";
export type { ReportPair, StoredTally, TieTally, TieVote, VoteAdded } from "./exchange-votes.ts";
export { nothingElse } from "./quiet-round.ts";
export { openExchangeStore } from "./sqlite/exchange/store.ts";
export {
  type EnrolOutcome,
  type EpochStore,
  type IdentifiedStore,
  type IssuerLedgerStep,
  type IssuerNotice,
  type IssuerStore,
  membersMax,
  type MemberState,
  memberStates,
  type NewInvitation,
  type RosterClass,
  type MemberTraits,
  type RosterMember,
  type RosterStore,
  type StoredIssuerNotice,
  type StoredTokenKey,
} from "./issuer-store.ts";
export { openIssuerStore } from "./sqlite/issuer/store.ts";
export type {
  AnsweredBatch,
  BatchOutcome,
  HolderLedgerPlace,
  HolderLedgerStep,
  HolderRecordRow,
  KeyHolderStore,
  ShareRow,
} from "./keyholder-store.ts";
export { openKeyHolderStore } from "./sqlite/keyholder/store.ts";
export { importStoreInMemory, openImportStore } from "./sqlite/import/store.ts";
export type {
  ImportBody,
  ImportCounts,
  ImportFeed,
  ImportFeedState,
  ImportItem,
  ImportPage,
  ImportStore,
  ImportValue,
  KnownValue,
  KnownValuePage,
} from "./import-store.ts";
export { openTaxiiStore, taxiiStoreInMemory } from "./sqlite/taxii/store.ts";
export type {
  PutOutcome,
  TaxiiFilter,
  TaxiiObject,
  TaxiiObjectPage,
  TaxiiPage,
  TaxiiPublication,
  TaxiiQuery,
  TaxiiRemoval,
  TaxiiStore,
  TaxiiVersions,
} from "./taxii-store.ts";
export type {
  BlindKey,
  BlindPlace,
  BlindStore,
  BlindValue,
  CheckLine,
  CheckRow,
  EvaluatedValue,
  MatchRow,
  QueuedValue,
  SealWish,
  TaggedValue,
  TagLine,
} from "./blind-store.ts";
export { blindStoreInMemory, openBlindStore } from "./sqlite/blind/store.ts";
export type {
  CampaignConcern,
  CampaignDetail,
  CampaignOutline,
  CampaignReportFacts,
  CampaignStore,
  CampaignTie,
  CorrectionRow,
  PairVoteCount,
  PairVotes,
} from "./campaign-store.ts";
export { campaignStoreInMemory, openCampaignStore } from "./sqlite/campaign/store.ts";
export {
  createSecret,
  destroySecret,
  openSecretFolder,
  readSecret,
  replaceSecret,
  secretsMatching,
} from "./secret-files.ts";
