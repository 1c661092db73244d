/**
 * The commands by their first words. Who types one of them waits for its own modules alone; the whole tree
 * is put together for help and for words that there are not.
 */

import type { Command } from "commander";

import { addGroup, type CommandRunner } from "./command.ts";

type Add = (program: Command, runner: CommandRunner) => void;

interface Part {
  /** First words of what it adds, in order. */
  readonly words: readonly string[];
  readonly load: () => Promise<Add>;
}

/** One group, of which one module adds the commands. */
function group(word: string, summary: string, load: () => Promise<Add>): Part {
  return {
    words: [word],
    load: async () => {
      const add = await load();
      return (program, runner) => {
        add(addGroup(program, word, summary), runner);
      };
    },
  };
}

function commands(words: readonly string[], load: () => Promise<Add>): Part {
  return { words, load };
}

/** The node itself, its keys and its proofs. */
const nodeParts: readonly Part[] = [
  commands(["up"], async () => (await import("./commands/up.ts")).addUpCommand),
  commands(
    ["enrol", "status", "open"],
    async () => (await import("./commands/node.ts")).addNodeCommands,
  ),
  commands(["doctor"], async () => (await import("./commands/doctor.ts")).addDoctorCommand),
  group(
    "alarm",
    "what is wrong, and the proof that is kept",
    async () => (await import("./commands/alarm.ts")).addAlarmCommands,
  ),
  group(
    "receipt",
    "proof of what was shared when",
    async () => (await import("./commands/receipt.ts")).addReceiptCommands,
  ),
  group(
    "authorship",
    "prove who wrote a report",
    async () => (await import("./commands/receipt.ts")).addAuthorshipCommands,
  ),
  group(
    "ledger",
    "check what everyone is shown",
    async () => (await import("./commands/ledger.ts")).addLedgerCommands,
  ),
  group(
    "key",
    "back up and restore the report keys",
    async () => (await import("./commands/key.ts")).addKeyCommands,
  ),
  group(
    "member",
    "our standing with the issuer",
    async () => (await import("./commands/key.ts")).addMemberCommands,
  ),
];

const sharingParts: readonly Part[] = [
  commands(["report", "inbox", "room", "letter", "recipient"], reportCommands),
  group(
    "approval",
    "what waits for counsel",
    async () => (await import("./commands/approval.ts")).addApprovalCommands,
  ),
  group(
    "standing",
    "what counsel approves ahead",
    async () => (await import("./commands/standing.ts")).addStandingCommands,
  ),
  group(
    "policy",
    "who must agree, and under which law",
    async () => (await import("./commands/policy.ts")).addPolicyCommands,
  ),
];

/** What others say that concerns us, and what is watched and asked. */
const hearingParts: readonly Part[] = [
  group(
    "warning",
    "what rings for us, and why",
    async () => (await import("./commands/warning.ts")).addWarningCommands,
  ),
  group(
    "campaign",
    "reports of one adversary, and why",
    async () => (await import("./commands/campaign.ts")).addCampaignCommands,
  ),
  group(
    "watch",
    "what rings for us; it stays here",
    async () => (await import("./commands/watch.ts")).addWatchCommands,
  ),
  group(
    "inventory",
    "what we run; it stays here",
    async () => (await import("./commands/inventory.ts")).addInventoryCommands,
  ),
  group(
    "channel",
    "where warnings go besides the console",
    async () => (await import("./commands/channel.ts")).addChannelCommands,
  ),
  commands(["check"], async () => (await import("./commands/check.ts")).addCheckCommand),
  group("sighting", "what was seen here, and by others, too", sightingCommands),
];

/** Files, feeds and lists. */
const toolParts: readonly Part[] = [
  group(
    "profile",
    "what this company is; it stays here",
    async () => (await import("./commands/profile.ts")).addProfileCommands,
  ),
  commands(
    ["extract", "redact"],
    async () => (await import("./commands/offline.ts")).addOfflineCommands,
  ),
  commands(
    ["techniques"],
    async () => (await import("./commands/techniques.ts")).addTechniquesCommand,
  ),
  commands(["match"], async () => (await import("./commands/match.ts")).addMatchCommand),
  group(
    "benign",
    "lists of well-known values",
    async () => (await import("./commands/benign.ts")).addBenignCommands,
  ),
  commands(
    ["correlate"],
    async () => (await import("./commands/correlate.ts")).addCorrelateCommand,
  ),
  commands(
    ["import", "export"],
    async () => (await import("./commands/exchange-files.ts")).addExchangeFileCommands,
  ),
  group(
    "stix",
    "whether files are STIX, and match a pattern",
    async () => (await import("./commands/stix.ts")).addStixCommands,
  ),
  group(
    "feed",
    "what is read from others, and how it goes",
    async () => (await import("./commands/feed.ts")).addFeedCommands,
  ),
  commands(["kev"], async () => (await import("./commands/feed.ts")).addKevCommand),
  group(
    "taxii",
    "for the company's own systems",
    async () => (await import("./commands/taxii.ts")).addTaxiiCommands,
  ),
];

const parts = [...nodeParts, ...sharingParts, ...hearingParts, ...toolParts];

/** Those that `word` calls; all where it calls none. */
export async function addCommands(
  program: Command,
  runner: CommandRunner,
  word: string | undefined,
): Promise<void> {
  const called = parts.filter(({ words }) => word !== undefined && words.includes(word));
  const adders = await Promise.all((called.length > 0 ? called : parts).map((part) => part.load()));
  for (const add of adders) add(program, runner);
}

/** The first word that is no option. `--home` alone takes the one behind it. */
export function firstWord(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--home") at += 1;
    else if (!word.startsWith("-")) return word;
  }
  return undefined;
}

async function reportCommands(): Promise<Add> {
  const [
    { addDraftCommands },
    { addShareCommand },
    { addListCommands },
    { addChangeCommands },
    { addTalkCommands },
    { addRecipientCommands },
  ] = await Promise.all([
    import("./commands/report-draft.ts"),
    import("./commands/report-share.ts"),
    import("./commands/report-list.ts"),
    import("./commands/report-change.ts"),
    import("./commands/talk.ts"),
    import("./commands/recipient.ts"),
  ]);
  return (program, runner) => {
    const report = addGroup(program, "report", "make, review, share, read and change reports");
    addDraftCommands(report, runner);
    addShareCommand(report, runner);
    addListCommands(report, runner);
    addChangeCommands(report, runner);
    addTalkCommands(program, report, runner);
    addRecipientCommands(program, report, runner);
  };
}

async function sightingCommands(): Promise<Add> {
  const [{ addSightingCommands }, { addMatchListCommands }, { addSightingWatchCommands }] =
    await Promise.all([
      import("./commands/sighting.ts"),
      import("./commands/matches.ts"),
      import("./commands/sighting-watch.ts"),
    ]);
  return (sighting, runner) => {
    addSightingCommands(sighting, runner);
    addMatchListCommands(sighting, runner);
    addSightingWatchCommands(sighting, runner);
  };
}
