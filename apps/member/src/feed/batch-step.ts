/**
 * From a verified batch to what the store takes: the facts for everyone first, then the reports of the
 * sections that we can open and that are small enough to be stored in one go.
 */

import { openAes256Gcm } from "@tocsin/crypto";
import { concatBytes, type Round } from "@tocsin/kernel";
import { encodeFrontier } from "@tocsin/ledger";
import type { ClosedSection, LedgerMail, LedgerStep, NewRecord } from "@tocsin/store";
import {
  type Batch,
  type CommunityFile,
  type LeafRecord,
  sectionContext,
  type SectionHeader,
} from "@tocsin/wire";
import type { AlarmCode } from "../alarms.ts";
import { breathe } from "../breath.ts";
import type { Directories } from "../tokens/directories.ts";
import type { AudienceKeys } from "./audience-keys.ts";
import { type PublicFacts, publicFacts } from "./public-facts.ts";
import { joinedMail, noMail, verifyLeaf } from "./posted-leaf.ts";
import type { RecordRules } from "./record-verification.ts";
import { type LedgerPlace, verifiedRecords } from "./verified-batch.ts";

/** Records of a batch that are stored together with its step. */
export const stepRecordsMax = 256;
/** Records verified before anything else has its turn. */
const recordsAtOnce = 4;

export interface Fault {
  readonly code: AlarmCode;
  readonly subject: string;
  readonly evidence?: unknown;
}

export interface MadeStep {
  readonly step: LedgerStep;
  /** The community file in force after this batch. */
  readonly community: CommunityFile;
  readonly faults: readonly Fault[];
}

export async function makeStep(options: {
  readonly batch: Batch;
  readonly place: LedgerPlace;
  readonly community: CommunityFile;
  readonly directories: Directories;
  readonly audienceKeys: AudienceKeys;
  readonly schemes: RecordRules["schemes"];
  readonly nowMs: number;
}): Promise<MadeStep> {
  const { batch, place, directories, schemes } = options;
  const { header } = batch;
  const faults: Fault[] = [];
  const open = publicRecords(batch);
  if (open === undefined) faults.push(sectionFault(header.round, "public"));
  const facts = publicFacts(open ?? [], options.community, header.round);
  for (const { code, index } of facts.faults) faults.push({ code, subject: String(index) });
  const replacedKeyIds = learned(directories, facts.directories);
  const community = facts.community?.file ?? options.community;
  const rules = { directories, community, schemes, round: header.round };
  const sections: ClosedSection[] = [];
  const records: NewRecord[] = [];
  let mail: LedgerMail = { ...noMail, rulings: facts.rulings, postings: facts.postings };
  for (const [at, section] of header.sections.entries()) {
    if (section.audience === "public") continue;
    const opened = openSection(batch, section, at, options.audienceKeys);
    if (opened.is === "records" && records.length + opened.records.length <= stepRecordsMax) {
      const its = { ...rules, audience: section.audience };
      const checked = await checkedRecords(its, opened.records);
      records.push(...checked.records);
      mail = joinedMail(mail, checked.mail);
      faults.push(...checked.faults);
    } else {
      const why = opened.is === "records" ? "waiting" : opened.is;
      if (why === "damaged") faults.push(sectionFault(header.round, section.audience));
      sections.push({ round: header.round, audience: section.audience, epoch: section.epoch, why });
    }
  }
  const { frontier } = place.followed;
  const step: LedgerStep = {
    state: {
      size: frontier.size,
      frontier: encodeFrontier(frontier),
      checkpoint: header.checkpoint,
      round: header.round,
      verifiedMs: options.nowMs,
    },
    first: header.first,
    commitments: concatBytes(...batch.commitments),
    community: facts.community?.fact,
    directories: facts.directories.map(({ fact }) => fact),
    gatewayKeys: facts.gatewayKeys,
    holderRecords: facts.holderRecords,
    replacedKeyIds,
    sections,
    records,
    mail,
  };
  return { step, community, faults };
}

/** Ids of the keys that the new directories replace. */
function learned(known: Directories, news: PublicFacts["directories"]): string[] {
  return news.flatMap(({ fact, directory }) => {
    const replaced = known.replacedBy(directory);
    known.learn(fact, directory);
    return [...replaced];
  });
}

export type OpenedSection =
  | { readonly is: "records"; readonly records: readonly LeafRecord[] }
  | { readonly is: "no-key" }
  | { readonly is: "damaged" };

/** The records of a section that is not public. */
export function openSection(
  batch: Batch,
  { audience, epoch }: SectionHeader,
  at: number,
  audienceKeys: AudienceKeys,
): OpenedSection {
  const key = audienceKeys.get(audience, epoch);
  if (key === undefined) return { is: "no-key" };
  const context = sectionContext(batch.header.round, audience, epoch);
  const plain = openAes256Gcm(key, batch.sections[at] ?? new Uint8Array(), context);
  const records = plain && verifiedRecords(batch, plain);
  return records === undefined ? { is: "damaged" } : { is: "records", records };
}

export interface CheckedRecords {
  readonly records: readonly NewRecord[];
  readonly mail: LedgerMail;
  readonly faults: readonly Fault[];
}

/** Those of the records that are what they must be; the others as faults, with what proves it. */
export async function checkedRecords(
  rules: RecordRules,
  records: readonly LeafRecord[],
): Promise<CheckedRecords> {
  const good: NewRecord[] = [];
  let mail = noMail;
  const faults: Fault[] = [];
  for (let at = 0; at < records.length; at += recordsAtOnce) {
    const some = records.slice(at, at + recordsAtOnce);
    const verdicts = await Promise.all(some.map((record) => verifyLeaf(rules, record)));
    for (const [place, verdict] of verdicts.entries()) {
      if (verdict.ok && "mail" in verdict) mail = joinedMail(mail, verdict.mail);
      else if (verdict.ok) good.push(verdict.record);
      else faults.push(recordFault(rules.round, some[place]?.index ?? 0, verdict.why));
    }
    await breathe();
  }
  return { records: good, mail, faults };
}

export function recordFault(round: Round, index: number, why: string): Fault {
  return { code: "record-invalid", subject: String(index), evidence: { round, index, why } };
}

export function sectionFault(round: Round, audience: string): Fault {
  return { code: "section-damaged", subject: `${round} ${audience}` };
}

function publicRecords(batch: Batch): LeafRecord[] | undefined {
  const records: LeafRecord[] = [];
  for (const [at, section] of batch.header.sections.entries()) {
    if (section.audience !== "public") continue;
    const some = verifiedRecords(batch, batch.sections[at] ?? new Uint8Array());
    if (some === undefined) return undefined;
    records.push(...some);
  }
  return records;
}
