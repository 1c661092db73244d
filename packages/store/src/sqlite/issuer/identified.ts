/** Operations of the identified channel: enrolment, key rotation, replays, and quotas. */

import { assert, type Day } from "@tocsin/kernel";

import type { EnrolOutcome, RosterMember, SeenNonce, StoredTokenKey } from "../../issuer-store.ts";
import {
  bytes,
  checkRow,
  integer,
  optional,
  read,
  type Reader,
  rowSum,
  text,
  write,
} from "../engine/index.ts";
import { tokenKeyOf } from "./columns.ts";
import { memberById, updateMember } from "./roster.ts";

export const identifiedOperations = {
  enrol: write(
    (db, secretHash: Uint8Array, key: Uint8Array, nowMs: number, day: Day): EnrolOutcome => {
      const invitation = invitationOf(db, secretHash);
      const member = invitation && memberById(db, invitation.member);
      if (member === undefined || (member.state !== "invited" && member.state !== "active")) {
        return { is: "unknown" };
      }
      if (invitation?.usedBy !== undefined) {
        const again = same(invitation.usedBy, key) && member.key !== null && same(member.key, key);
        return again ? { is: "enrolled", member } : { is: "unknown" };
      }
      if (invitation === undefined || nowMs >= invitation.expiresMs) return { is: "expired" };
      if (keyTaken(db, key)) return { is: "key-taken" };
      const enrolledDay = member.enrolledDay ?? day;
      const enrolled: RosterMember = { ...member, state: "active", key, enrolledDay };
      updateMember(db, enrolled);
      const { member: id, expiresMs } = invitation;
      db.run(
        "UPDATE invitation SET used_by = ?, sum = ? WHERE secret_hash = ?",
        key,
        rowSum(secretHash, id, expiresMs, key),
        secretHash,
      );
      return { is: "enrolled", member: enrolled };
    },
  ),

  rotateKey: write((db, id: string, from: Uint8Array, to: Uint8Array) => {
    const member = memberById(db, id);
    const current = member?.key ?? null;
    if (member === undefined || current === null || !same(current, from)) return "stale";
    if (keyTaken(db, to)) return "key-taken";
    updateMember(db, { ...member, key: to });
    // An invitation that was used with the old key must not bring that key back.
    db.run("DELETE FROM invitation WHERE member = ? AND used_by IS NOT NULL", id);
    return "rotated";
  }),

  rememberNonce: write((db, { key, nonce, untilMs }: SeenNonce, nonceMax: number) => {
    const held = db.get("SELECT count(*) AS n FROM nonce WHERE key = ?", key) ?? {};
    if (db.get("SELECT 1 FROM nonce WHERE key = ? AND nonce = ?", key, nonce) !== undefined) {
      return "seen";
    }
    if (integer(held, "n") >= nonceMax) return "full";
    db.run("INSERT INTO nonce VALUES (?, ?, ?)", key, nonce, untilMs);
    return "fresh";
  }),

  sweepNonces: write((db, nowMs: number, rowsMax: number) =>
    db.run(
      `DELETE FROM nonce WHERE (key, nonce) IN
         (SELECT key, nonce FROM nonce WHERE until_ms < ? LIMIT ?)`,
      nowMs,
      rowsMax,
    ),
  ),

  tokenKey: read((db, id: Uint8Array): StoredTokenKey | undefined => {
    const row = db.get("SELECT * FROM token_key WHERE id = ?", id);
    return row === undefined ? undefined : tokenKeyOf(row);
  }),

  issuance: read((db, member: string, keyId: Uint8Array) => issuedHash(db, member, keyId)),

  recordIssuance: write((db, member: string, keyId: Uint8Array, requestsHash: Uint8Array) => {
    assert(requestsHash.length === 32, "hash of requests");
    if (db.get("SELECT 1 FROM token_key WHERE id = ?", keyId) === undefined) return "no-key";
    if (memberById(db, member)?.state !== "active") return "no-member";
    const before = issuedHash(db, member, keyId);
    if (before !== undefined) return same(before, requestsHash) ? "same" : "other";
    db.run(
      "INSERT INTO issuance VALUES (?, ?, ?, ?)",
      keyId,
      member,
      requestsHash,
      rowSum(keyId, member, requestsHash),
    );
    return "recorded";
  }),
};

interface Invitation {
  readonly member: string;
  readonly expiresMs: number;
  readonly usedBy: Uint8Array | undefined;
}

function invitationOf(db: Reader, secretHash: Uint8Array): Invitation | undefined {
  const row = db.get("SELECT * FROM invitation WHERE secret_hash = ?", secretHash);
  if (row === undefined) return undefined;
  checkRow(row, "sum", "secret_hash", "member", "expires_ms", "used_by");
  return {
    member: text(row, "member"),
    expiresMs: integer(row, "expires_ms"),
    usedBy: optional(bytes, row, "used_by"),
  };
}

function issuedHash(db: Reader, member: string, keyId: Uint8Array): Uint8Array | undefined {
  const row = db.get("SELECT * FROM issuance WHERE key_id = ? AND member = ?", keyId, member);
  if (row === undefined) return undefined;
  checkRow(row, "sum", "key_id", "member", "requests_hash");
  return bytes(row, "requests_hash", 32);
}

function keyTaken(db: Reader, key: Uint8Array): boolean {
  assert(key.length === 32, "member key");
  return db.get("SELECT 1 FROM member WHERE key = ?", key) !== undefined;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
