/** `sighting matches|unseal`: what others have sealed of what was seen here, and taking our own back. */

import { match, matchPage, type MatchView } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { relative } from "../moment.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { matchMarks } from "../views/match-marks.ts";
import { pagedList } from "./paging.ts";

const listMatches = pagedList({
  usage: "matches",
  summary: "what was seen here and by others, too",
  about:
    "Lists values and features of which others have sealed the same, newest first. Counts are of their\n" +
    "submissions, never of members. Weak: it can be guessed, and nothing else confirms it yet, such as the\n" +
    "same connection (address, port and JA3 or JA4) or another match within a week. With `tocsin room offer`\n" +
    "you can offer a talk to whoever is behind one.",
  examples: ["tocsin sighting matches --json"],
  ask: (node, query) => node.ask("GET", ["matches"], matchPage, { query }),
  text: matchTable,
});

function matchTable(shell: Shell, items: readonly MatchView[]): string {
  const nowMs = shell.clock.now();
  const rows = items.map(({ id, type, value, count, sinceMs, ...marks }) => [
    id,
    type,
    shell.observable(value, type),
    count,
    relative(sinceMs, nowMs),
    matchMarks(marks).join(", "),
  ]);
  const columns = [
    { title: "match" },
    { title: "type" },
    { title: "value", shrinks: true },
    { title: "submissions" },
    { title: "since" },
    { title: "" },
  ];
  return table(columns, rows, shell.terminal.width);
}

const unseal = {
  usage: "unseal <match>",
  summary: "take our own sealed sighting of a match back",
  about:
    "Whoever reads the ledger later is not told of it any more; who was told before keeps that. It leaves\n" +
    "in a round drawn at random, as it came.",
  examples: ["tocsin sighting unseal 3q2-7w"],
  options: [],
  schema: z.object({}),
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const told = await node.ask("POST", ["matches", id, "withdraw"], match, { json: {} });
    if (shell.json) shell.printJson(told);
    else shell.terminal.note("It is taken back in one of the next rounds\n");
    return exitCodes.ok;
  },
};

export function addMatchListCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listMatches);
  addCommand(parent, runner, unseal);
}
