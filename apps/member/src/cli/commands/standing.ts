/**
 * `standing …`: what counsel approves ahead for narrow kinds from one source, so that a program can share in
 * real time. Each use is kept. Signed with counsel's key, which the passphrase opens.
 */

import { dayOf } from "@tocsin/kernel";
import {
  standingList,
  standingTerms,
  type StandingTerms,
  standingUses,
  standingView,
  type StandingView,
} from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";
import { observableRoles, tlps } from "@tocsin/wire/report";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { longDeadlineMs } from "../node-port.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellNone } from "./paging.ts";

const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);
const addOptions = z.object({
  source: z.string(),
  kind: z.array(z.string()).min(1),
  audience: z.array(z.string()).default(["members"]),
  tlp: z.enum(tlps).default("amber"),
  values: count.default(100),
  uses: count,
  until: z.string(),
  passphraseFile: z.string().optional(),
});
const revokeOptions = z.object({ passphraseFile: z.string().optional() });
const passphraseFlag = {
  flags: "--passphrase-file <file>",
  about: "its first line is counsel's passphrase; only its owner may read it; - is stdin",
};

const listStanding = {
  usage: "list",
  summary: "standing approvals and how often each was used",
  about: "All of them, revoked and expired ones too. They stay in the node.",
  examples: ["tocsin standing list"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const { items } = await node.ask("GET", ["standing-approvals"], standingList);
    if (shell.json) shell.printDocument({ items });
    else {
      shell.terminal.out(standingTable(items, dayOf(shell.clock.now())));
      tellNone(shell, items.length, "See tocsin standing add --help.");
    }
    return exitCodes.ok;
  },
};

const addStanding = {
  usage: "add",
  summary: "approve values of narrow kinds from one source ahead",
  about:
    "Covers drafts whose source has exactly this name and that send nothing but values of these kinds, all of\n" +
    "them proposed and none with a finding; never a note, a name or free text. A kind is a type, or a type\n" +
    "with what it did: sha256, domain=command-and-control.",
  examples: [
    "tocsin standing add --source edr --kind sha256 --kind domain=command-and-control --uses 500 --until 2027-01-31",
  ],
  options: [
    { flags: "--source <name>", about: "name under which the source hands in its drafts" },
    {
      flags: "--kind <type[=role]>",
      about: `a type of observable; roles: ${observableRoles.join(", ")}`,
      repeats: true,
    },
    { flags: "--audience <audience>", about: "members or class:NAME", repeats: true },
    { flags: "--tlp <marking>", about: "this marking or a stricter one; amber by default" },
    { flags: "--values <number>", about: "values in one report; 100 by default" },
    { flags: "--uses <number>", about: "how often it may be used" },
    { flags: "--until <date>", about: "last day on which it holds" },
    passphraseFlag,
  ],
  schema: addOptions,
  run: async (shell: Shell, _: readonly string[], options: z.output<typeof addOptions>) => {
    if (options.until < dayOf(shell.clock.now())) throw usageError("--until: it is past");
    const terms = parseMessage(standingTerms, {
      source: options.source,
      kinds: options.kind.map(kindOf),
      audiences: options.audience,
      tlp: options.tlp,
      observablesMax: options.values,
      usesMax: options.uses,
      until: options.until,
    });
    const passphrase = await passphraseOf(shell, options.passphraseFile);
    const asking = { json: { terms, passphrase }, deadlineMs: longDeadlineMs };
    const node = await shell.node();
    tellStanding(shell, await node.ask("POST", ["standing-approvals"], standingView, asking));
    return exitCodes.ok;
  },
};

const revokeStanding = {
  usage: "revoke <id>",
  summary: "end a standing approval at once",
  about: "What has left under it stays where it is; its uses are kept.",
  examples: ["tocsin standing revoke ID"],
  options: [passphraseFlag],
  schema: revokeOptions,
  run: async (
    shell: Shell,
    [id = ""]: readonly string[],
    options: z.output<typeof revokeOptions>,
  ) => {
    const passphrase = await passphraseOf(shell, options.passphraseFile);
    const asking = { json: { passphrase }, deadlineMs: longDeadlineMs };
    const node = await shell.node();
    const path = ["standing-approvals", id, "revoke"] as const;
    tellStanding(shell, await node.ask("POST", path, standingView, asking));
    return exitCodes.ok;
  },
};

const listUses = {
  usage: "uses <id>",
  summary: "which reports left under a standing approval",
  about: "Newest first: the report, the hash of its bytes, and when.",
  examples: ["tocsin standing uses ID --json"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const { items } = await node.ask("GET", ["standing-approvals", id, "uses"], standingUses);
    if (shell.json) shell.printDocument({ items });
    else {
      const rows = items.map(({ report, outgoing, usedMs }) => [
        new Date(usedMs).toISOString(),
        report,
        outgoing,
      ]);
      const titles = ["used", "report", "bytes"];
      shell.terminal.out(
        table(
          titles.map((title) => ({ title })),
          rows,
        ),
      );
    }
    return exitCodes.ok;
  },
};

export function addStandingCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listStanding);
  addCommand(parent, runner, addStanding);
  addCommand(parent, runner, revokeStanding);
  addCommand(parent, runner, listUses);
}

async function passphraseOf(shell: Shell, file: string | undefined): Promise<string> {
  const { readCounselPassphrase } = await import("../passphrase.ts");
  return readCounselPassphrase(shell.terminal, { file, isNew: false });
}

function kindOf(text: string) {
  const [type = "", name] = text.split("=");
  if (name === undefined) return { type, role: null };
  const role = observableRoles.find((it) => it === name);
  if (role === undefined) throw usageError(`--kind: a role of ${observableRoles.join(", ")}`);
  return { type, role };
}

function tellStanding(shell: Shell, view: StandingView): void {
  if (shell.json) shell.printDocument(view);
  else shell.terminal.out(standingTable([view], dayOf(shell.clock.now())));
}

function stateText(
  { until, usesMax }: StandingTerms,
  { today, isRevoked, uses }: { today: string; isRevoked: boolean; uses: number },
): string {
  if (isRevoked) return "revoked";
  if (until < today) return `expired ${until}`;
  return uses >= usesMax ? "used up" : `until ${until}`;
}

function standingTable(items: readonly StandingView[], today: string): string {
  const rows = items.map(({ signed, revokedMs, uses }) => {
    const { id, terms } = signed.approval;
    const kinds = terms.kinds.map(({ type, role }) => (role === null ? type : `${type}=${role}`));
    return [
      id,
      stateText(terms, { today, isRevoked: revokedMs !== null, uses }),
      terms.source,
      kinds.join(", "),
      `${uses} of ${terms.usesMax}`,
    ];
  });
  const titles = ["id", "state", "source", "kinds", "used"];
  return table(
    titles.map((title) => ({ title })),
    rows,
  );
}
