/** Rows of the issuer's tables as domain types; what does not fit means a damaged file. */

import { type Day, type Epoch, TocsinError } from "@tocsin/kernel";
import type { ClassId, SizeBand, TokenPurpose } from "@tocsin/wire";

import {
  issuerNoticeKinds,
  type MemberState,
  type MemberTraits,
  memberStates,
  type RosterClass,
  type RosterMember,
  type StoredIssuerNotice,
  type StoredTokenKey,
} from "../../issuer-store.ts";
import { bytes, checkRow, integer, optional, type Row, text } from "../engine/index.ts";

const classPattern = /^[a-z][a-z0-9-]{0,31}$/;
const epochPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const dayPattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
// The thread that runs the operations loads no schema library, so the words stand here again; the
// contract suite stores a key of every purpose that the protocol has.
const purposePattern = /^(?:report|probe|message|vote|read|relay)$/;

const memberColumns = [
  "id",
  "name",
  "legal_id",
  "class",
  "state",
  "key",
  "invited_day",
  "enrolled_day",
] as const;

export function memberOf(row: Row): RosterMember {
  checkRow(row, "sum", ...memberColumns);
  return {
    id: text(row, "id"),
    name: text(row, "name"),
    legalId: text(row, "legal_id"),
    class: classOf(row, "class"),
    state: memberState(row, "state"),
    key: optional((it, column) => bytes(it, column, 32), row, "key") ?? null,
    invitedDay: day(row, "invited_day"),
    enrolledDay: optional(day, row, "enrolled_day") ?? null,
  };
}

/** Values in the order of the table's columns, without the sum. */
export function memberValues(member: RosterMember) {
  const { id, name, legalId, state, key, invitedDay, enrolledDay } = member;
  return [id, name, legalId, member.class, state, key, invitedDay, enrolledDay] as const;
}

const sizePattern = /^(?:under-50|50-249|250-999|1000-4999|5000-or-more)$/;

export function traitsOf(row: Row): MemberTraits {
  checkRow(row, "sum", "member", "region", "size");
  const size = optional(text, row, "size") ?? null;
  if (size !== null && !sizePattern.test(size)) return refuse("size");
  return {
    member: text(row, "member"),
    region: optional(text, row, "region") ?? null,
    size: size as SizeBand | null,
  };
}

export function rosterClassOf(row: Row): RosterClass {
  checkRow(row, "sum", "id", "title", "parent");
  return {
    id: classOf(row, "id"),
    title: text(row, "title"),
    parent: optional(classOf, row, "parent") ?? null,
  };
}

export function tokenKeyOf(row: Row): StoredTokenKey {
  checkRow(row, "sum", "id", "epoch", "class", "purpose", "sealed");
  return {
    id: bytes(row, "id", 32),
    epoch: epoch(row, "epoch"),
    class: classOf(row, "class"),
    purpose: purpose(row, "purpose"),
    sealed: bytes(row, "sealed"),
  };
}

export function noticeOf(row: Row): StoredIssuerNotice {
  checkRow(row, "sum", "kind", "epoch", "revision", "document", "position");
  const kind = issuerNoticeKinds.find((it) => it === row["kind"]) ?? refuse("kind");
  return {
    kind,
    epoch: row["epoch"] === "" ? null : epoch(row, "epoch"),
    revision: integer(row, "revision"),
    document: text(row, "document"),
    position: optional(integer, row, "position") ?? null,
  };
}

export function epoch(row: Row, column: string): Epoch {
  const value = text(row, column);
  return epochPattern.test(value) ? (value as Epoch) : refuse(column);
}

function classOf(row: Row, column: string): ClassId {
  const value = text(row, column);
  return classPattern.test(value) ? (value as ClassId) : refuse(column);
}

function day(row: Row, column: string): Day {
  const value = text(row, column);
  return dayPattern.test(value) ? (value as Day) : refuse(column);
}

function memberState(row: Row, column: string): MemberState {
  const value = text(row, column);
  return memberStates.find((it) => it === value) ?? refuse(column);
}

function purpose(row: Row, column: string): TokenPurpose {
  const value = text(row, column);
  return isPurpose(value) ? value : refuse(column);
}

function isPurpose(value: string): value is TokenPurpose {
  return purposePattern.test(value);
}

function refuse(column: string): never {
  throw new TocsinError("store-damaged", { detail: `column ${column}` });
}
