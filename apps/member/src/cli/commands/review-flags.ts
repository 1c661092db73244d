/** The flags of `report review`. */

import {
  csfResults,
  defenceEffects,
  defenceMeasures,
  impactKinds,
  questionTopics,
  sizeBands,
} from "@tocsin/wire/report";

import type { CommandOption } from "../command.ts";
import { termsFlags } from "./terms-flags.ts";

export const reviewFlags: readonly CommandOption[] = [
  { flags: "--name <name>", about: "what lists of this node call the draft; it never leaves" },
  { flags: "--accept-proposals", about: "take every proposal; what asks stays open" },
  { flags: "--accept-suggestions", about: "take what the source suggests for single fields" },
  { flags: "--remove-open", about: "remove every part that is still undecided" },
  {
    flags: "--send <part[=reason]>",
    about: "send this part; a reason where it was to be removed",
    repeats: true,
  },
  { flags: "--remove <part>", about: "remove this part", repeats: true },
  { flags: "--class <part=class>", about: "A to H of 6 USC 650(5), or DM", repeats: true },
  { flags: "--note <text>", about: "add a note of at most 25 words", repeats: true },
  { flags: "--technology <name>", about: "add a product that was attacked", repeats: true },
  {
    flags: "--step <words>",
    about: 'add a step of the attack: "T1566.001 delivered mail worked 2026-W47"',
    repeats: true,
  },
  {
    flags: "--defence <words>",
    about: `add what was done: "block stopped: text"; ${defenceMeasures.join(", ")}; ${defenceEffects.join(", ")}`,
    repeats: true,
  },
  {
    flags: "--outcome <id=result>",
    about: `add an outcome of CSF 2.0: PR.AA-03=${csfResults.join("|")}`,
    repeats: true,
  },
  {
    flags: "--impact <kind=band>",
    about: `add harm in bands: ${impactKinds.join(", ")}`,
    repeats: true,
  },
  {
    flags: "--question <words>",
    about: `ask peers: "detection: text"; ${questionTopics.join(", ")}`,
    repeats: true,
  },
  { flags: "--prose <file>", about: "add free text; it names its author more often than not" },
  { flags: "--accept-prose-risk", about: "the warning about the free text was read" },
  { flags: "--kind <kind>", about: "incident or near-miss" },
  { flags: "--fields-class <class>", about: "of the single fields: A to H; G unless said" },
  { flags: "--determination <word>", about: "confirmed, suspected, blocked or failed-attempt" },
  { flags: "--stage <stage>", about: "how far the attacker came, or none" },
  {
    flags: "--first-seen <time>",
    about: "2026-11-21T20Z, 2026-11-21, 2026-W47, 2026-11 or none",
  },
  { flags: "--noticed <time>", about: "when it was noticed, in the same forms" },
  { flags: "--ended <time>", about: "when it was over, in the same forms" },
  {
    flags: "--region <word>",
    about: "where we are, of the regions that are counted, or none; makes the crowd smaller",
  },
  { flags: "--size <band>", about: `${sizeBands.join(", ")} or none; makes the crowd smaller` },
  { flags: "--as-class <class>", about: "speak as a member of this class, or smallest" },
  { flags: "--generalise", about: "say less, as the size of the crowd proposes" },
  ...termsFlags,
  {
    flags: "--approve [hash]",
    about: "approve the bytes as they are then; with a hash only those",
  },
  { flags: "--by-program", about: "nobody has looked: only under a standing approval" },
];
