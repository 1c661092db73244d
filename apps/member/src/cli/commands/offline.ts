/** `extract` and `redact`: work on this machine alone, without a node and without any network. */

import { TocsinError } from "@tocsin/kernel";
import type { Observation } from "@tocsin/threat/extraction";
import type { CompanyProfile } from "@tocsin/wire/company-profile";
import type { Finding } from "@tocsin/wire/desk";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { inOption, readJsonInput, refuseTwoStdins } from "../input.ts";
import { manyLines, oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const extractOptions = z.object({ name: z.string().max(255).optional() });
const redactOptions = extractOptions.extend({ profile: z.string().optional() });
type ExtractOptions = z.output<typeof extractOptions>;
type RedactOptions = z.output<typeof redactOptions>;

const profileBytesMax = 64 * 1024 * 1024;
const nameFlag = { flags: "--name <name>", about: "of stdin: its ending tells the format" };

const extractCommand = {
  usage: "extract <file>",
  summary: "observables, techniques and names in a file",
  about:
    "Finds observables in text, Markdown, HTML, PDF, DOCX, EML, JSON or CSV (- is stdin), defanged or not,\n" +
    "with their places; well-known harmless values are marked. Needs no node and no network: nobody\n" +
    "learns anything. In a table each value once, defanged (--live: as it is); --json has every place.",
  examples: ["tocsin extract mail.eml", "curl -s URL | tocsin extract - --name page.html --json"],
  options: [nameFlag],
  schema: extractOptions,
  run: extractFrom,
};

const redactCommand = {
  usage: "redact <file>",
  summary: "the text without what must not leave",
  about:
    "Prints the text with personal data, own names, competitive and privileged content replaced; what only\n" +
    "a person could decide is replaced as well. --profile names what this company is (see `profile set`):\n" +
    "without it own names are not known. Needs no node and no network: nobody learns anything. It is no\n" +
    "review: what it prints has not been approved by anybody.",
  examples: [
    "tocsin redact ticket.txt --profile profile.json",
    "tocsin redact --json - < mail.txt",
  ],
  options: [nameFlag, { flags: "--profile <file>", about: "JSON as of `tocsin profile show`" }],
  schema: redactOptions,
  run: redactFile,
};

export function addOfflineCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, extractCommand);
  addCommand(parent, runner, redactCommand);
}

async function extractFrom(
  shell: Shell,
  [file = ""]: readonly string[],
  { name }: ExtractOptions,
): Promise<ExitCode> {
  const { canonicalise } = await import("@tocsin/threat");
  const { extract } = await import("@tocsin/threat/extraction");
  const { text, placeOf } = await readText(shell, file, name);
  const { readBenignLookup } = await import("../../benign/benign-files.ts");
  const benignOf = await readBenignLookup(shell.home);
  const found = extract(text, { benign: false }).map((one): Observation => {
    const benign = benignOf(one.type, one.value);
    const placed = { ...one, start: placeOf(one.start), end: placeOf(one.end) };
    return benign === undefined ? placed : { ...placed, benign };
  });
  if (shell.json) {
    shell.printDocument(
      found.map(({ type, value, start, end, defanged, context, port, benign }) => {
        const canonical = canonicalise(type, value) ?? null;
        return { type, value, canonical, start, end, defanged, context, port, benign };
      }),
    );
  } else shell.terminal.out(observationTable(shell, found));
  return exitCodes.ok;
}

/** A SHA-256 hash or an address of usual length: cut they would be of no use. */
const wholeValueChars = 72;

function observationTable(shell: Shell, found: readonly Observation[]): string {
  const unique = new Map<string, { readonly first: Observation; count: number }>();
  for (const one of found) {
    const key = `${one.type} ${one.value}`;
    const known = unique.get(key);
    if (known === undefined) unique.set(key, { first: one, count: 1 });
    else known.count += 1;
  }
  const rows = Array.from(unique.values(), ({ first, count }) => [
    first.type,
    shell.observable(first.value, first.type),
    String(count),
    first.benign === undefined ? "" : `${first.benign.effect}: ${first.benign.why}`,
  ]);
  if (rows.length === 0) shell.terminal.note("Nothing found.\n");
  const columns = [
    { title: "type" },
    { title: "value", shrinks: true, widthMin: wholeValueChars },
    { title: "times", align: "right" as const },
    { title: "harmless", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

async function redactFile(
  shell: Shell,
  [file = ""]: readonly string[],
  { name, profile }: RedactOptions,
): Promise<ExitCode> {
  refuseTwoStdins(file, profile);
  const { compileIdentity } = await import("@tocsin/disclosure/identity");
  const { emptyProfile, findingsOf, inspect, redactText } =
    await import("@tocsin/disclosure/inspecting");
  const { extract } = await import("@tocsin/threat/extraction");
  const { terminal } = shell;
  const own =
    profile === undefined ? {} : await inOption("--profile", readProfile(terminal, profile));
  if (profile === undefined) terminal.note("Without --profile, own names are not known.\n");
  const { text, placeOf } = await readText(shell, file, name);
  const inspection = inspect(text, {
    identity: compileIdentity({ ...emptyProfile, ...own }),
    observations: extract(text),
  });
  // Fail closed: where a detector broke, nothing is printed.
  if (!inspection.ok) throw new TocsinError("detector-failed", { detail: inspection.detector });
  const findings = findingsOf(text, inspection.detections);
  const redacted = redactText(text, findings);
  if (shell.json) {
    const placed = findings.map(({ kind, start, end, why, replacement, needsReview }) => {
      const place = { start: placeOf(start), end: placeOf(end) };
      return { kind, ...place, why, replacement, needsReview };
    });
    shell.printDocument({ findings: placed, text: redacted });
  } else {
    terminal.out(manyLines(redacted));
    if (terminal.outIsTerminal && !redacted.endsWith("\n")) terminal.out("\n");
    terminal.note(countsText(findings));
  }
  return exitCodes.ok;
}

async function readProfile(terminal: Terminal, file: string): Promise<Partial<CompanyProfile>> {
  const { parseProfile } = await import("../profile-lists.ts");
  const { profileNotes } = await import("../profile-notes.ts");
  const profile = parseProfile(await readJsonInput(terminal, file, profileBytesMax));
  for (const note of profileNotes(profile)) terminal.note(`${note}\n`);
  return profile;
}

async function readText(shell: Shell, file: string, name: string | undefined) {
  const { readSourceText } = await import("../source-text.ts");
  const source = await readSourceText(shell, file, name);
  for (const note of source.notes) shell.terminal.note(`${oneLine(note)}\n`);
  return source;
}

function countsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing was found that must not leave.\n";
  const counts = new Map<string, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const held = findings.filter((it) => it.needsReview).length;
  const kinds = Array.from(counts, ([kind, count]) => `${count} ${kind}`).join(", ");
  return `Replaced: ${kinds}. For ${held} of them a person would have been asked.\n`;
}
