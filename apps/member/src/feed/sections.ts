/**
 * Sections that are not stored with their batch: large ones, those whose key came later, those of a
 * batch after which the node was killed. A batch that is read again must have the same leaves.
 */

import { parseRound, type Round } from "@tocsin/kernel";
import type {
  ClosedSection,
  FeedStore,
  MailStore,
  MemberLedgerStore,
  RecordFault,
} from "@tocsin/store";
import type { Batch } from "@tocsin/wire";
import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Directories } from "../tokens/directories.ts";
import type { AudienceKeys } from "./audience-keys.ts";
import {
  checkedRecords,
  type Fault,
  openSection,
  recordFault,
  sectionFault,
  stepRecordsMax,
} from "./batch-step.ts";
import type { FeedClient } from "./feed-client.ts";
import type { RecordRules } from "./record-verification.ts";
import { isSameBatch, parsedBatch } from "./verified-batch.ts";

export interface Sections {
  /** Stores the waiting sections of a batch that was applied. */
  store(batch: Batch, sections: readonly ClosedSection[]): Promise<void>;
  /** Reads again the batches of all sections that wait. Throws where no feed answers. */
  openWaiting(signal: AbortSignal): Promise<{ readonly opened: number }>;
  raiseAll(faults: readonly Fault[]): Promise<void>;
}

export interface SectionPorts {
  readonly feed: FeedStore;
  readonly mail: Pick<MailStore, "addLate">;
  readonly ledger: MemberLedgerStore;
  readonly client: FeedClient;
  readonly membership: Membership;
  readonly directories: Directories;
  readonly audienceKeys: AudienceKeys;
  readonly alarms: Alarms;
  readonly schemes: RecordRules["schemes"];
  /** Told of records that came late: whoever matches the feed must look at them, too. */
  readonly onStored: () => void;
}

/** Sections taken from the store at once. */
const sectionsAtOnce = 32;

export function createSections(ports: SectionPorts): Sections {
  return {
    store: async (batch, sections) => {
      for (const section of sections) await storeSection(ports, batch, section);
    },
    openWaiting: async (signal) => {
      let opened = 0;
      while (!signal.aborted) {
        const waiting = await ports.feed.waiting(sectionsAtOnce);
        if (waiting.length === 0) break;
        for (const [round, sections] of byRound(waiting)) {
          await openRound(ports, round, sections, signal);
          opened += sections.length;
        }
      }
      if (opened > 0) ports.onStored();
      return { opened };
    },
    raiseAll: (faults) => raiseAll(ports.alarms, faults),
  };
}

async function openRound(
  ports: SectionPorts,
  round: Round,
  sections: readonly ClosedSection[],
  signal: AbortSignal,
): Promise<void> {
  for (let feed = 0; feed < ports.client.feeds; feed += 1) {
    const bytes = await ports.client.batch(round, feed, signal);
    const batch = bytes && parsedBatch(bytes);
    if (batch === undefined || !(await isKnown(ports.ledger, round, batch))) continue;
    for (const section of sections) await storeSection(ports, batch, section);
    return;
  }
  for (const section of sections) {
    await ports.feed.setSection(section, "damaged");
    await raiseAll(ports.alarms, [sectionFault(round, section.audience)]);
  }
}

async function isKnown(store: MemberLedgerStore, round: Round, batch: Batch): Promise<boolean> {
  const known = await store.batch(round);
  if (known === undefined || batch.header.round !== round) return false;
  return isSameBatch(batch, known, await store.commitments(known.first, known.leaves));
}

async function storeSection(
  ports: SectionPorts,
  batch: Batch,
  section: ClosedSection,
): Promise<void> {
  const { feed, mail, alarms, audienceKeys, directories, membership, schemes } = ports;
  const { round } = batch.header;
  const { audience, epoch } = section;
  const at = batch.header.sections.findIndex(
    (it) => it.audience === audience && it.epoch === epoch,
  );
  const header = batch.header.sections[at];
  // Where everything in it has been withdrawn since, the section itself may be gone.
  if (header === undefined) return feed.setSection(section, "done");
  const opened = openSection(batch, header, at, audienceKeys);
  if (opened.is !== "records") {
    if (opened.is === "damaged") await raiseAll(alarms, [sectionFault(round, audience)]);
    return feed.setSection(section, opened.is);
  }
  const { community } = membership.standing;
  let orphans = 0;
  for (let from = 0; from < opened.records.length; from += stepRecordsMax) {
    const slice = opened.records.slice(from, from + stepRecordsMax);
    const rules = { directories, community, schemes, round, audience };
    const checked = await checkedRecords(rules, slice);
    const faults = await feed.addRecords(checked.records);
    await mail.addLate(checked.mail);
    orphans += faults.filter(({ why }) => why === "orphan").length;
    await raiseAll(alarms, [...checked.faults, ...chainFaults(round, faults)]);
  }
  await alarms.clear("section-damaged", `${round} ${audience}`);
  await feed.setSection(section, orphans > 0 ? "orphan" : "done");
}

/** An orphan is no fault of anyone: what it changes may be older than our keys, or withdrawn. */
export function chainFaults(round: Round, faults: readonly RecordFault[]): Fault[] {
  return faults
    .filter(({ why }) => why !== "orphan")
    .map(({ index, why }) => recordFault(round, index, why));
}

async function raiseAll(alarms: Alarms, faults: readonly Fault[]): Promise<void> {
  for (const { code, subject, evidence } of faults) await alarms.raise(code, subject, evidence);
}

function byRound(sections: readonly ClosedSection[]): Map<Round, ClosedSection[]> {
  const rounds = new Map<Round, ClosedSection[]>();
  for (const section of sections) {
    const round = parseRound(section.round);
    const same = rounds.get(round) ?? [];
    same.push(section);
    rounds.set(round, same);
  }
  return rounds;
}
