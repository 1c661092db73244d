/**
 * Who may do what. A program has one list of roles; each of its routes states for every role whether
 * it may, and in which states of the object. There is no default: a missing cell does not compile,
 * and does not start.
 */

import { TocsinError } from "@tocsin/kernel";

/** May, may not, or may while the object is in one of these states. */
export type Permission<State extends string> = boolean | readonly State[];

export type AccessRow<Role extends string, State extends string> = Readonly<
  Record<Role, Permission<State>>
>;

/** What a cell of the table says. */
export type Verdict = "allowed" | "not-signed-in" | "not-allowed" | "wrong-state";

export class Roles<Role extends string> {
  /** The first is the role of whoever shows no credentials. */
  readonly names: readonly [Role, ...Role[]];

  constructor(names: readonly [Role, ...Role[]]) {
    this.names = names;
  }

  get stranger(): Role {
    return this.names[0];
  }

  /** Whether the role may use the route at all; asked before any object is looked up. */
  enters(row: AccessRow<Role, string>, role: Role): Verdict {
    const permission = row[role];
    if (permission === true || (permission !== false && permission.length > 0)) return "allowed";
    return role === this.stranger ? "not-signed-in" : "not-allowed";
  }

  /** Whether the role may act on an object in this state. */
  acts(row: AccessRow<Role, string>, role: Role, state: string): Verdict {
    const entered = this.enters(row, role);
    const permission = row[role];
    if (entered !== "allowed" || typeof permission === "boolean") return entered;
    return permission.includes(state) ? "allowed" : "wrong-state";
  }

  /** Throws `route-undeclared` unless the row has exactly one cell for every role. */
  checkRow(row: Readonly<Record<string, unknown>>, states: readonly string[], where: string): void {
    const complete =
      Object.keys(row).length === this.names.length &&
      this.names.every((role) => isPermission(row[role], states));
    if (!complete) throw new TocsinError("route-undeclared", { detail: where });
  }
}

/** `defineRoles("anyone", "owner")`: the first is who shows no credentials. */
export function defineRoles<Role extends string>(
  stranger: Role,
  ...others: readonly Role[]
): Roles<Role> {
  return new Roles([stranger, ...others]);
}

function isPermission(cell: unknown, states: readonly string[]): boolean {
  if (typeof cell === "boolean") return true;
  return (
    Array.isArray(cell) && states.length > 0 && cell.every((it) => states.includes(String(it)))
  );
}
