/** A warning for people: what it is, and why it concerns this company. */

import type { CampaignName, Concern, Warning, WarningReason } from "@tocsin/wire/node-api";

import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import { oneLine } from "../safe-text.ts";
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
    markingOf(warning),
    confirmedOf(warning),
    `${reasonsText(shell, warning.reasons)}${moreText(warning)}`,
  ]);
  const columns = [
    { title: "id" },
    { title: "urgency" },
    { title: "raised" },
    { title: "state" },
    { title: "marking" },
    { title: "confirmed" },
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
  const rows = warning.reasons.map(({ kind, type, value, ours, strength, quiet }) => [
    type ?? kind,
    shell.observable(value, type),
    ours,
    quiet ? `${strength}, made quieter` : strength,
  ]);
  const columns = [
    { title: "matched" },
    { title: "value" },
    { title: "known from" },
    { title: "strength" },
  ];
  const { report, concerns } = warning;
  const about =
    report === null
      ? concernsText(shell, concerns)
      : `${linkLine(shell, report.campaign, warning.link)}${reportText(shell, report)}`;
  return `${head}\n${table(columns, rows)}\n${updatesText(warning, nowMs)}${about}`;
}

/** Other reports of its campaign, told in one warning. */
function moreText({ report, updates }: Warning): string {
  if (updates.length === 0) return "";
  const more = `${updates.length} more ${updates.length === 1 ? "report" : "reports"}`;
  return `; ${more} of campaign ${report?.campaign?.id ?? "-"}`;
}

function updatesText({ updates }: Warning, nowMs: number): string {
  if (updates.length === 0) return "";
  const lines = updates.map(
    ({ report, raisedMs, strength }) =>
      `  ${relative(raisedMs, nowMs)}: report ${shortId(report)} (${strength})\n`,
  );
  return `more of this campaign\n${lines.join("")}\n`;
}

/** What feeds say: what it is, of what of ours, until when, and what to do. */
function concernsText(shell: Shell, concerns: readonly Concern[]): string {
  return concerns
    .map(({ what, type, title, ours, due, daysLeft, ransomware, action, advisory, feeds }) =>
      facts([
        ["what", shell.observable(what, type)],
        ["says", oneLine(title)],
        ["ours", oneLine(ours)],
        ...optionalFact("due", due && `${due} (${daysLeft ?? 0} days)`),
        ...optionalFact("ransomware", ransomware ? "known to use it" : null),
        ...optionalFact("advisory", advisory),
        ...optionalFact("feeds", feeds.length > 0 ? feeds.join(", ") : null),
        ...optionalFact("to do", action),
      ]),
    )
    .join("\n");
}

function optionalFact(name: string, text: string | null): [string, string][] {
  return text === null ? [] : [[name, oneLine(text)]];
}

function markingOf({ report, concerns }: Warning): string {
  const tlp = report === null ? concerns[0]?.tlp : report.body?.tlp;
  return `TLP:${tlp?.toUpperCase() ?? "-"}`;
}

/** Of a report alone: what feeds say, nobody votes on. */
function confirmedOf({ report }: Warning): string {
  if (report === null) return "";
  return report.unconfirmed ? "no" : "yes";
}

/** The campaign, and why the report is tied to what is ours. */
function linkLine(shell: Shell, campaign: CampaignName | null, link: Warning["link"]): string {
  if (campaign === null) return "";
  const of: [string, string] = ["campaign", `${campaign.id}  ${shell.quoted(campaign.title)}`];
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
  return `${type ?? kind} ${shell.observable(value, type)} (${ours})${rest}`;
}

function stateOf({ state, snoozedUntilMs }: Warning, nowMs: number): string {
  if (state !== "snoozed" || snoozedUntilMs === null) return state;
  return `snoozed, back ${relative(snoozedUntilMs, nowMs)}`;
}
