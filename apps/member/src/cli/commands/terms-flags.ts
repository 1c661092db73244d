/** Flags that say for whom and for what a report is, alike in review and share. */

import { purposes, tlps } from "@tocsin/wire/report";

import type { CommandOption } from "../command.ts";

export const termsFlags: readonly CommandOption[] = [
  { flags: "--audience <audience>", about: "members, or class:NAME of one of your classes" },
  { flags: "--tlp <marking>", about: tlps.join(", ") },
  { flags: "--purpose <purpose>", about: purposes.join(", "), repeats: true },
  { flags: "--expires <date>", about: "last day on which peers should act on it, 2026-12-31" },
];
