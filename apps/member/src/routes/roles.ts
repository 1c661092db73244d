/**
 * Who asks the local API: nobody we know, the console in a browser that signed in, the command line with
 * the bearer from the state folder - these are on this machine - or a system of the company with a key
 * that reads, or that adds drafts and sightings as well. None of those can send anything out.
 */

import { type AccessRow, defineRoles } from "@tocsin/http";

export const roles = defineRoles(
  "stranger",
  "console",
  "command-line",
  "reading-system",
  "adding-system",
);
export type Role = (typeof roles.names)[number];

type Access = AccessRow<Role, string>;

/** Nothing for systems with keys. */
export const noSystems = {
  "reading-system": false,
  "adding-system": false,
} as const;
/** Whoever works at the desk. */
export const owner = {
  stranger: false,
  console: true,
  "command-line": true,
  ...noSystems,
} as const satisfies Access;
/** What systems may read too. It says which reports are ours. */
export const readable = {
  ...owner,
  "reading-system": true,
  "adding-system": true,
} as const satisfies Access;
/** What systems may add; a person decides on it. */
export const addable = { ...owner, "adding-system": true } as const satisfies Access;
/** What touches keys: a page must not be able to ask for it. */
export const terminalOnly = {
  stranger: false,
  console: false,
  "command-line": true,
  ...noSystems,
} as const satisfies Access;
/** The request itself carries what lets it in. */
export const anyone = {
  stranger: true,
  console: true,
  "command-line": true,
  "reading-system": true,
  "adding-system": true,
} as const satisfies Access;
