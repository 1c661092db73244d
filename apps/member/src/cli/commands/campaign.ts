/**
 * `campaign …`: reports that this node ties to one adversary, and why. Nobody outside learns what is asked here;
 * members learn of a correction where `campaign tell` is typed.
 */

import { campaign as campaignSchema, campaignPage } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { campaignTable, campaignText } from "../views/campaign-view.ts";
import { pagedList } from "./paging.ts";

const listCampaigns = pagedList({
  usage: "list",
  summary: "reports that are tied to one adversary",
  about:
    "Lists campaigns, those that changed last first. Each node computes them from the ledger that everybody\n" +
    "has; nobody has to be believed, and nobody learns that you look.",
  examples: ["tocsin campaign list", "tocsin campaign list --json"],
  ask: (node, query) => node.ask("GET", ["campaigns"], campaignPage, { query }),
  text: campaignTable,
});

const showCampaign = {
  usage: "show <campaign>",
  summary: "one campaign: why, when, with what, and what is not known",
  about:
    "Shows the links with each term of their evidence, the timeline, infrastructure, techniques, defences\n" +
    "and what no report has said. Observables are defanged (--live: as they are).",
  examples: ["tocsin campaign show 3"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const found = await node.ask("GET", ["campaigns", id], campaignSchema);
    if (shell.json) shell.printJson(found);
    else shell.terminal.out(campaignText(shell, found));
    return exitCodes.ok;
  },
};

const correctCampaign = {
  usage: "correct <campaign> <report> <says> [other]",
  summary: "say that two reports belong together, or are apart",
  about:
    "`says` is `with` or `without`; `without` alone takes the report out of the campaign. It is this company's own\n" +
    "word: it changes what this node ties, stays here and can be undone. Others see their own campaigns; `campaign\n" +
    "tell` says it to them.",
  examples: [
    "tocsin campaign correct 3 7pQd without 8rTe",
    "tocsin campaign correct 3 7pQd without",
  ],
  schema: noOptions,
  run: async (shell: Shell, [id = "", a = "", says = "", b]: readonly string[]) => {
    if (says !== "with" && says !== "without") throw usageError("say with or without");
    if (says === "with" && b === undefined) throw usageError("say with which report");
    const node = await shell.node();
    const one = await findId(node, "reports", a);
    const other = b === undefined ? null : await findId(node, "reports", b);
    const json = { says: says === "with" ? "together" : "apart", a: one, b: other } as const;
    const found = await node.ask("POST", ["campaigns", id, "corrections"], campaignSchema, {
      json,
    });
    if (shell.json) shell.printJson(found);
    else shell.terminal.out(campaignText(shell, found));
    return exitCodes.ok;
  },
};

const tellCorrection = {
  usage: "tell <campaign> <correction>",
  summary: "say a correction to all members, as a vote",
  about:
    "Costs one vote token of the smallest class that this node speaks for, and leaves in one of the next rounds.\n" +
    "Who may read both reports reads how many votes of which class say so, in coarse numbers; nobody learns whose\n" +
    "they are. Each node weighs them as evidence, of one class no more than two. Not for reports of ours: a vote\n" +
    "would say of which class their author is. `campaign undo` takes it back from the members, too.",
  examples: ["tocsin campaign tell 3 1"],
  schema: noOptions,
  run: async (shell: Shell, [id = "", correction = ""]: readonly string[]) => {
    const node = await shell.node();
    const path = ["campaigns", id, "corrections", correction, "votes"] as const;
    const found = await node.ask("POST", path, campaignSchema, { json: {} });
    if (shell.json) shell.printJson(found);
    else shell.terminal.out("The vote leaves with one of the next rounds.\n");
    return exitCodes.ok;
  },
};

const undoCorrection = {
  usage: "undo <campaign> <correction>",
  summary: "take a correction back",
  about:
    "What was computed counts again. Only this node learns of it, unless members were told: then the vote is taken\n" +
    "back, and its token stays spent.",
  examples: ["tocsin campaign undo 3 1"],
  schema: noOptions,
  run: async (shell: Shell, [id = "", correction = ""]: readonly string[]) => {
    const node = await shell.node();
    const path = ["campaigns", id, "corrections", correction] as const;
    const found = await node.ask("DELETE", path, campaignSchema);
    if (shell.json) shell.printJson(found);
    else shell.terminal.out(campaignText(shell, found));
    return exitCodes.ok;
  },
};

export function addCampaignCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listCampaigns);
  addCommand(parent, runner, showCampaign);
  addCommand(parent, runner, correctCampaign);
  addCommand(parent, runner, tellCorrection);
  addCommand(parent, runner, undoCorrection);
}
