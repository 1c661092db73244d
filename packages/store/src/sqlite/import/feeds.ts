/** The feeds themselves and how their tries went. */

import type { ImportFeed, ImportFeedState, ImportTry } from "../../import-store.ts";
import {
  flag,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";

export const feedOperations = {
  feeds: read((db): ImportFeedState[] =>
    db.all("SELECT * FROM feed ORDER BY number").map((row) => stateOf(db, row)),
  ),

  addFeed: write((db, feed: ImportFeed): boolean => {
    const { id, name, kind, url, everyMs, scheme, user, secret, allowPrivate, createdMs } = feed;
    const values = [id, name, kind, url, everyMs, scheme, user, secret, allowPrivate ? 1 : 0];
    const columns =
      "id, name, kind, url, every, scheme, user, secret, private, signers, created, next";
    const added = db.run(
      `INSERT INTO feed (${columns}, failures, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
       ON CONFLICT DO NOTHING`,
      ...values,
      feed.signers.join(" "),
      createdMs,
      createdMs,
    );
    return added === 1;
  }),

  removeFeed: write((db, id: string): boolean => {
    const feed = numberOf(db, id);
    if (feed === undefined) return false;
    db.run("DELETE FROM value WHERE feed = ?", feed);
    db.run("DELETE FROM item WHERE feed = ?", feed);
    db.run("DELETE FROM feed WHERE number = ?", feed);
    return true;
  }),

  saveTry: write((db, id: string, { triedMs, goodMs, nextMs, failures, code }: ImportTry) => {
    db.run(
      `UPDATE feed SET tried = ?, good = coalesce(?, good), next = ?, failures = ?, code = ?
       WHERE id = ?`,
      ...[triedMs, goodMs, nextMs, failures, code, id],
    );
  }),

  beginRun: write((db, id: string): number => {
    db.run("UPDATE feed SET run = run + 1 WHERE id = ?", id);
    return integer(db.get("SELECT run FROM feed WHERE id = ?", id) ?? {}, "run");
  }),
};

/** The feed's number in the other tables; undefined where it was removed. */
export function numberOf(db: Reader | Writer, id: string): number | undefined {
  const row = db.get("SELECT number FROM feed WHERE id = ?", id);
  return row === undefined ? undefined : integer(row, "number");
}

function stateOf(db: Reader, row: Row): ImportFeedState {
  const feed = integer(row, "number");
  const count = (sql: string): number => integer(db.get(sql, feed) ?? {}, "n");
  return {
    id: text(row, "id"),
    name: text(row, "name"),
    kind: text(row, "kind"),
    url: text(row, "url"),
    everyMs: integer(row, "every"),
    scheme: optional(text, row, "scheme") ?? null,
    user: optional(text, row, "user") ?? null,
    secret: optional(text, row, "secret") ?? null,
    allowPrivate: flag(row, "private"),
    signers: text(row, "signers")
      .split(" ")
      .filter((it) => it !== ""),
    createdMs: integer(row, "created"),
    triedMs: optional(integer, row, "tried") ?? null,
    goodMs: optional(integer, row, "good") ?? null,
    nextMs: integer(row, "next"),
    failures: integer(row, "failures"),
    code: optional(text, row, "code") ?? null,
    cursor: optional(text, row, "cursor") ?? null,
    items: count("SELECT count(*) AS n FROM item WHERE feed = ? AND gone = 0"),
    values: count("SELECT count(*) AS n FROM value WHERE feed = ?"),
    newestMs: optional(integer, row, "newest") ?? null,
  };
}
