/** Identity, moments drawn once, and report keys. Schema and operations. */

import { assert } from "@tocsin/kernel";

import type { EnrolmentTry, KeyPlace, MasterKey, OwnKey } from "../../member/identity-port.ts";
import type { MemberIdentity } from "../../member/identity-port.ts";
import {
  bytes,
  flag,
  integer,
  type Migration,
  optional,
  read,
  type Reader,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";

export const identityTables: Migration = {
  name: "identity, moments and report keys",
  sql: `
    CREATE TABLE enrolment (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      seed BLOB NOT NULL,
      invitation TEXT NOT NULL
    ) STRICT;
    CREATE TABLE identity (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      seed BLOB NOT NULL,
      next_seed BLOB,
      member_id TEXT NOT NULL,
      legal_id TEXT NOT NULL,
      classes TEXT NOT NULL,
      community TEXT NOT NULL,
      community_revision INTEGER NOT NULL,
      enrolled_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE moment (name TEXT PRIMARY KEY, drawn INTEGER NOT NULL) STRICT;
    CREATE TABLE master_key (
      id TEXT PRIMARY KEY,
      year INTEGER NOT NULL,
      secret BLOB NOT NULL,
      active INTEGER NOT NULL,
      next INTEGER NOT NULL,
      backed_up INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX master_key_active ON master_key (year) WHERE active = 1;
    CREATE TABLE own_key (
      pk_sign TEXT PRIMARY KEY,
      master TEXT NOT NULL REFERENCES master_key (id),
      number INTEGER NOT NULL,
      UNIQUE (master, number)
    ) STRICT;
  `,
};

const seedBytes = 32;

export const identityOperations = {
  identity: read((db): MemberIdentity | undefined => {
    const row = db.get("SELECT * FROM identity");
    return row === undefined ? undefined : identityOf(row);
  }),

  beginEnrolment: write((db, attempt: EnrolmentTry): EnrolmentTry => {
    const row = db.get("SELECT seed FROM enrolment WHERE invitation = ?", attempt.invitation);
    if (row !== undefined) {
      return { seed: bytes(row, "seed", seedBytes), invitation: attempt.invitation };
    }
    db.run("INSERT OR REPLACE INTO enrolment VALUES (1, ?, ?)", attempt.seed, attempt.invitation);
    return attempt;
  }),

  completeEnrolment: write((db, identity: Omit<MemberIdentity, "nextSeed">) => {
    db.run(
      "INSERT INTO identity VALUES (1, ?, NULL, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      identity.seed,
      identity.memberId,
      identity.legalId,
      identity.classes.join("\n"),
      identity.community,
      identity.communityRevision,
      identity.enrolledMs,
    );
    db.run("DELETE FROM enrolment");
  }),

  beginRotation: write((db, seed: Uint8Array): Uint8Array => {
    db.run("UPDATE identity SET next_seed = ? WHERE next_seed IS NULL", seed);
    const row = db.get("SELECT next_seed FROM identity");
    assert(row, "only an enrolled node changes its key");
    return bytes(row, "next_seed", seedBytes);
  }),

  completeRotation: write((db) => {
    db.run("UPDATE identity SET seed = next_seed, next_seed = NULL WHERE next_seed IS NOT NULL");
  }),

  setClasses: write((db, classes: readonly string[]) => {
    db.run("UPDATE identity SET classes = ?", classes.join("\n"));
  }),

  fixMoment: write((db, name: string, drawn: number): number => {
    db.run("INSERT INTO moment VALUES (?, ?) ON CONFLICT DO NOTHING", name, drawn);
    return integer(db.get("SELECT drawn FROM moment WHERE name = ?", name) ?? {}, "drawn");
  }),

  masters: read((db): readonly MasterKey[] =>
    db.all("SELECT * FROM master_key ORDER BY year, id").map(masterOf),
  ),

  addMaster: write((db, key: Pick<MasterKey, "id" | "year" | "secret">): MasterKey => {
    db.run(
      "INSERT INTO master_key VALUES (?, ?, ?, 1, 0, 0) ON CONFLICT DO NOTHING",
      key.id,
      key.year,
      key.secret,
    );
    const row = db.get("SELECT * FROM master_key WHERE year = ? AND active = 1", key.year);
    assert(row, "each year has one active master key");
    return masterOf(row);
  }),

  takeNumbers: write((db, master: string, count: number): number => {
    const row = db.get("SELECT next FROM master_key WHERE id = ? AND active = 1", master);
    assert(row, "only an active master key makes new keys");
    db.run("UPDATE master_key SET next = next + ? WHERE id = ?", count, master);
    return integer(row, "next");
  }),

  addOwnKeys: write((db, keys: readonly OwnKey[]) => {
    addOwnKeys(db, keys);
  }),

  markBackedUp: write((db, masters: readonly string[]) => {
    for (const id of masters) db.run("UPDATE master_key SET backed_up = 1 WHERE id = ?", id);
  }),

  ownKey: read((db, pkSign: string) => ownKey(db, pkSign)),

  restoreKeys: write(
    (
      db,
      masters: readonly Pick<MasterKey, "id" | "year" | "secret" | "next">[],
      keys: readonly OwnKey[],
    ) => {
      let added = 0;
      for (const { id, year, secret, next } of masters) {
        added += db.run(
          "INSERT INTO master_key VALUES (?, ?, ?, 0, ?, 1) ON CONFLICT DO NOTHING",
          id,
          year,
          secret,
          next,
        );
      }
      addOwnKeys(db, keys);
      // Reports that were read before are ours from now on; their leaves were not kept.
      db.run("UPDATE report SET mine = 1 WHERE pk_sign IN (SELECT pk_sign FROM own_key)");
      db.run(
        `INSERT INTO own_report SELECT report.id, own_key.master, own_key.number
         FROM report JOIN own_key USING (pk_sign) WHERE true ON CONFLICT DO NOTHING`,
      );
      return { added };
    },
  ),
};

/** Where the keys of a report under this pseudonym come from; undefined for another member's. */
export function ownKey(db: Reader, pkSign: string): KeyPlace | undefined {
  const row = db.get("SELECT master, number FROM own_key WHERE pk_sign = ?", pkSign);
  if (row === undefined) return undefined;
  return { master: text(row, "master"), number: integer(row, "number") };
}

export function addOwnKeys(db: Writer, keys: readonly OwnKey[]): void {
  for (const { pkSign, master, number } of keys) {
    db.run(
      "INSERT INTO own_key VALUES (?, ?, ?) ON CONFLICT (pk_sign) DO NOTHING",
      pkSign,
      master,
      number,
    );
  }
}

function identityOf(row: Row): MemberIdentity {
  return {
    seed: bytes(row, "seed", seedBytes),
    memberId: text(row, "member_id"),
    legalId: text(row, "legal_id"),
    classes: text(row, "classes").split("\n"),
    community: text(row, "community"),
    communityRevision: integer(row, "community_revision"),
    enrolledMs: integer(row, "enrolled_ms"),
    nextSeed: optional((from, column) => bytes(from, column, seedBytes), row, "next_seed"),
  };
}

function masterOf(row: Row): MasterKey {
  return {
    id: text(row, "id"),
    year: integer(row, "year"),
    secret: bytes(row, "secret", seedBytes),
    active: flag(row, "active"),
    next: integer(row, "next"),
    backedUp: flag(row, "backed_up"),
  };
}
