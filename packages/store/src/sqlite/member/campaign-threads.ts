/**
 * Warnings that ring for nothing but their campaign are one: the first leads, the others are its updates. They are
 * in no list and on no channel by themselves; a strong one makes its leader new again.
 */

import type { WarningUpdate } from "../../member/warning-port.ts";
import {
  integer,
  type Migration,
  optional,
  type Reader,
  type Row,
  text,
  type Writer,
} from "../engine/index.ts";
import { isLoud, reasonsOf } from "./warning-reasons.ts";

export const warningThreadTables: Migration = {
  name: "warnings of one campaign in one",
  sql: `
    ALTER TABLE warning ADD COLUMN lead INTEGER;
    CREATE INDEX warning_lead ON warning (lead) WHERE lead IS NOT NULL;
  `,
};

/** Of one leader, the newest. */
const updatesMax = 100;

/** Ranks follow the moments of raising, also of raising again. */
export const nextRank = "(SELECT coalesce(max(rank), 0) + 1 FROM warning)";

interface Threaded {
  readonly number: number;
  readonly subject: string;
  readonly rank: number;
  readonly lead: number | undefined;
  /** It rings for nothing but the campaign. */
  readonly isPlain: boolean;
  readonly isStrong: boolean;
}

export function updatesOf(db: Reader, leader: number): WarningUpdate[] {
  return db
    .all(
      "SELECT * FROM warning WHERE lead = ? AND closed = 0 ORDER BY rank DESC LIMIT ?",
      leader,
      updatesMax,
    )
    .map((row) => ({
      report: text(row, "subject"),
      raisedMs: integer(row, "raised_ms"),
      strength: threadedOf(row).isStrong ? "strong" : "weak",
    }));
}

/** Reports of the campaign that ring for it. */
export function strongIn(db: Reader, campaign: number): ReadonlySet<string> {
  const strong = warningsOf(db, campaign).filter((it) => it.isStrong);
  return new Set(strong.map(({ subject }) => subject));
}

/**
 * Folds what is open of a campaign. `known`: what rang for it before, and the highest rank then. Resolves how many
 * of what rings since do it by themselves.
 */
export function foldCampaign(
  db: Writer,
  campaign: number,
  known: { readonly strong: ReadonlySet<string>; readonly rank: number },
  nowMs: number,
): number {
  const all = warningsOf(db, campaign);
  const leader = leaderOf(all);
  const isFresh = ({ subject, isStrong }: Threaded): boolean =>
    isStrong && !known.strong.has(subject);
  for (const it of all) {
    const lead = it.isPlain && it !== leader ? leader?.number : undefined;
    if (it.lead !== lead) setLead(db, it.number, lead);
  }
  const alone = all.filter((it) => it === leader || !it.isPlain);
  const ringing = alone.filter((it) => it.rank > known.rank).length;
  const isNews = all.some((it) => !alone.includes(it) && isFresh(it));
  if (leader === undefined || !isNews || leader.rank > known.rank) return ringing;
  db.run(
    `UPDATE warning SET state = 'new', aside = 0, snoozed_until_ms = NULL, raised_ms = ?,
       rank = ${nextRank} WHERE number = ?`,
    nowMs,
    leader.number,
  );
  return ringing + 1;
}

/** Its updates go on under the first of them, in the state that a person gave the whole. */
export function withoutLeader(db: Writer, leader: number): void {
  const rows = db.all(
    "SELECT number FROM warning WHERE lead = ? AND closed = 0 ORDER BY number",
    leader,
  );
  const [first] = rows.map((row) => integer(row, "number"));
  if (first === undefined) return;
  db.run(
    `UPDATE warning SET (state, snoozed_until_ms, aside) =
       (SELECT state, snoozed_until_ms, aside FROM warning WHERE number = ?) WHERE number = ?`,
    leader,
    first,
  );
  setLead(db, first, undefined);
  db.run("UPDATE warning SET lead = ? WHERE lead = ?", first, leader);
}

/** The one that leads already, of several the first; else a strong one, else the first. */
function leaderOf(all: readonly Threaded[]): Threaded | undefined {
  const leads = new Set(all.flatMap(({ lead }) => lead ?? []));
  const plain = all.filter((it) => it.isPlain);
  return all.find(({ number }) => leads.has(number)) ?? plain.find((it) => it.isStrong) ?? plain[0];
}

function warningsOf(db: Reader, campaign: number): Threaded[] {
  return db
    .all(
      `SELECT warning.* FROM warning_campaign
         JOIN warning ON warning.subject = warning_campaign.report
       WHERE warning_campaign.campaign = ? AND warning.closed = 0 ORDER BY warning.number`,
      campaign,
    )
    .map(threadedOf);
}

function threadedOf(row: Row): Threaded {
  const loud = reasonsOf(row).filter(isLoud);
  return {
    number: integer(row, "number"),
    subject: text(row, "subject"),
    rank: integer(row, "rank"),
    lead: optional(integer, row, "lead"),
    isPlain: loud.every(({ kind }) => kind === "campaign"),
    isStrong: loud.some(({ kind }) => kind === "campaign"),
  };
}

function setLead(db: Writer, number: number, lead: number | undefined): void {
  db.run("UPDATE warning SET lead = ? WHERE number = ?", lead ?? null, number);
}
