/**
 * The whole command line as one tree of commands. What is written on stdout is data; everything else, help
 * after an error included, goes to stderr.
 */

import { TocsinError } from "@tocsin/kernel";
import { Command, CommanderError } from "commander";

import { addGroup, type CommandRunner, wrapped } from "./command.ts";
import { addAlarmCommands } from "./commands/alarm.ts";
import { addApprovalCommands } from "./commands/approval.ts";
import { addCampaignCommands } from "./commands/campaign.ts";
import { addChannelCommands } from "./commands/channel.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addCorrelateCommand } from "./commands/correlate.ts";
import { addBenignCommands } from "./commands/benign.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addExchangeFileCommands } from "./commands/exchange-files.ts";
import { addFeedCommands, addKevCommand } from "./commands/feed.ts";
import { addInventoryCommands } from "./commands/inventory.ts";
import { addKeyCommands, addMemberCommands } from "./commands/key.ts";
import { addLedgerCommands } from "./commands/ledger.ts";
import { addMatchCommand } from "./commands/match.ts";
import { addMatchListCommands } from "./commands/matches.ts";
import { addNodeCommands } from "./commands/node.ts";
import { addOfflineCommands } from "./commands/offline.ts";
import { addPolicyCommands } from "./commands/policy.ts";
import { addProfileCommands } from "./commands/profile.ts";
import { addAuthorshipCommands, addReceiptCommands } from "./commands/receipt.ts";
import { addRecipientCommands } from "./commands/recipient.ts";
import { addChangeCommands } from "./commands/report-change.ts";
import { addDraftCommands } from "./commands/report-draft.ts";
import { addListCommands } from "./commands/report-list.ts";
import { addShareCommand } from "./commands/report-share.ts";
import { addSightingCommands } from "./commands/sighting.ts";
import { addSightingWatchCommands } from "./commands/sighting-watch.ts";
import { addStandingCommands } from "./commands/standing.ts";
import { addStixCommands } from "./commands/stix.ts";
import { addTalkCommands } from "./commands/talk.ts";
import { addTaxiiCommands } from "./commands/taxii.ts";
import { addTechniquesCommand } from "./commands/techniques.ts";
import { addUpCommand } from "./commands/up.ts";
import { addWatchCommands } from "./commands/watch.ts";
import { addWarningCommands } from "./commands/warning.ts";
import { tellFailure, usageError } from "./failure.ts";
import { shieldIds } from "./ids.ts";
import { manyLines } from "./safe-text.ts";
import { createShell, exitCodes, type ShellPorts } from "./shell.ts";

const about = `Companies under cyber attack warn each other early and anonymously.

This program speaks to your company's own member node (tocsin up), which is the only one that
sees what you type. What leaves is what you reviewed and approved, byte for byte, and nobody
learns which member sent it. What works on files alone (extract, techniques, redact, correlate, import,
stix, benign, match --only-lists, receipt verify, authorship verify, ledger judge with a key) needs no node.

Data goes to stdout, everything else to stderr. Every command takes --json. Indicators are shown
defanged, because they are live.`;

const afterHelp = `
Exit codes: 0 ok, 1 failed, 2 usage, 3 refused by policy, 4 not authorised, 5 partly done,
8 waits for a decision, an approval or a round.

Begin:
  tocsin up                       start the node, and leave it running
  tocsin enrol invitation.json    join with the operator's invitation
  tocsin report new incident.md   make a draft; then review and share
  tocsin warning watch            hear what concerns us
`;

export interface CliSetting {
  readonly version: string;
  /** State folder where --home names no other. */
  readonly home: string;
}

/** Runs one command and gives the exit code; never rejects. */
export async function runCli(
  args: readonly string[],
  ports: ShellPorts,
  setting: CliSetting,
): Promise<number> {
  const { terminal } = ports;
  let code: number = exitCodes.ok;
  const program = createProgram(setting, ports, {
    open: (options) => createShell(ports, { ...options, usualHome: setting.home }),
    ended: (ended) => {
      code = ended;
    },
  });
  try {
    await program.parseAsync(shieldIds(args), { from: "user" });
    await terminal.flushed();
    if (terminal.writeFailure !== undefined) throw terminal.writeFailure;
    return code;
  } catch (error) {
    const json = program.opts()["json"] === true;
    if (!(error instanceof CommanderError)) return tellFailure(terminal, error, json);
    if (error.exitCode === 0) return exitCodes.ok;
    const isHelp = error.code === "commander.help";
    const said = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    return isHelp ? new TocsinError("usage").exit : tellFailure(terminal, usageError(said), json);
  }
}

/** Exported for the tests that look at every command. */
export function createProgram(
  { version, home }: CliSetting,
  { terminal }: Pick<ShellPorts, "terminal">,
  runner: CommandRunner,
): Command {
  const program = new Command("tocsin")
    .description(wrapped(about))
    .version(version)
    .option("--home <dir>", "state folder of the node (also TOCSIN_HOME)", home)
    .option("--json", "print JSON, with ISO times")
    .option("--live", "print indicators as they are, not defanged")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text);
      },
      writeErr: (text) => {
        terminal.note(manyLines(text));
      },
      // Said once, in one form, by `runCli`.
      outputError: () => undefined,
    });
  addNode(program, runner);
  addSharing(program, runner);
  addHearing(program, runner);
  addTools(program, runner);
  return program;
}

/** The node itself, its keys and its proofs. */
function addNode(program: Command, runner: CommandRunner): void {
  addUpCommand(program, runner);
  addNodeCommands(program, runner);
  addDoctorCommand(program, runner);
  addAlarmCommands(addGroup(program, "alarm", "what is wrong, and the proof that is kept"), runner);
  addReceiptCommands(addGroup(program, "receipt", "proof of what was shared when"), runner);
  addAuthorshipCommands(addGroup(program, "authorship", "prove who wrote a report"), runner);
  addLedgerCommands(addGroup(program, "ledger", "check what everyone is shown"), runner);
  addKeyCommands(addGroup(program, "key", "back up and restore the report keys"), runner);
  addMemberCommands(addGroup(program, "member", "our standing with the issuer"), runner);
}

function addSharing(program: Command, runner: CommandRunner): void {
  const report = addGroup(program, "report", "make, review, share, read and change reports");
  addDraftCommands(report, runner);
  addShareCommand(report, runner);
  addListCommands(report, runner);
  addChangeCommands(report, runner);
  addTalkCommands(program, report, runner);
  addRecipientCommands(program, report, runner);
  addApprovalCommands(addGroup(program, "approval", "what waits for counsel"), runner);
  addStandingCommands(addGroup(program, "standing", "what counsel approves ahead"), runner);
  addPolicyCommands(addGroup(program, "policy", "who must agree, and under which law"), runner);
}

/** What others say that concerns us, and what is watched and asked. */
function addHearing(program: Command, runner: CommandRunner): void {
  addWarningCommands(addGroup(program, "warning", "what rings for us, and why"), runner);
  addCampaignCommands(addGroup(program, "campaign", "reports of one adversary, and why"), runner);
  addWatchCommands(addGroup(program, "watch", "what rings for us; it stays here"), runner);
  addInventoryCommands(addGroup(program, "inventory", "what we run; it stays here"), runner);
  addChannelCommands(addGroup(program, "channel", "where warnings go besides the console"), runner);
  addCheckCommand(program, runner);
  const sighting = addGroup(program, "sighting", "what was seen here, and by others, too");
  addSightingCommands(sighting, runner);
  addMatchListCommands(sighting, runner);
  addSightingWatchCommands(sighting, runner);
}

/** Files, feeds and lists. */
function addTools(program: Command, runner: CommandRunner): void {
  addProfileCommands(addGroup(program, "profile", "what this company is; it stays here"), runner);
  addOfflineCommands(program, runner);
  addTechniquesCommand(program, runner);
  addMatchCommand(program, runner);
  addBenignCommands(addGroup(program, "benign", "lists of well-known values"), runner);
  addCorrelateCommand(program, runner);
  addExchangeFileCommands(program, runner);
  addStixCommands(addGroup(program, "stix", "whether files are STIX, and match a pattern"), runner);
  addFeedCommands(addGroup(program, "feed", "what is read from others, and how it goes"), runner);
  addKevCommand(program, runner);
  addTaxiiCommands(addGroup(program, "taxii", "for the company's own systems"), runner);
}
