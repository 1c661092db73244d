/** Operations of the operator: settings, classes, members and their invitations. */

import { assert } from "@tocsin/kernel";

import {
  membersMax,
  type MemberState,
  type MemberTraits,
  type NewInvitation,
  type RosterClass,
  type RosterMember,
} from "../../issuer-store.ts";
import {
  checkRow,
  integer,
  read,
  type Reader,
  rowSum,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { memberOf, memberValues, rosterClassOf, traitsOf } from "./columns.ts";

const classesMax = 64;

export const rosterOperations = {
  settings: read((db): string | undefined => {
    const row = db.get("SELECT value, sum FROM settings");
    if (row === undefined) return undefined;
    checkRow(row, "sum", "value");
    return text(row, "value");
  }),

  saveSettings: write((db, value: string) => {
    db.run("INSERT OR REPLACE INTO settings VALUES (1, ?, ?)", value, rowSum(value));
  }),

  classes: read((db): RosterClass[] =>
    db.all("SELECT * FROM class ORDER BY id LIMIT ?", classesMax).map(rosterClassOf),
  ),

  addClass: write((db, { id, title, parent }: RosterClass) => {
    if (classExists(db, id)) return "exists";
    if (parent === null ? count(db, "class") > 0 : !classExists(db, parent)) {
      return "parent-unknown";
    }
    if (count(db, "class") >= classesMax) return "full";
    db.run("INSERT INTO class VALUES (?, ?, ?, ?)", id, title, parent, rowSum(id, title, parent));
    return "added";
  }),

  addMember: write((db, member: RosterMember, invitation: NewInvitation) => {
    assert(member.id === invitation.member, "invitation of the member");
    if (!classExists(db, member.class)) return "class-unknown";
    if (count(db, "member") >= membersMax) return "full";
    const taken = db.get(
      "SELECT 1 FROM member WHERE legal_id = ? AND state <> 'removed'",
      member.legalId,
    );
    if (taken !== undefined) return "legal-id-taken";
    const values = memberValues(member);
    db.run("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ...values, rowSum(...values));
    insertInvitation(db, invitation);
    return "added";
  }),

  members: read((db): RosterMember[] =>
    db.all("SELECT * FROM member ORDER BY id LIMIT ?", membersMax).map(memberOf),
  ),

  member: read((db, id: string) => memberById(db, id)),

  memberByKey: read((db, key: Uint8Array): RosterMember | undefined => {
    const row = db.get("SELECT * FROM member WHERE key = ?", key);
    return row === undefined ? undefined : memberOf(row);
  }),

  traits: read((db): MemberTraits[] =>
    db.all("SELECT * FROM member_traits ORDER BY member LIMIT ?", membersMax).map(traitsOf),
  ),

  setTraits: write((db, { member, region, size }: MemberTraits) => {
    if (memberById(db, member) === undefined) return false;
    const values = [member, region, size] as const;
    db.run(
      "INSERT OR REPLACE INTO member_traits VALUES (?, ?, ?, ?)",
      ...values,
      rowSum(...values),
    );
    return true;
  }),

  invite: write((db, invitation: NewInvitation) => {
    if (memberById(db, invitation.member) === undefined) return false;
    db.run("DELETE FROM invitation WHERE member = ?", invitation.member);
    insertInvitation(db, invitation);
    return true;
  }),

  changeState: write((db, id: string, from: readonly MemberState[], to: MemberState) => {
    const member = memberById(db, id);
    if (member === undefined || !from.includes(member.state)) return false;
    updateMember(db, { ...member, state: to });
    if (to === "removed") db.run("DELETE FROM invitation WHERE member = ?", id);
    return true;
  }),
};

export function memberById(db: Reader, id: string): RosterMember | undefined {
  const row = db.get("SELECT * FROM member WHERE id = ?", id);
  return row === undefined ? undefined : memberOf(row);
}

export function updateMember(db: Writer, member: RosterMember): void {
  const { id, state, key, enrolledDay } = member;
  const changed = db.run(
    "UPDATE member SET state = ?, key = ?, enrolled_day = ?, sum = ? WHERE id = ?",
    state,
    key,
    enrolledDay,
    rowSum(...memberValues(member)),
    id,
  );
  assert(changed === 1, "one member of an id");
}

function insertInvitation(db: Writer, { secretHash, member, expiresMs }: NewInvitation): void {
  db.run(
    "INSERT INTO invitation VALUES (?, ?, ?, NULL, ?)",
    secretHash,
    member,
    expiresMs,
    rowSum(secretHash, member, expiresMs, null),
  );
}

function classExists(db: Reader, id: string): boolean {
  return db.get("SELECT 1 FROM class WHERE id = ?", id) !== undefined;
}

function count(db: Reader, table: "class" | "member"): number {
  return integer(db.get(`SELECT count(*) AS n FROM ${table}`) ?? {}, "n");
}
