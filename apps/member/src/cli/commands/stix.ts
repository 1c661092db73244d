/**
 * `stix`: whether files are STIX 2.1, whether observations fulfil a pattern, and the reports that a bundle of a
 * node holds. On this machine alone.
 */

import { createReadStream } from "node:fs";

import { TocsinError } from "@tocsin/kernel";
import type { ReadStixObject, StixObject, StixProblem } from "@tocsin/threat/stix";
import type { Command } from "commander";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";

/** Problems that people are shown; with --json all of them come. */
const shownMax = 50;
const observationsMax = 10_000;

const validate = {
  usage: "validate <file>",
  summary: "whether a file is STIX 2.1",
  about:
    "Checks a bundle, a TAXII envelope or one object against STIX 2.1: every MUST that one object shows is\n" +
    "an error, a SHOULD a warning. Files of any size are read in pieces. With --json prints {valid, kind,\n" +
    "count, errors, warnings, problems: [{path, code, level, text}]}. Exit code 1 where there are errors.",
  examples: ["tocsin stix validate bundle.json", "tocsin stix validate --json bundle.json"],
  schema: noOptions,
  run: runValidate,
};

const match = {
  usage: "match <pattern> <file>",
  summary: "whether observations fulfil a STIX pattern",
  about:
    "Tries a STIX pattern on the observed data of a bundle; without any, all its observables count as seen\n" +
    "at one time. With --json prints {matched, observations: [ids]}. Exit code 1 where nothing matches, 2\n" +
    "where the pattern is none or cannot be decided in bounded time; the reason is told.",
  examples: ["tocsin stix match \"[url:value LIKE '%gate%']\" bundle.json"],
  schema: noOptions,
  run: runMatch,
};

const reports = {
  usage: "reports <file>",
  summary: "the reports that a bundle of a node holds, exactly",
  about:
    "Reads what `tocsin export stix` printed or the node's TAXII collection gave, and prints each report's id and\n" +
    "body as JSON, just as it was shared: nothing is lost on the way through STIX. A bundle is not signed, so this\n" +
    "proves nothing; `tocsin import` makes a draft of any bundle. Says on stderr how many objects belong to no\n" +
    "report. Needs no node. Exit code 1 where there is none.",
  examples: [
    "tocsin export stix | tocsin stix reports -",
    "tocsin stix reports bundle.json --json",
  ],
  schema: noOptions,
  run: runReports,
};

export function addStixCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, validate);
  addCommand(parent, runner, match);
  addCommand(parent, runner, reports);
}

interface FileRead {
  readonly kind: string;
  readonly count: number;
  readonly problems: readonly StixProblem[];
}

/** Each object as it ends; then what the whole was. Throws `document-missing`. */
async function readFile(file: string, each: (one: ReadStixObject) => void): Promise<FileRead> {
  const { createStixReader } = await import("@tocsin/threat/stix");
  const reader = createStixReader();
  try {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
      if (chunk instanceof Uint8Array) reader.push(chunk).forEach(each);
    }
  } catch (cause) {
    throw new TocsinError("document-missing", { cause });
  }
  const end = reader.finish();
  if (end.single !== undefined) each(end.single);
  return { ...end, problems: end.single === undefined ? end.problems : [] };
}

async function runValidate(shell: Shell, [file = ""]: readonly string[]): Promise<ExitCode> {
  const { terminal } = shell;
  const problems: StixProblem[] = [];
  const keptMax = shell.json ? 10_000 : shownMax;
  let errors = 0;
  let warnings = 0;
  const take = (found: readonly StixProblem[]): void => {
    for (const problem of found) {
      if (problem.level === "error") errors += 1;
      else warnings += 1;
      if (problems.length < keptMax) problems.push(problem);
    }
  };
  const end = await readFile(file, (one) => {
    take(one.problems);
  });
  take(end.problems);
  const { kind, count } = end;
  if (shell.json) {
    const valid = errors === 0;
    terminal.out(`${safeJson({ valid, kind, count, errors, warnings, problems })}\n`);
  } else {
    for (const { level, path, text } of problems) {
      terminal.out(`${level}  ${oneLine(path)}: ${oneLine(text)}\n`);
    }
    const told = `${kind}: ${counted(count, "object")}, ${counted(errors, "error")}, ${counted(warnings, "warning")}\n`;
    terminal.note(told);
  }
  return errors === 0 ? exitCodes.ok : exitCodes.failed;
}

async function runMatch(
  shell: Shell,
  [pattern = "", file = ""]: readonly string[],
): Promise<ExitCode> {
  const { createStixMatcher, observedOf } = await import("@tocsin/threat/stix");
  const matcher = createStixMatcher(pattern);
  if (!matcher.ok) throw new TocsinError("usage", { detail: matcher.why });
  const observed = observedOf(await objectsIn(file)).slice(0, observationsMax);
  const result = matcher.match(observed);
  if (!result.ok) throw new TocsinError("usage", { detail: result.why });
  const observations = result.observations.map((at) => observed[at]?.id ?? "");
  const { matched } = result;
  if (shell.json) shell.terminal.out(`${safeJson({ matched, observations })}\n`);
  else {
    shell.terminal.out(matched ? `matched ${observations.map(oneLine).join(" ")}\n` : "no match\n");
  }
  return matched ? exitCodes.ok : exitCodes.failed;
}

/** A line for each; with --json one document. The id is the report's in the ledger. */
async function runReports(shell: Shell, [file = ""]: readonly string[]): Promise<ExitCode> {
  const { reportsOfObjects } = await import("@tocsin/threat/stix");
  const found = reportsOfObjects(await objectsIn(file));
  const others = found.others.length;
  if (shell.json) shell.printDocument({ reports: found.reports, others });
  else for (const report of found.reports) shell.terminal.out(`${safeJson(report)}\n`);
  shell.terminal.note(
    `${counted(found.reports.length, "report")}, ${counted(others, "object")} of none\n`,
  );
  return found.reports.length > 0 ? exitCodes.ok : exitCodes.failed;
}

async function objectsIn(file: string): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  await readFile(file, ({ object }) => {
    if (object !== undefined) objects.push(object);
  });
  return objects;
}
