/**
 * The authorisation table as a list of cells, so that a program's test can try every one: each route,
 * for each role, in each state of its object.
 */

import { TocsinError } from "@tocsin/kernel";

import { problem } from "./problem.ts";
import type { Verdict } from "./roles.ts";
import type { Method, Route } from "./route.ts";

export interface Cell<Role extends string> {
  readonly method: Method;
  readonly path: string;
  readonly role: Role;
  /** Undefined where the route acts on no object. */
  readonly state: string | undefined;
  readonly expected: Verdict;
}

export function authorisationCells<Role extends string>(
  routes: readonly Route<Role>[],
): Cell<Role>[] {
  return routes.flatMap(({ method, path, roles, access, states }) =>
    roles.names.flatMap((role): Cell<Role>[] =>
      states.length === 0
        ? [{ method, path, role, state: undefined, expected: roles.enters(access, role) }]
        : states.map((state) => ({
            method,
            path,
            role,
            state,
            expected: roles.acts(access, role, state),
          })),
    ),
  );
}

/** What an answer says about the right to ask: anything but the three refusals is "allowed". */
export async function verdictOf(answer: Response): Promise<Verdict> {
  if (![401, 403, 409].includes(answer.status)) return "allowed";
  const told = problem.safeParse(await answer.clone().json());
  if (!told.success) throw new TocsinError("invariant-broken", { detail: "refusal without form" });
  const { type } = told.data;
  return type === "not-signed-in" || type === "not-allowed" || type === "wrong-state"
    ? type
    : "allowed";
}
