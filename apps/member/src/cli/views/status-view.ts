/** How the node stands, on one screen. */

import type { NodeStatus } from "@tocsin/wire/node-api";

import { counted } from "../counted.ts";
import { relative, span } from "../moment.ts";
import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const syncWords: Readonly<Record<NodeStatus["sync"]["state"], string>> = {
  current: "current",
  behind: "behind, catching up",
  offline: "OFFLINE: the feed does not answer",
  alarm: "STOPPED by an alarm",
};

export function statusText(shell: Shell, status: NodeStatus): string {
  const { round, sync, counts, nowMs } = status;
  const verified = sync.verifiedMs === null ? "never" : relative(sync.verifiedMs, nowMs);
  const last =
    round.lastSent === null
      ? "nothing sent yet"
      : `last sent with round ${round.lastSent} (${counted(round.current - round.lastSent, "round")} ago)`;
  const head = facts([
    ["company", status.company],
    ["community", status.community],
    [
      "classes",
      status.classes.map((it) => `${it.title} (${counted(it.members, "member")})`).join(", "),
    ],
    [
      "round",
      `${round.current}, each ${span(round.lengthMs)}; we send ${span(round.offsetMs)} into it`,
    ],
    ["sending", `${last}; ${round.missedDay} rounds missed in the last day`],
    ["ledger", `${syncWords[sync.state]}; ${sync.size} leaves, verified ${verified}`],
    ["waiting", `${status.waiting} to leave`],
    ["warnings", `${counts.warningsNew} new`],
    ["reports", `${counts.reports} in the ledger, ${counts.mine} ours, ${counts.drafts} drafts`],
    ["sightings", String(counts.sightings)],
    ["alarms", status.alarms.length === 0 ? "none" : String(status.alarms.length)],
  ]);
  return head + alarms(status) + tokens(shell, status);
}

function alarms({ alarms: raised, nowMs }: NodeStatus): string {
  if (raised.length === 0) return "";
  const rows = raised.map(({ code, text, sinceMs }) => [code, relative(sinceMs, nowMs), text]);
  return `\n${table(
    ["alarm", "since", "what"].map((title) => ({ title })),
    rows,
  )}`;
}

function tokens(shell: Shell, { tokens: held }: NodeStatus): string {
  if (held.length === 0) return "";
  const rows = held.map((it) => [it.purpose, it.class, String(it.left), String(it.quota)]);
  const columns = [
    { title: "tokens for" },
    { title: "class" },
    { title: "left", align: "right" as const },
    { title: "of", align: "right" as const },
  ];
  return `\n${table(columns, rows, shell.terminal.width)}`;
}
