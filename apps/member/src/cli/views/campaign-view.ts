/** A campaign for people: who is in it, why, and what is not known. Values are live: shown defanged. */

import type { Campaign, CampaignLink, CampaignSummary } from "@tocsin/wire/node-api";

import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const reasonsShownMax = 5;
/** What moves the odds less than this only fills the line. */
const weightToldMin = 0.05;

export function campaignTable(shell: Shell, campaigns: readonly CampaignSummary[]): string {
  const nowMs = shell.clock.now();
  const rows = campaigns.map((it) => [
    it.id,
    shell.quoted(it.title),
    String(it.reports),
    oursText(it),
    relative(it.lastMs, nowMs),
    it.techniques.slice(0, 4).join(" "),
  ]);
  const columns = [
    { title: "id" },
    { title: "campaign", shrinks: true },
    { title: "reports", align: "right" as const },
    { title: "ours" },
    { title: "newest" },
    { title: "techniques", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

export function campaignText(shell: Shell, campaign: Campaign): string {
  const nowMs = shell.clock.now();
  const names = (list: Campaign["techniqueCounts"]): string =>
    list
      .slice(0, 12)
      .map(({ name, reports }) => `${shell.quoted(name)} (${reports})`)
      .join(", ");
  const head = facts([
    ["campaign", `${campaign.id}  ${shell.quoted(campaign.title)}`],
    ["reports", `${campaign.reports}, ours: ${oursText(campaign)}`],
    ["first, newest", `${relative(campaign.firstMs, nowMs)}, ${relative(campaign.lastMs, nowMs)}`],
    ["sectors", campaign.sectors.map((it) => `${it.class} ${it.reports}`).join(", ")],
    ["techniques", names(campaign.techniqueCounts)],
    ["malware, tools", names(campaign.malwareCounts)],
    ["actors", names(campaign.actorCounts)],
    ["vulnerabilities", names(campaign.vulnerabilities)],
  ]);
  return [
    head,
    linksTable(shell, campaign.links),
    timelineTable(campaign, nowMs),
    infrastructureTable(shell, campaign),
    defencesTable(shell, campaign),
    historyText(campaign, nowMs),
    unknownText(campaign),
    votesText(campaign),
    correctionsText(campaign),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The terms of a link, strongest first, with their weights. */
export function linkText(shell: Shell, { reasons }: CampaignLink): string {
  return reasons
    .filter(({ kind, weight }) => kind !== "before" && weight >= weightToldMin)
    .slice(0, reasonsShownMax)
    .map(({ kind, says, values, weight }) => {
      const isNumber = kind === "technique" || kind === "vulnerability";
      const shown = values
        .map((value) => (isNumber ? value : shell.observable(value, "url")))
        .join(", ");
      return `${says}${shown === "" ? "" : ` ${shown}`} (+${weight.toFixed(1)})`;
    })
    .join("; ");
}

/** As a chance: what the log-odds say. Nobody is ever sure. */
export function chanceText(score: number): string {
  return `${Math.min(99, Math.round(100 / (1 + Math.exp(-score))))} %`;
}

function linksTable(shell: Shell, links: readonly CampaignLink[]): string {
  if (links.length === 0) return "";
  const rows = links.map((link) => [
    shortId(link.a),
    shortId(link.b),
    chanceText(link.score),
    linkText(shell, link),
  ]);
  const columns = [
    { title: "report" },
    { title: "and" },
    { title: "one adversary", align: "right" as const },
    { title: "because of", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

function timelineTable({ timeline }: Campaign, nowMs: number): string {
  const rows = timeline.map((it) => [
    shortId(it.report),
    it.event ?? "-",
    relative(it.learnedMs, nowMs),
    it.class,
    `${it.kind}, ${it.determination}`,
    it.mine ? "ours" : it.seen ? "seen here" : "",
  ]);
  const columns = [
    { title: "report" },
    { title: "happened" },
    { title: "learned" },
    { title: "class" },
    { title: "what" },
    { title: "" },
  ];
  return table(columns, rows);
}

function infrastructureTable(shell: Shell, { infrastructure }: Campaign): string {
  if (infrastructure.length === 0) return "";
  const rows = infrastructure
    .slice(0, 20)
    .map(({ type, value, role, reports }) => [
      type,
      shell.observable(value, type),
      role,
      String(reports),
    ]);
  const columns = [
    { title: "infrastructure" },
    { title: "value", shrinks: true },
    { title: "role" },
    { title: "reports", align: "right" as const },
  ];
  return table(columns, rows, shell.terminal.width);
}

function defencesTable(shell: Shell, { defences }: Campaign): string {
  if (defences.length === 0) return "";
  const rows = defences.map((it) => [
    it.measure,
    it.effect,
    shell.quoted(it.text ?? ""),
    shortId(it.report),
  ]);
  const columns = [
    { title: "defence" },
    { title: "effect" },
    { title: "what", shrinks: true },
    { title: "report" },
  ];
  return table(columns, rows, shell.terminal.width);
}

function historyText({ history }: Campaign, nowMs: number): string {
  const lines = history.map(({ kind, atMs, reports, campaigns }) => {
    const what = [...reports.map(shortId), ...campaigns.map((id) => `campaign ${id}`)].join(", ");
    return `  ${relative(atMs, nowMs)}: ${kind} ${what}\n`;
  });
  return `history\n${lines.join("")}`;
}

function unknownText({ unknown }: Campaign): string {
  return unknown.length === 0 ? "" : `not known\n${unknown.map((it) => `  ${it}\n`).join("")}`;
}

function correctionsText({ corrections }: Campaign): string {
  const lines = corrections.map(
    ({ id, says, a, b, told }) =>
      `  ${id}: ${shortId(a)} and ${shortId(b)} are ${says}${toldWords[told]}\n`,
  );
  return lines.length === 0 ? "" : `corrected here\n${lines.join("")}`;
}

const toldWords: Record<Campaign["corrections"][number]["told"], string> = {
  no: "",
  waiting: ", members will be told",
  told: ", told to members",
};

/** Of votes, not of members: one has several. */
function votesText({ votes }: Campaign): string {
  const lines = votes.map(({ a, b, counts, weight }) => {
    const said = counts.map((it) => `${it.votes}+ of ${it.class} ${it.says}`).join(", ");
    const sign = weight < 0 ? "" : "+";
    return `  ${shortId(a)} and ${shortId(b)}: ${said} (${sign}${weight.toFixed(1)})\n`;
  });
  return lines.length === 0 ? "" : `members say\n${lines.join("")}`;
}

function oursText({ mine, seen }: CampaignSummary): string {
  const parts = [
    ...(mine > 0 ? [`${mine} reported`] : []),
    ...(seen > 0 ? [`${seen} seen here`] : []),
  ];
  return parts.length === 0 ? "-" : parts.join(", ");
}
