/** What people and the node ask of campaigns. */

import { compare, sharesOf, unpackFeatures } from "@tocsin/correlation/comparing";
import { assert, parseJson } from "@tocsin/kernel";

import type {
  CampaignConcern,
  CampaignDetail,
  CampaignHappening,
  CampaignOutline,
  CampaignReport,
  CampaignTie,
  ComparedLink,
  CorrectionRow,
} from "../../campaign-store.ts";
import { flag, integer, read, type Reader, real, type Row, text, write } from "../engine/index.ts";
import { FeatureTable } from "./feature-table.ts";
import { correctionOf } from "./judging.ts";
import { numberOf, set, setting } from "./settings.ts";
import { votesIn, votesOn } from "./votes.ts";

/** Of a campaign, so many of its newest reports are looked at for what it is called. */
const labelledMax = 50;
const happeningsMax = 200;
const correctionsMax = 200;
const happenedReportsMax = 50;

/** Log-odds from which a tie warns by itself: on weaker ones a campaign rests, but nobody is woken. */
const tellingOddsMin = 4;

const isOurs = "(report.mine = 1 OR report.report IN (SELECT report FROM seen))";

export const readingOperations = {
  fixSeed: write((db, drawn: number): number => {
    if (db.get("SELECT value FROM setting WHERE name = 'seed'") === undefined)
      set(db, "seed", drawn);
    return setting(db, "seed");
  }),

  cursor: read((db) => setting(db, "cursor")),

  markSeen: write((db, reports: readonly string[], through: number) => {
    for (const report of reports) {
      const added = db.run("INSERT INTO seen VALUES (?) ON CONFLICT DO NOTHING", report);
      if (added === 0) continue;
      db.run(
        `UPDATE campaign SET due = due + 1
         WHERE number = (SELECT campaign FROM report WHERE report = ?)`,
        report,
      );
    }
    set(db, "seen", through);
  }),

  seenThrough: read((db) => setting(db, "seen")),

  concerns: read((db, limit: number, reportsMax: number): CampaignConcern[] =>
    db
      .all("SELECT number, due FROM campaign WHERE due > 0 ORDER BY number LIMIT ?", limit)
      .map((row) => concernOf(db, integer(row, "number"), integer(row, "due"), reportsMax)),
  ),

  dealtWith: write((db, campaign: number, due: number) => {
    db.run("UPDATE campaign SET due = 0 WHERE number = ? AND due = ?", campaign, due);
  }),

  page: read((db, query: { readonly after: string | undefined; readonly limit: number }) => {
    const below = query.after === undefined ? Number.MAX_SAFE_INTEGER : Number(query.after);
    const rows = db.all(
      "SELECT number, rank FROM campaign WHERE rank < ? ORDER BY rank DESC LIMIT ?",
      Number.isSafeInteger(below) ? below : 0,
      query.limit + 1,
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    const total = db.get("SELECT count(*) AS n FROM campaign WHERE rank IS NOT NULL");
    return {
      items: shown.map((row) => outlineOf(db, integer(row, "number"))),
      total: integer(total ?? {}, "n"),
      next: last === undefined ? null : String(integer(last, "rank")),
    };
  }),

  detail: read(
    (
      db,
      asked: number,
      limits: { readonly members: number; readonly ties: number },
    ): CampaignDetail | undefined => {
      const campaign = standing(db, asked);
      return campaign === undefined
        ? undefined
        : {
            ...outlineOf(db, campaign),
            members: membersOf(db, campaign, limits.members),
            ties: tiesOf(db, campaign, limits.ties),
            history: happeningsOf(db, campaign),
            corrections: correctionsOf(db, campaign),
            votes: votesIn(db, campaign),
          };
    },
  ),

  campaignsOf: read((db, reports: readonly string[]) => {
    const outlines = new Map<number, CampaignOutline>();
    return reports.flatMap((report) => {
      const sql = "SELECT campaign FROM report WHERE report = ? AND campaign IS NOT NULL";
      const row = db.get(sql, report);
      if (row === undefined) return [];
      const campaign = integer(row, "campaign");
      const outline = outlines.get(campaign) ?? outlineOf(db, campaign);
      outlines.set(campaign, outline);
      return [{ report, outline }];
    });
  }),

  tieToOurs: read((db, report: string): CampaignTie | undefined => {
    const number = numberOf(db, report);
    if (number === undefined) return undefined;
    const row = db.get(
      `SELECT report.report AS other, link.odds FROM link JOIN report ON report.number = link.b
       WHERE link.a = ? AND link.tied = 1
       ORDER BY ${isOurs} DESC, link.odds DESC LIMIT 1`,
      number,
    );
    return row === undefined
      ? undefined
      : tieOf(db, { a: report, b: text(row, "other"), odds: real(row, "odds") });
  }),

  tiedTo: read((db, report: string): string[] =>
    db
      .all(
        `SELECT other.report FROM report AS one JOIN link ON link.a = one.number AND link.tied = 1
         JOIN report AS other ON other.number = link.b
         WHERE one.report = ? ORDER BY link.odds DESC LIMIT ?`,
        report,
        correctionsMax,
      )
      .map((row) => text(row, "report")),
  ),

  compared: read((db, features: Uint8Array, report: string): ComparedLink | undefined => {
    const number = numberOf(db, report);
    if (number === undefined) return undefined;
    const packed = unpackFeatures(features);
    const table = new FeatureTable(db);
    table.about(packed);
    const shares = sharesOf(table, packed.features);
    const { evidence, size } = compare(table, packed.features, shares, number);
    return { evidence, size, shares: shares.map((it) => Array.from(it)) };
  }),
};

/** The campaign itself, also where it fell apart, or what took it in. */
function standing(db: Reader, asked: number): number | undefined {
  let campaign = asked;
  for (;;) {
    const row = db.get("SELECT rank, merged_into FROM campaign WHERE number = ?", campaign);
    if (row === undefined) return undefined;
    if (row["merged_into"] === null) return campaign;
    const into = integer(row, "merged_into");
    // This ends: numbers only fall.
    assert(into < campaign, "campaigns are taken in by older ones");
    campaign = into;
  }
}

function outlineOf(db: Reader, campaign: number): CampaignOutline {
  const row = db.get(
    `SELECT count(*) AS reports, total(mine) AS mine, min(published_ms) AS first,
       max(published_ms) AS last,
       total(report.report IN (SELECT report FROM seen)) AS seen
     FROM report WHERE campaign = ?`,
    campaign,
  );
  const labelled = db.all(
    `SELECT grp, labels FROM report WHERE campaign = ? ORDER BY published_ms DESC LIMIT ?`,
    campaign,
    labelledMax,
  );
  return {
    campaign,
    reports: integer(row ?? {}, "reports"),
    mine: integer(row ?? {}, "mine"),
    seen: integer(row ?? {}, "seen"),
    firstMs: momentOf(row, "first"),
    lastMs: momentOf(row, "last"),
    labels: labelled.map((it) => ({ group: text(it, "grp"), labels: text(it, "labels") })),
  };
}

/** A campaign of which all was withdrawn has no moment. */
function momentOf(row: Row | undefined, column: string): number {
  return row === undefined || row[column] === null ? 0 : integer(row, column);
}

function membersOf(db: Reader, campaign: number, limit: number): CampaignReport[] {
  return db
    .all(
      `SELECT report, published_ms, mine, grp, labels, report IN (SELECT report FROM seen) AS seen
       FROM report WHERE campaign = ? ORDER BY published_ms DESC, number DESC LIMIT ?`,
      campaign,
      limit,
    )
    .map((row) => ({
      report: text(row, "report"),
      publishedMs: integer(row, "published_ms"),
      mine: flag(row, "mine"),
      seen: flag(row, "seen"),
      group: text(row, "grp"),
      labels: text(row, "labels"),
    }));
}

function tiesOf(db: Reader, campaign: number, limit: number): CampaignTie[] {
  return db
    .all(
      `SELECT one.report AS a, other.report AS b, link.odds FROM report AS one
       JOIN link ON link.a = one.number AND link.tied = 1 AND link.a > link.b
       JOIN report AS other ON other.number = link.b AND other.campaign = one.campaign
       WHERE one.campaign = ? ORDER BY link.odds DESC LIMIT ?`,
      campaign,
      limit,
    )
    .map((row) => tieOf(db, { a: text(row, "a"), b: text(row, "b"), odds: real(row, "odds") }));
}

function tieOf(db: Reader, found: Pick<CampaignTie, "a" | "b" | "odds">): CampaignTie {
  const said = votesOn(db, found.a, found.b);
  return { ...found, voted: said?.odds ?? 0, votes: said?.counts ?? [] };
}

function happeningsOf(db: Reader, campaign: number): CampaignHappening[] {
  return db
    .all(
      "SELECT * FROM happening WHERE campaign = ? ORDER BY number DESC LIMIT ?",
      campaign,
      happeningsMax,
    )
    .map((row) => ({
      kind: kindOf(text(row, "kind")),
      atMs: integer(row, "at_ms"),
      reports: numbersIn(row, "reports").flatMap((number) => {
        const report = db.get("SELECT report FROM report WHERE number = ?", number);
        return report === undefined ? [] : [text(report, "report")];
      }),
      campaigns: numbersIn(row, "campaigns"),
    }))
    .reverse();
}

function kindOf(text_: string): CampaignHappening["kind"] {
  const kind = (["start", "join", "merge", "split", "votes", "corrected"] as const).find(
    (it) => it === text_,
  );
  assert(kind !== undefined, "kind of a happening");
  return kind;
}

function numbersIn(row: Row, column: string): number[] {
  const list = parseJson(text(row, column));
  assert(Array.isArray(list), "a list of numbers");
  return list.slice(0, happenedReportsMax).filter((it) => typeof it === "number");
}

/** Made when looking at the campaign, or of what is in it. */
function correctionsOf(db: Reader, campaign: number): CorrectionRow[] {
  return db
    .all(
      `SELECT correction.number, says, at_ms, secret, one.report AS a, other.report AS b
       FROM correction JOIN report AS one ON one.report IN (correction.a, correction.b)
       JOIN report AS other ON other.report IN (correction.a, correction.b)
         AND other.number > one.number
       WHERE correction.campaign = ? OR one.campaign = ? OR other.campaign = ?
       ORDER BY correction.number DESC LIMIT ?`,
      campaign,
      campaign,
      campaign,
      correctionsMax,
    )
    .map(correctionOf);
}

function concernOf(db: Reader, campaign: number, due: number, reportsMax: number): CampaignConcern {
  const mine = db.get("SELECT 1 FROM report WHERE campaign = ? AND mine = 1 LIMIT 1", campaign);
  const ours = db.get(`SELECT 1 FROM report WHERE campaign = ? AND ${isOurs} LIMIT 1`, campaign);
  const others =
    ours === undefined
      ? []
      : db.all(
          `SELECT report.number, report.report FROM report WHERE campaign = ? AND NOT ${isOurs}
           ORDER BY published_ms DESC LIMIT ?`,
          campaign,
          reportsMax,
        );
  const reports = others.map((row) => ({
    report: text(row, "report"),
    tied:
      db.get(
        `SELECT 1 FROM link JOIN report ON report.number = link.b
         WHERE link.a = ? AND link.tied = 1 AND link.odds >= ? AND ${isOurs} LIMIT 1`,
        integer(row, "number"),
        tellingOddsMin,
      ) !== undefined,
  }));
  return { campaign, due, reports, ours: mine === undefined ? "what was seen here" : "own report" };
}
