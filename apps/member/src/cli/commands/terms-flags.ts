/** Flags that say for whom and for what a report is, alike in review and share. */

import { purposes, tlps } from "@tocsin/wire/report";

import type { CommandOption } from "../command.ts";

export const termsFlags: readonly CommandOption[] = [
  { flags: "--audience <audience>", about: "members, or class:NAME of one of your classes" },
  { flags: "--tlp <marking>", about: tlps.join(", ") },
  { flags: "--purpose <purpose>", about: purposes.join(", "), repeats: true },
  {
    flags: "--for <recipient>",
    about:
      "who outside of the community may have it: government, peer-community, recipient:NAME " +
      "(see `recipient list`), or none",
    repeats: true,
  },
  {
    flags: "--proprietary",
    about: "with --for: tell government that it is commercial, financial and proprietary",
  },
  { flags: "--expires <date>", about: "last day on which peers should act on it, 2026-12-31" },
];
