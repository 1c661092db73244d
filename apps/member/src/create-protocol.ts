/** The protocol side put together. It is the only place that constructs its rooms. */

import { type Clock, type Random, roundMsMax, TocsinError } from "@tocsin/kernel";
import type { BlindStore, MemberStore } from "@tocsin/store";
import { alarmViews, createAlarms } from "./alarms.ts";
import { createBell } from "./bell.ts";
import { createAsking } from "./blind/asking.ts";
import { BlindRoom } from "./blind/blind-desk.ts";
import { createEnrolment } from "./enrolment/enrolment.ts";
import { createIdentifiedChannel } from "./enrolment/identified-channel.ts";
import { createMembership } from "./enrolment/membership.ts";
import { createEvents } from "./events.ts";
import { createAudienceKeys } from "./feed/audience-keys.ts";
import { createFeedClient } from "./feed/feed-client.ts";
import { createFollower } from "./feed/follower.ts";
import { createLedgerChecks, type LedgerChecks } from "./feed/ledger-check.ts";
import { createSections } from "./feed/sections.ts";
import { createReadSession } from "./feed/session.ts";
import { createSync } from "./feed/sync.ts";
import { createTrouble } from "./feed/trouble.ts";
import { backUpKeys, restoreKeys } from "./keys/backup.ts";
import { createReportKeyring } from "./keys/report-keys.ts";
import { keptMoments } from "./moments.ts";
import type { Network } from "./network.ts";
import { protocolStatus } from "./node-state.ts";
import type { Protocol } from "./protocol.ts";
import { createReceipts } from "./receipts/receipts.ts";
import { deliveryOf, reportChange, reportRecord } from "./report-views.ts";
import { createTalk } from "./rooms/talk.ts";
import { createSender } from "./rounds/sender.ts";
import { ownSchemes, type Schemes } from "./schemes.ts";
import { createSharing } from "./sharing/sharing.ts";
import { supervised } from "./supervised.ts";
import { createStakes } from "./stakes/stakes.ts";
import { createDirectories } from "./tokens/directories.ts";
import { createTokenFetching } from "./tokens/fetching.ts";
import { createSpeakableClasses } from "./tokens/speaking.ts";
import { keepReading, keepRights } from "./upkeep.ts";

export interface ProtocolPorts {
  readonly store: MemberStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /** Opened where the community has key holders; without it they are not asked. */
  readonly openBlind?: () => Promise<BlindStore>;
  /** Another cryptography, for simulations alone. */
  readonly schemes?: Schemes;
  /** Rounds of a simulated world may be longer than an hour. */
  readonly longestRoundMs?: number;
}

export interface ProtocolConfig {
  /** Told of failures that are tried again by themselves, such as of the disk; never throws. */
  readonly onFailure?: (error: unknown) => void;
  /** Base-2 logarithm of scrypt's cost for key backups; the default is for production. */
  readonly backupWorkFactor?: number;
  /** Lists of harmless values that count as real here, such as documentation addresses. */
  readonly ignoredBenignLists?: readonly string[];
}

/** Reads the store first; nothing is sent before `start`. */
export async function createProtocol(
  ports: ProtocolPorts,
  config: ProtocolConfig = {},
): Promise<Protocol> {
  const rooms = createRooms(ports);
  await ports.store.tokens.releaseAll();
  await rooms.follower.reload();
  return {
    get enrolled() {
      return rooms.membership.enrolled;
    },
    ...ledgerSide(ports, rooms),
    ...reportSide(ports, rooms),
    ...memberSide(ports, rooms, config),
  };
}

type Rooms = ReturnType<typeof createRooms>;

function createRooms(ports: ProtocolPorts) {
  const ground = createGround(ports);
  const reading = createReading(ports, ground);
  const rights = createRights(ports, ground, reading);
  return { ...ground, ...reading, ...rights };
}

/** What every other room stands on. */
function createGround({ store, clock, random, network, schemes = ownSchemes }: ProtocolPorts) {
  const events = createEvents();
  const onNew = (): void => {
    events.tell("alarm");
  };
  const membership = createMembership(store.identity);
  const directories = createDirectories(store.ledger);
  return {
    bell: createBell(clock),
    events,
    schemes,
    moments: keptMoments(store.moments),
    membership,
    directories,
    alarms: createAlarms({ store: store.alarms, clock, onNew }),
    channel: createIdentifiedChannel({ network, clock, random }),
    keyring: createReportKeyring(store.keys, random),
    speakable: createSpeakableClasses(membership, directories),
    audienceKeys: createAudienceKeys(store.feed),
    checks: createLedgerChecks({ ledger: store.ledger, membership, alarms: store.alarms }),
  };
}

type Ground = ReturnType<typeof createGround>;

function createReading({ store, clock, random, network }: ProtocolPorts, ground: Ground) {
  const { bell, events, membership } = ground;
  const { feed, ledger, mail, tokens } = store;
  const shared = { ...ground, feed, ledger, mail, tokens, clock, random, network };
  const client = createFeedClient(network, () => membership.standing.community.feeds);
  const onStored = (): void => {
    bell.ring();
    events.tell("changes");
    events.tell("status");
  };
  const sections = createSections({ ...shared, client, onStored });
  const follower = createFollower({ ...shared, sections, onStored });
  const trouble = createTrouble(shared);
  const session = createReadSession(shared);
  const halted = async (): Promise<string | null> => (await ledger.state())?.halted ?? null;
  const sync = createSync({ ...shared, client, follower, sections, session, trouble, halted });
  return { follower, sections, session, sync, trouble };
}

function createRights(
  { store, clock, random, network, longestRoundMs = roundMsMax }: ProtocolPorts,
  ground: Ground,
  reading: ReturnType<typeof createReading>,
) {
  const { alarms, checks, events } = ground;
  const { identity, ledger, tokens, keys, outbox, parcels, reports, rounds } = store;
  const { mail, postings, stakes: stakeStore } = store;
  const sent = { outbox, parcels, reports };
  const shared = { ...ground, ...sent, ledger, tokens, clock, random, network };
  const enrolment = createEnrolment({ ...shared, store: identity, longestRoundMs });
  const isInLedger: LedgerChecks["isInLedger"] = (directory) => checks.isInLedger(directory);
  const fetching = createTokenFetching({ ...shared, enrolment, isInLedger });
  const stakes = createStakes({
    ...{ ...shared, mail, postings, stakes: stakeStore },
    classes: () => ground.speakable.classes(clock.now()),
    roundMs: () => ground.membership.standing.community.roundMs,
  });
  const onStatus = (): void => {
    events.tell("status");
  };
  const onQueued = (): void => {
    events.tell("delivery");
  };
  const onShared = async (): Promise<void> => {
    onQueued();
    const masters = await keys.masters();
    if (masters.some(({ backedUp }) => !backedUp)) await alarms.raise("key-backup-due");
  };
  return {
    enrolment,
    sender: createSender({ ...shared, rounds, onRound: onStatus }),
    sharing: createSharing({ ...shared, onQueued, onShared }),
    receipts: createReceipts(shared),
    upkeep: { ...shared, ...reading, fetching, stakes, onStatus },
  };
}

function ledgerSide({ store, clock }: ProtocolPorts, rooms: Rooms) {
  const { checks, membership, sender, speakable, sync, trouble } = rooms;
  return {
    status: () => protocolStatus({ store, membership, speakable, sync, sender, clock }),
    classes: () => Promise.resolve(speakable.classes(clock.now())),
    crowd: (of) => Promise.resolve(speakable.crowd(of, clock.now())),
    crowdCounts: () => Promise.resolve(speakable.crowdCounts(clock.now())),
    checkLedger: () => checks.check(),
    judgeCheckpoint: (note) => trouble.judge(note),
    ledgerHead: () => checks.head(),
    alarms: alarmViews(store.alarms),
  } satisfies Partial<Protocol>;
}

function reportSide({ store }: ProtocolPorts, { events, receipts, sharing }: Rooms) {
  const { reports } = store;
  return {
    ...sharing,
    ...receipts,
    on: (event, listener) => events.on(event, listener),
    delivery: async (id) => {
      const row = await reports.get(id);
      return row?.delivery ? deliveryOf(row.delivery) : undefined;
    },
    report: async (id) => {
      const row = await reports.get(id);
      return row && reportRecord(row);
    },
    reports: async ({ mine = false, after, limit }) => {
      const page = await reports.page({ mine, after, limit });
      return { ...page, items: page.items.map(reportRecord) };
    },
    changes: async (after, limit) => (await reports.changes(after, limit)).map(reportChange),
  } satisfies Partial<Protocol>;
}

function memberSide(ports: ProtocolPorts, rooms: Rooms, config: ProtocolConfig) {
  const { store, clock, openBlind } = ports;
  const { alarms, enrolment, events, membership, sender, upkeep } = rooms;
  const { onFailure = () => undefined, ignoredBenignLists = [] } = config;
  const room = new BlindRoom();
  const asking = { room, events, membership, alarms, onFailure };
  const ignored = { ignoredBenignLists: new Set(ignoredBenignLists) };
  const talk = createTalk({
    ...ports,
    keyring: rooms.keyring,
    matches: room.matches,
    roundMs: () => membership.standing.community.roundMs,
    onMail: () => {
      events.tell("mail");
    },
    onQueued: () => {
      events.tell("delivery");
    },
    onFailure,
  });
  events.on("changes", () => {
    talk.ring();
  });
  return {
    talk,
    blind: room,
    matches: room.matches,
    enrol: (given) => enrolment.enrol(given),
    rotateKey: () => enrolment.rotateKey(),
    backupKeys: async (passphrase) => {
      const backup = await backUpKeys(store.keys, passphrase, config.backupWorkFactor);
      await alarms.clear("key-backup-due");
      return backup;
    },
    restoreKeys: (backup, passphrase) => restoreKeys(store.keys, backup, passphrase),
    start: () => {
      if (!membership.enrolled) throw new TocsinError("not-enrolled");
      return supervised({ clock, onFailure }, [
        (signal) => sender.run(signal),
        (signal) => keepReading(upkeep, signal),
        (signal) => keepRights(upkeep, signal),
        (signal) => talk.run(signal),
        ...(openBlind === undefined
          ? []
          : [createAsking({ ...ports, ...asking, ...ignored, openBlind })]),
      ]);
    },
  } satisfies Partial<Protocol>;
}
