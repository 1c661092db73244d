/**
 * Who asks the local API: nobody we know, the console in a browser that signed in, or the command line
 * with the bearer from the state folder. All of them are on this machine; nobody else reaches it.
 */

import { type AccessRow, defineRoles } from "@tocsin/http";

export const roles = defineRoles("stranger", "console", "command-line");
export type Role = (typeof roles.names)[number];

type Access = AccessRow<Role, string>;

/** Whoever works at the desk. */
export const owner = {
  stranger: false,
  console: true,
  "command-line": true,
} as const satisfies Access;
/** What touches keys: a page must not be able to ask for it. */
export const terminalOnly = {
  stranger: false,
  console: false,
  "command-line": true,
} as const satisfies Access;
/** The request itself carries what lets it in. */
export const anyone = {
  stranger: true,
  console: true,
  "command-line": true,
} as const satisfies Access;
