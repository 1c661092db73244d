/** `profile …`: what this company is and runs. It decides what is removed and what concerns us, and stays here. */

import { type CompanyProfile, companyProfile } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readJsonInput } from "../input.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { facts } from "../table.ts";

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
    const node = await shell.node();
    const before = await node.ask("GET", ["profile"], companyProfile);
    const json = { ...before, ...given };
    tellProfile(shell, await node.ask("PUT", ["profile"], companyProfile, { json }));
    return exitCodes.ok;
  },
};

export function addProfileCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, showProfile);
  addCommand(parent, runner, setProfile);
}

/** Some lists of a profile. Throws `usage` with the name of the list that is wrong. */
export function parseProfile(value: unknown): Partial<CompanyProfile> {
  const result = companyProfile.partial().safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const at = issue?.path.map((step) => (typeof step === "number" ? `[${step}]` : String(step)));
    throw usageError(`profile: ${at?.join("") ?? ""} ${issue?.code ?? ""}`);
  }
  return Object.fromEntries(Object.entries(result.data).filter(([, list]) => Array.isArray(list)));
}

function tellProfile(shell: Shell, profile: CompanyProfile): void {
  if (shell.json) shell.printDocument(profile);
  else {
    shell.terminal.out(
      facts(Object.entries(profile).map(([name, list]) => [name, String(list.length)])),
    );
  }
}
