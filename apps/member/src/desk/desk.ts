/** The member's desk put together: drafts, reports, warnings, sightings, profile and their news. */

import type { Clock, Random } from "@tocsin/kernel";
import type { CampaignStore, MemberStore } from "@tocsin/store";
import type { CompanyProfile, Draft, ReportView } from "@tocsin/wire";
import type { nodeEvents, NodeStatus } from "@tocsin/wire/node-api";
import { type CampaignDesk, createCampaigns } from "../campaigns/campaigns.ts";
import type { DocumentReader } from "../documents/read-document.ts";
import { createLetterDesk, type LetterDesk } from "../rooms/letter-desk.ts";
import type { Protocol } from "../protocol.ts";
import type { Matcher } from "../warnings/matcher.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { createInspector, type Inspector } from "./inspection/inspector.ts";
import { amendmentDraft, type DraftRequest, newDraft } from "./new-drafts.ts";
import { openPolicy, type Policy } from "./policy.ts";
import { openProfile, type Profile } from "./profile.ts";
import { createReports, type Reports } from "./reports.ts";
import { createReviewSigner } from "./review-signing.ts";
import { readyBody, shareDraft, type SharingPorts } from "./sharing-drafts.ts";
import type { Sightings } from "./sightings.ts";
import { createStandingApprovals, type StandingApprovals } from "./standing.ts";
import { deskStatus } from "./status.ts";
import { createWarningRooms } from "./warning-rooms.ts";
import type { WarningDesk } from "./warnings.ts";
import { createWatching, type Watching } from "./watching.ts";

export type NodeEvent = (typeof nodeEvents)[number];

export interface DeskPorts {
  readonly store: MemberStore;
  readonly protocol: Protocol;
  readonly documents: DocumentReader;
  readonly openCampaigns: () => Promise<CampaignStore>;
  readonly clock: Clock;
  readonly random: Random;
  /** Told that something is new, so that whoever shows it asks again. */
  readonly tell: (event: NodeEvent) => void;
  /** Told that what was seen here, or what runs here, has changed. */
  readonly onOurs: () => void;
  /** Told of failures that are tried again by themselves. */
  readonly onFailure: (error: unknown) => void;
}

export interface DeskConfig {
  /** Lists of harmless values that count as real here, such as documentation addresses. */
  readonly ignoredBenignLists: readonly string[];
  /** Where a newer copy of these lists and the company's own changes are. */
  readonly benignFolder?: string;
  /** Of scrypt, base 2, for counsel's key; less only in tests. */
  readonly workFactor?: number | undefined;
}

export interface Desk extends AsyncDisposable {
  readonly drafts: Drafts;
  readonly policy: Policy;
  readonly standing: StandingApprovals;
  readonly reports: Reports;
  readonly warnings: WarningDesk;
  readonly sightings: Sightings;
  readonly matcher: Pick<Matcher, "look">;
  readonly campaigns: CampaignDesk;
  readonly watching: Watching;
  readonly letters: LetterDesk;
  profile(): CompanyProfile;
  setProfile(profile: CompanyProfile): Promise<void>;
  readonly learnProfile: Profile["learn"];
  /** Told when somebody is at the console: the first text will find its thread ready. */
  readonly inspector: Pick<Inspector, "warm" | "onStart">;
  newDraft(request: DraftRequest): Promise<Draft>;
  amend(id: string): Promise<Draft>;
  share(id: string, outgoingHash: string): Promise<ReportView>;
  /** With everyone's agreement in a room. Throws `room-not-agreed`, and what sharing throws. */
  shareTogether(room: string, id: string, outgoingHash: string): Promise<ReportView>;
  status(): Promise<NodeStatus>;
}

export async function openDesk(ports: DeskPorts, config: DeskConfig): Promise<Desk> {
  const { store, protocol, clock, random, tell } = ports;
  await using opening = new AsyncDisposableStack();
  const inspector = opening.use(createInspector({ ...config, ...ports }));
  const profile = await openProfile({ store: store.profile, inspector });
  const signer = await createReviewSigner(store.drafts, random);
  await store.drafts.reopenOrphans();
  const policy = await openPolicy({ ...ports, store: store.policy, workFactor: config.workFactor });
  const standing = createStandingApprovals({ ...ports, store: store.standing, policy });
  const onChange = (): void => {
    tell("draft");
  };
  const reviewing = { inspector, policy, standing, onChange };
  const drafts = createDrafts({ ...ports, ...reviewing, drafts: store.drafts });
  const onReport = (): void => {
    tell("report");
    tell("draft");
  };
  const { drafts: draftStore, warnings: warningStore } = store;
  const { campaigns, rooms, watching, onConcern } = openRinging(ports, config, profile);
  opening.use(campaigns);
  opening.use(rooms.matcher);
  const reports = createReports({
    protocol,
    drafts: draftStore,
    warnings: warningStore,
    campaigns,
    clock,
    onChange: onReport,
  });
  const newPorts = { ...ports, drafts, reports };
  const stores = { store: draftStore, campaigns };
  const sharing = { protocol, signer, clock, drafts, ...stores, onChange: onReport };
  const opened = opening.move();
  return {
    ...rooms,
    campaigns,
    drafts,
    policy,
    standing,
    reports,
    letters: createLetterDesk({
      ...{ ...ports, drafts: draftStore, talk: protocol.talk, inspector },
      readyBody: (id) => readyBody(drafts, id),
    }),
    profile: () => profile.current,
    setProfile: async (next) => {
      await profile.set(next);
      await onConcern();
    },
    watching,
    learnProfile: (files) => profile.learn(files),
    inspector,
    newDraft: (request) => newDraft(newPorts, request),
    amend: (id) => amendmentDraft(newPorts, id),
    ...sharingOf(sharing, protocol),
    status: () => deskStatus({ store, protocol, profile: profile.current }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function sharingOf(
  sharing: SharingPorts,
  { talk }: Pick<Protocol, "talk">,
): Pick<Desk, "share" | "shareTogether"> {
  return {
    share: (id, outgoingHash) => shareDraft(sharing, id, outgoingHash),
    shareTogether: async (room, id, outgoingHash) => {
      const joint = await talk.agreement(room, outgoingHash);
      return shareDraft(sharing, id, outgoingHash, joint);
    },
  };
}

/** What rings: matching and campaigns, each of which tells the other what is new. */
function openRinging(ports: DeskPorts, config: DeskConfig, profile: Profile) {
  const { store, clock, tell } = ports;
  const policy = { ignoredBenignLists: new Set(config.ignoredBenignLists) };
  const campaigns = createCampaigns({
    ...ports,
    ...store,
    policy,
    openStore: ports.openCampaigns,
    matched: () => rooms.matcher.look(),
    onChange: () => {
      tell("warning");
    },
  });
  const rooms = createWarningRooms({
    ...ports,
    profile,
    policy,
    campaigns,
    onSeen: () => void campaigns.follower.look(),
  });
  const onConcern = async (): Promise<void> => {
    rooms.forgetRelevance();
    ports.onOurs();
    await rooms.matcher.again();
  };
  const watching = createWatching({ ...store, clock, onChange: onConcern });
  return { campaigns, rooms, watching, onConcern };
}
