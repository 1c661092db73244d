/** A warning for people: what it is, and why it concerns this company. */

import type { Warning, WarningReason } from "@tocsin/wire/node-api";

import { shortId } from "../ids.ts";
import { relative } from "../moment.ts";
import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";
import { chanceText, linkText } from "./campaign-view.ts";
import { reportText } from "./report-view.ts";

export function warningTable(shell: Shell, warnings: readonly Warning[]): string {
  const nowMs = shell.clock.now();
  const rows = warnings.map((warning) => [
    shortId(warning.id),
    warning.urgency,
    relative(warning.raisedMs, nowMs),
    stateOf(warning, nowMs),
    `TLP:${warning.report.body?.tlp.toUpperCase() ?? "-"}`,
    reasonsText(shell, warning.reasons),
  ]);
  const columns = [
    { title: "id" },
    { title: "urgency" },
    { title: "raised" },
    { title: "state" },
    { title: "marking" },
    { title: "why it concerns us", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

export function warningText(shell: Shell, warning: Warning): string {
  const nowMs = shell.clock.now();
  const head = facts([
    ["warning", warning.id],
    ["urgency", warning.urgency],
    ["raised", relative(warning.raisedMs, nowMs)],
    ["state", stateOf(warning, nowMs)],
  ]);
  const rows = warning.reasons.map(({ kind, type, value, ours, strength }) => [
    type ?? kind,
    shell.indicator(value, type),
    ours,
    strength,
  ]);
  const columns = [
    { title: "matched" },
    { title: "value" },
    { title: "known from" },
    { title: "strength" },
  ];
  const link = linkLine(shell, warning);
  return `${head}\n${table(columns, rows)}\n${link}${reportText(shell, warning.report)}`;
}

/** The campaign, and why the report is tied to what is ours. */
function linkLine(shell: Shell, { link, report: { campaign } }: Warning): string {
  if (campaign === null) return "";
  const of: [string, string] = ["campaign", `${campaign.id}  ${campaign.title}`];
  if (link === null) return `${facts([of])}\n`;
  return `${facts([
    of,
    ["tied to", `${shortId(link.b)}, one adversary: ${chanceText(link.score)}`],
    ["because of", linkText(shell, link)],
  ])}\n`;
}

/** One line: "high: ipv4 203[.]0[.]113[.]77 (sighting from mail gateway)". */
export function warningLine(shell: Shell, warning: Warning): string {
  const { urgency, id, reasons } = warning;
  return `${shortId(id)}  ${urgency}: ${reasonsText(shell, reasons)}`;
}

function reasonsText(shell: Shell, reasons: readonly WarningReason[]): string {
  const first = reasons.find((it) => it.strength === "strong") ?? reasons[0];
  if (first === undefined) return "";
  const rest = reasons.length === 1 ? "" : ` and ${reasons.length - 1} more`;
  const { type, kind, value, ours } = first;
  return `${type ?? kind} ${shell.indicator(value, type)} (${ours})${rest}`;
}

function stateOf({ state, snoozedUntilMs }: Warning, nowMs: number): string {
  if (state !== "snoozed" || snoozedUntilMs === null) return state;
  return `snoozed, back ${relative(snoozedUntilMs, nowMs)}`;
}
