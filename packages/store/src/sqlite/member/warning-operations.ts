/** Matching the feed against what the node has seen, sightings, warnings and search. Operations. */

import { assert } from "@tocsin/kernel";

import type {
  FeedChange,
  FeedPass,
  SightingPage,
  WarningPage,
  WarningRow,
  WarningRowState,
  WatchedObservable,
} from "../../member/warning-port.ts";
import { integer, read, type Reader, text, write, type Writer } from "../engine/index.ts";
import { type FeedSearch, forgetReport, indexReport, searchFeed } from "./feed-index.ts";
import { addOwn, ownReportSource, ownTotal, reasonOf, sourceName } from "./own-observables.ts";
import { campaignReasons, seenSince, setCampaign, type SetCampaign } from "./campaign-warnings.ts";
import { closeWarning, passCursor, raiseFor, setReasons, warningOf } from "./warning-rows.ts";

interface SettleRequest {
  readonly pass: FeedPass;
  readonly changes: readonly FeedChange[];
  readonly through: number | null;
  readonly nowMs: number;
}

interface PageQuery {
  readonly after: string | undefined;
  readonly limit: number;
}

export const warningOperations = {
  addSightings: write(
    (
      db,
      request: {
        readonly source: string;
        readonly observables: readonly WatchedObservable[];
        readonly addedMs: number;
      },
    ) => {
      const { source, observables, addedMs } = request;
      const fresh = addOwn(db, source, observables, addedMs);
      const raised = raiseFor(db, fresh, sourceName(source), addedMs);
      return { added: fresh.length, known: observables.length - fresh.length, raised };
    },
  ),

  sightingPage: read((db, query: PageQuery): SightingPage => {
    const rows = db.all(
      "SELECT * FROM own_observable WHERE number < ? ORDER BY number DESC LIMIT ?",
      below(query.after),
      query.limit + 1,
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => ({
        type: text(row, "type"),
        value: text(row, "value"),
        source: text(row, "source"),
        addedMs: integer(row, "added_ms"),
      })),
      total: ownTotal(db),
      next: last === undefined ? null : String(integer(last, "number")),
    };
  }),

  sightingCount: read((db) => ownTotal(db)),

  feedCursor: read((db, pass: FeedPass): number | undefined =>
    pass === "new" ? (passCursor(db, pass) ?? 0) : passCursor(db, pass),
  ),

  beginFeedAgain: write((db) => {
    db.run("INSERT OR REPLACE INTO feed_pass VALUES ('again', 0)");
  }),

  settleChanges: write((db, request: SettleRequest) => settle(db, request)),

  warning: read((db, id: string, nowMs: number): WarningRow | undefined => {
    const number = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
    const row = db.get("SELECT * FROM warning WHERE number = ?", number);
    return row === undefined ? undefined : warningOf(db, row, nowMs);
  }),

  warningPage: read(
    (
      db,
      query: PageQuery & { readonly state: WarningRowState | undefined; readonly nowMs: number },
    ): WarningPage => {
      const { where, values } = stateFilter(query.state, query.nowMs);
      const rows = db.all(
        `SELECT * FROM warning WHERE closed = 0 AND lead IS NULL ${where} AND rank < ?
         ORDER BY rank DESC LIMIT ?`,
        ...values,
        below(query.after),
        query.limit + 1,
      );
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => warningOf(db, row, query.nowMs)),
        total: countWarnings(db, query.state, query.nowMs),
        next: last === undefined ? null : String(integer(last, "rank")),
      };
    },
  ),

  setWarningState: write(
    (db, id: string, state: WarningRowState, snoozedUntilMs: number | null): boolean =>
      db.run(
        "UPDATE warning SET state = ?, snoozed_until_ms = ?, aside = 0 WHERE number = ?",
        state,
        snoozedUntilMs,
        /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0,
      ) === 1,
  ),

  seenSince: read((db, rank: number, limit: number) => seenSince(db, rank, limit)),

  setCampaignWarnings: write((db, request: SetCampaign) => setCampaign(db, request)),

  newWarningCount: read((db, nowMs: number) => countWarnings(db, "new", nowMs)),

  searchReports: read((db, query: FeedSearch) => searchFeed(db, query)),
};

/** Each change once: a pass that was cut off goes on where its last transaction ended. */
function settle(db: Writer, request: SettleRequest): { raised: number; changed: number } {
  const { pass, changes, through, nowMs } = request;
  const from = passCursor(db, pass) ?? 0;
  let raised = 0;
  let changed = 0;
  for (const change of changes) {
    if (change.arrival <= from) continue;
    const outcome = settleOne(db, change, nowMs);
    raised += outcome.raised;
    changed += outcome.changed;
  }
  if (through === null) db.run("DELETE FROM feed_pass WHERE name = ?", pass);
  else {
    assert(through >= from, "a pass goes forwards");
    db.run("INSERT OR REPLACE INTO feed_pass VALUES (?, ?)", pass, through);
  }
  return { raised, changed };
}

function settleOne(
  db: Writer,
  change: FeedChange,
  nowMs: number,
): { raised: number; changed: number } {
  if (change.withdrawn) {
    forgetReport(db, change.report);
    return { raised: 0, changed: closeWarning(db, change.report) ? 1 : 0 };
  }
  indexReport(db, change);
  if (change.mine) {
    const fresh = addOwn(db, ownReportSource, change.observables, nowMs);
    return { raised: raiseFor(db, fresh, ownReportSource, nowMs), changed: 0 };
  }
  if (change.untilMs <= nowMs) return { raised: 0, changed: 0 };
  const seen = change.observables.map((it) => reasonOf(db, it)).filter((it) => it !== undefined);
  const reasons = [...seen, ...change.reasons, ...campaignReasons(db, change.report)];
  const outcome = setReasons(db, change.report, reasons, nowMs);
  return { raised: outcome === "raised" ? 1 : 0, changed: outcome === "changed" ? 1 : 0 };
}

function below(after: string | undefined): number {
  const rank = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
  return Number.isSafeInteger(rank) ? rank : 0;
}

/** "new" takes in snoozes that are over, "snoozed" leaves them out. */
function stateFilter(
  state: WarningRowState | undefined,
  nowMs: number,
): { where: string; values: (string | number)[] } {
  if (state === undefined) return { where: "", values: [] };
  if (state === "new") {
    return {
      where: "AND (state = 'new' OR (state = 'snoozed' AND snoozed_until_ms <= ?))",
      values: [nowMs],
    };
  }
  if (state === "snoozed") {
    return { where: "AND state = 'snoozed' AND snoozed_until_ms > ?", values: [nowMs] };
  }
  return { where: "AND state = ?", values: [state] };
}

function countWarnings(db: Reader, state: WarningRowState | undefined, nowMs: number): number {
  const { where, values } = stateFilter(state, nowMs);
  const sql = `SELECT count(*) AS n FROM warning WHERE closed = 0 AND lead IS NULL ${where}`;
  return integer(db.get(sql, ...values) ?? {}, "n");
}
