/**
 * What the ledger says of tags, kept whole for as long as tags live: a value that is evaluated later is
 * compared here, on the company's machine, and nobody is asked.
 */

import { hash } from "node:crypto";

import { assert, type Epoch, toHex } from "@tocsin/kernel";

import type {
  Judged,
  LineStep,
  MatchRow,
  TaggedValue,
  TagLine,
  TagPair,
} from "../../blind-store.ts";
import { bytes, integer, read, rowSum, write, type Writer } from "../engine/index.ts";
import {
  joinedPairs,
  joinedPeers,
  matchesNewest,
  matchOfId,
  matchRowOf,
  pairsIn,
  taggedOf,
} from "./rows.ts";

/** Pairs of one tag that are kept: the newest. */
const pairsKept = 64;
const idChars = 22;
/** After every match. */
const afterAll = Number.MAX_SAFE_INTEGER;

export const lineOperations = {
  linesThrough: read((db): number =>
    integer(db.get("SELECT coalesce(max(position), -1) AS at FROM lines_read") ?? {}, "at"),
  ),

  saveLines: write((db, { position, round, lines, taken }: LineStep): readonly string[] => {
    db.run(
      "INSERT INTO lines_read VALUES (1, ?) ON CONFLICT DO UPDATE SET position = ?",
      position,
      position,
    );
    for (const line of lines) saveLine(db, line, round);
    return taken.filter((parcel) => {
      const sql = "UPDATE sealing SET state = 'taken' WHERE parcel = ? AND state = 'sealed'";
      return db.run(sql, parcel) > 0;
    });
  }),

  unjudged: read((db, max: number): (TaggedValue & { readonly pairs: readonly TagPair[] })[] =>
    db
      .all(
        `SELECT blind_value.*, tag_line.pairs FROM to_judge
         JOIN tag_line ON tag_line.tag = to_judge.tag
         JOIN blind_value ON blind_value.tag = to_judge.tag
         ORDER BY to_judge.tag LIMIT ?`,
        max,
      )
      .map((row) => ({ ...taggedOf(row), pairs: pairsIn(bytes(row, "pairs")) })),
  ),

  saveJudged: write((db, { tag, peers }: Judged): string | undefined => {
    db.run("DELETE FROM to_judge WHERE tag = ?", tag);
    const row = db.get("SELECT number, epoch FROM blind_value WHERE tag = ?", tag);
    if (row === undefined || peers.length === 0) return undefined;
    const value = integer(row, "number");
    const known = db.get("SELECT peers FROM match WHERE value = ?", value);
    const joined = joinedPeers(peers);
    if (known !== undefined && toHex(bytes(known, "peers")) === toHex(joined)) return undefined;
    const id = hash("sha256", Buffer.concat([Buffer.from("tocsin/match/v1"), tag]), "base64url");
    const rounds = peers.map((peer) => peer.round);
    const fields = [value, id.slice(0, idChars), joined, Math.min(...rounds), Math.max(...rounds)];
    db.run("INSERT OR REPLACE INTO match VALUES (?, ?, ?, ?, ?, ?)", ...fields, rowSum(...fields));
    return id.slice(0, idChars);
  }),

  matches: read((db, after: string | undefined, limit: number) => {
    const last = after === undefined ? undefined : db.get(matchOfId, after);
    const place = last === undefined ? afterAll : integer(last, "last_round");
    const items: MatchRow[] = db.all(matchesNewest, place, after ?? "", limit).map(matchRowOf);
    const total = integer(db.get("SELECT count(*) AS n FROM match") ?? {}, "n");
    const next = items.length === limit ? (items.at(-1)?.id ?? null) : null;
    return { items, total, next };
  }),

  match: read((db, id: string): MatchRow | undefined => {
    const row = db.get(matchOfId, id);
    return row && matchRowOf(row);
  }),

  connectionMatched: read(
    (db, of: Epoch, type: string, begins: string): boolean =>
      db.get(
        `SELECT 1 FROM blind_value JOIN match ON match.value = blind_value.number
         WHERE epoch = ? AND type = ? AND blind_value.value >= ? AND blind_value.value < ? LIMIT 1`,
        of,
        type,
        begins,
        `${begins}\u{10ffff}`,
      ) !== undefined,
  ),

  matchesSince: read((db, round: number): number =>
    integer(db.get("SELECT count(*) AS n FROM match WHERE last_round >= ?", round) ?? {}, "n"),
  ),
};

function saveLine(db: Writer, { tag, pairs }: TagLine, round: number): void {
  const row = db.get("SELECT pairs FROM tag_line WHERE tag = ?", tag);
  const known = row === undefined ? [] : pairsIn(bytes(row, "pairs"));
  const keys = new Set(known.map(({ pk }) => toHex(pk)));
  const fresh = pairs.filter(({ pk }) => !keys.has(toHex(pk))).map((it) => ({ ...it, round }));
  const kept = [...known, ...fresh].slice(-pairsKept);
  assert(kept.length > 0, "a line with pairs");
  db.run("INSERT OR REPLACE INTO tag_line VALUES (?, ?, ?)", tag, joinedPairs(kept), round);
  db.run(
    "INSERT INTO to_judge SELECT tag FROM blind_value WHERE tag = ? ON CONFLICT DO NOTHING",
    tag,
  );
}
