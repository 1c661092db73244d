/** `correlate`: which incidents of a file are the same adversary's, on this machine alone. */

import { textOf, TocsinError } from "@tocsin/kernel";
import type { BadLine, Correlated, Incident, IncidentLink, Reason } from "@tocsin/correlation";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner } from "../command.ts";
import { showProgress } from "../progress.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const correlateOptions = z.object({
  minScore: z.coerce.number().gt(0).lt(1).optional(),
});
type CorrelateOptions = z.output<typeof correlateOptions>;

/** Somewhat less than the longest text that the run time can hold. */
const bytesMax = 500 * 1024 * 1024;
const badShownMax = 20;
const reasonsShownMax = 3;

const correlateCommand = {
  usage: "correlate <file>",
  summary: "which incidents are the same adversary's, and why",
  about:
    "Reads lines of JSON {id, sector?, first_seen?, indicators: [{type, value}], attributes?} (- is stdin) and\n" +
    "prints the pairs that belong together and the campaigns they make. Values that anybody has count\n" +
    "nothing; signers, malware, registrants, networks and habits of naming count as well as values. The\n" +
    "score is the probability; the reasons are log-odds and add up to it. Needs no node and no network.",
  examples: ["tocsin correlate incidents.jsonl", "tocsin correlate --json - < incidents.jsonl"],
  options: [
    { flags: "--min-score <number>", about: "show links from this score on (default 0.5)" },
  ],
  schema: correlateOptions,
  run: correlate,
};

export function addCorrelateCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, correlateCommand);
}

async function correlate(
  shell: Shell,
  [file = ""]: readonly string[],
  { minScore }: CorrelateOptions,
): Promise<ExitCode> {
  const { correlateIncidents, linkOddsMin, readIncidentLines } =
    await import("@tocsin/correlation");
  const { readInput } = await import("../input.ts");
  const { bytes } = await readInput(shell.terminal, file, bytesMax);
  const text = textOf(bytes);
  if (text === undefined) throw new TocsinError("json-malformed", { detail: "not UTF-8" });
  const { incidents, bad } = readIncidentLines(text);
  tellBad(shell, bad);
  if (incidents.length === 0 && bad.length > 0) {
    throw new TocsinError("json-malformed", { detail: "no line is an incident" });
  }
  using progress = await showProgress(shell.terminal, "comparing", incidents.length);
  const found = correlateIncidents(incidents, {
    seed,
    oddsMin: minScore === undefined ? linkOddsMin : Math.log(minScore / (1 - minScore)),
    onProgress: (done) => {
      progress.update(done);
    },
  });
  if (shell.json) shell.printDocument(documentOf(incidents, found));
  else printTables(shell, incidents, found);
  return bad.length > 0 ? exitCodes.partly : exitCodes.ok;
}

/** The same file gives the same answer on every machine. */
const seed = 0x70c51;

function tellBad({ terminal }: Shell, bad: readonly BadLine[]): void {
  for (const { line, cause, fix } of bad.slice(0, badShownMax)) {
    terminal.note(`Line ${line} is left out: ${oneLine(cause)}. To fix it: ${oneLine(fix)}.\n`);
  }
  const rest = bad.length - badShownMax;
  if (rest > 0) terminal.note(`${rest} more lines are left out for such reasons.\n`);
}

function documentOf(incidents: readonly Incident[], { links, campaigns }: Correlated) {
  const idOf = (at: number) => incidents[at]?.id ?? "";
  return {
    links: links.map(({ a, b, odds, reasons }) => ({
      a: idOf(a),
      b: idOf(b),
      score: scoreOf(odds),
      odds: rounded(odds),
      reasons: reasons.filter(({ weight }) => isTold(weight)).map((it) => reasonText(it)),
      evidence: reasons.map(({ kind, weight, values }) => ({
        kind,
        weight: rounded(weight),
        values,
      })),
    })),
    campaigns: campaigns.map((reports) => reports.map(idOf)),
  };
}

function scoreOf(odds: number): number {
  return Number((1 / (1 + Math.exp(-odds))).toFixed(6));
}

function rounded(weight: number): number {
  return Number(weight.toFixed(3));
}

/** What moves the odds less than this only fills the line. */
function isTold(weight: number): boolean {
  return Math.abs(weight) >= 0.05;
}

function reasonText({ says, values, weight }: Reason, show: (value: string) => string = String) {
  const what = values.length === 0 ? says : `${says} ${values.map(show).join(", ")}`;
  return `${what} (${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)})`;
}

function printTables(shell: Shell, incidents: readonly Incident[], found: Correlated): void {
  const { terminal } = shell;
  const idOf = (at: number) => oneLine(incidents[at]?.id ?? "");
  const row = ({ a, b, odds, reasons }: IncidentLink) => [
    idOf(a),
    idOf(b),
    scoreOf(odds).toFixed(2),
    reasons
      .filter(({ kind, weight }) => kind !== "before" && weight > 0)
      .slice(0, reasonsShownMax)
      .map((it) => oneLine(reasonText(it, (value) => shell.observable(value, "url"))))
      .join("; "),
  ];
  const columns = [
    { title: "incident" },
    { title: "and" },
    { title: "score", align: "right" as const },
    { title: "because of", shrinks: true },
  ];
  if (found.links.length > 0) terminal.out(table(columns, found.links.map(row), terminal.width));
  const campaigns = found.campaigns.map((reports, at) => [
    String(at + 1),
    String(reports.length),
    reports.map(idOf).join(", "),
  ]);
  const campaignColumns = [
    { title: "campaign", align: "right" as const },
    { title: "incidents", align: "right" as const },
    { title: "which", shrinks: true },
  ];
  if (campaigns.length > 0) terminal.out(`\n${table(campaignColumns, campaigns, terminal.width)}`);
  terminal.note(
    `${counted(incidents.length, "incident")}, ${counted(found.links.length, "link")}, ${counted(found.campaigns.length, "campaign")}.\n`,
  );
}
