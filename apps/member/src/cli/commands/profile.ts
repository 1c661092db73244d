/** `profile …`: what this company is and runs. It decides what is removed and what concerns us, and stays here. */

import path from "node:path";

import {
  type CompanyProfile,
  companyProfile,
  profileProposal,
  profileProposals,
} from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readJsonInput, refuseTwoStdins } from "../input.ts";
import { parseProfile } from "../profile-lists.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const profileBytesMax = 64 * 1024 * 1024;

const showProfile = {
  usage: "show",
  summary: "what the node knows of this company",
  about:
    "How many of each there are; --json shows all. Nobody outside this company learns any of it.",
  examples: ["tocsin profile show --json > profile.json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    tellProfile(shell, await node.ask("GET", ["profile"], companyProfile));
    return exitCodes.ok;
  },
};

const setProfile = {
  usage: "set <file>",
  summary: "replace lists of the profile",
  about:
    "Takes JSON with any of: names, brands, domains, products, hosts, ranges, places, people, customers,\n" +
    "technologies, watch. A list that is in it replaces the one before; others stay. - is stdin. Own names\n" +
    "are removed from reports; technologies and watch words decide what concerns us. It stays here.",
  examples: ["tocsin profile set profile.json", "tocsin profile set - < hosts.json"],
  schema: noOptions,
  run: async (shell: Shell, [file = ""]: readonly string[]) => {
    const given = parseProfile(await readJsonInput(shell.terminal, file, profileBytesMax));
    const { profileNotes } = await import("../profile-notes.ts");
    for (const note of profileNotes(given)) shell.terminal.note(`${note}\n`);
    const node = await shell.node();
    const before = await node.ask("GET", ["profile"], companyProfile);
    const json = { ...before, ...given };
    tellProfile(shell, await node.ask("PUT", ["profile"], companyProfile, { json }));
    return exitCodes.ok;
  },
};

const learnOptions = z.object({ accept: z.string().max(200).optional() });
type Proposals = z.output<typeof profileProposals>["proposals"];
const shownMax = 200;

const learn = {
  usage: "learn <files...>",
  summary: "propose a profile from the company's own files",
  about:
    "Reads pages of the own site, exports of the directory (LDIF, CSV), DNS zone files and inventories (CSV)\n" +
    "and proposes names, brands, products, domains, hosts, ranges, places, people and technologies, with\n" +
    "the reason for each. Nothing is kept of the files and nothing changes, unless --accept names lists\n" +
    "(or all): then what is proposed in them is added to the profile. It stays here.",
  examples: [
    "tocsin profile learn about.html staff.ldif zone.db assets.csv",
    "tocsin profile learn staff.ldif --accept people,domains",
  ],
  options: [{ flags: "--accept <lists>", about: "names of lists, with commas between, or all" }],
  schema: learnOptions,
  run: learnFrom,
};

async function learnFrom(
  shell: Shell,
  names: readonly string[],
  { accept }: z.output<typeof learnOptions>,
): Promise<ExitCode> {
  refuseTwoStdins(...names);
  const { readSourceText } = await import("../source-text.ts");
  const files: { name: string; text: string }[] = [];
  for (const name of names) {
    const { text } = await readSourceText(shell, name);
    files.push({ name: path.basename(name).slice(0, 255), text });
  }
  const node = await shell.node();
  const json = { files };
  const answer = await node.ask("POST", ["profile", "proposals"], profileProposals, { json });
  const taken = accept === undefined ? [] : acceptedOf(answer.proposals, accept);
  if (taken.length > 0) {
    const profile = await node.ask("GET", ["profile"], companyProfile);
    for (const { list, value } of taken) profile[list].push(value);
    await node.ask("PUT", ["profile"], companyProfile, { json: profile });
  }
  if (shell.json) shell.printDocument({ ...answer, accepted: taken.length });
  else {
    tellProposals(shell, answer.proposals);
    for (const note of answer.notes) shell.terminal.note(`${oneLine(note)}\n`);
    if (accept !== undefined) shell.terminal.note(`${taken.length} added to the profile.\n`);
  }
  return exitCodes.ok;
}

/** Throws `usage` for a list that is none. */
function acceptedOf(proposals: Proposals, accept: string): Proposals {
  const lists = accept.split(",").map((it) => it.trim());
  for (const list of lists) {
    const isList = list === "all" || profileProposal.shape.list.safeParse(list).success;
    if (!isList) throw usageError(`--accept: ${oneLine(list)} is no list`);
  }
  return proposals.filter(
    ({ list, known }) => !known && (lists.includes("all") || lists.includes(list)),
  );
}

function tellProposals(shell: Shell, proposals: Proposals): void {
  const fresh = proposals.filter(({ known }) => !known);
  const rows = fresh
    .slice(0, shownMax)
    .map(({ list, value, count, why }) => [list, oneLine(value), String(count), why]);
  const columns = [
    { title: "list" },
    { title: "value", shrinks: true },
    { title: "seen", align: "right" as const },
    { title: "why", shrinks: true },
  ];
  shell.terminal.out(table(columns, rows, shell.terminal.width));
  const more = fresh.length - rows.length;
  if (more > 0) shell.terminal.note(`${more} more; --json shows all.\n`);
}

export function addProfileCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, showProfile);
  addCommand(parent, runner, setProfile);
  addCommand(parent, runner, learn);
}

function tellProfile(shell: Shell, profile: CompanyProfile): void {
  if (shell.json) shell.printDocument(profile);
  else {
    shell.terminal.out(
      facts(Object.entries(profile).map(([name, list]) => [name, String(list.length)])),
    );
  }
}
