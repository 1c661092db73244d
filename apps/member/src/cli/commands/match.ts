/** `match`: logs of this company against what is known, on this machine alone. */

import { readUint, TocsinError } from "@tocsin/kernel";
import type {
  IgnoredIndicators,
  Indicator,
  LogMatch,
  LogTotals,
  Matcher,
} from "@tocsin/threat/matching";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner } from "../command.ts";
import { createHarmlessValues } from "../harmless-values.ts";
import { tellFailure, usageError } from "../failure.ts";
import { inOption, readInput, refuseTwoStdins } from "../input.ts";
import { showProgress } from "../progress.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";

const matchOptions = z.object({
  list: z.array(z.string()).default([]),
  onlyLists: z.boolean().default(false),
  keepBenign: z.boolean().default(false),
  listBenign: z.boolean().default(false),
});
type MatchOptions = z.output<typeof matchOptions>;

const matchCommand = {
  usage: "match <files...>",
  summary: "find known observables in logs",
  about:
    "Reads logs (plain, gzip or Zstandard; lines of any form, JSON, CSV; - is stdin) and prints a line for\n" +
    "each known value in them: file, line, byte, what matched, and from which report or list. A domain\n" +
    "matches what is below it, a network its addresses, a URL what continues it, a path what is in it.\n" +
    "It looks for all that the node knows and for your own lists; lists alone need no node. Values that\n" +
    "lists know as harmless are left out; the first of them are named, with the list that knows them.\n" +
    "Nothing of the logs leaves this machine.",
  examples: [
    "tocsin match /var/log/squid/access.log*",
    "tocsin match dns.log.zst --list blocklist.csv --only-lists --json",
  ],
  options: [
    {
      flags: "--list <file>",
      about:
        "own observables: JSON lines {type, value, source}, rows type,value,source, one value a line, a STIX bundle, or text; may be repeated",
      repeats: true,
    },
    { flags: "--only-lists", about: "do not ask the node, also where one runs" },
    { flags: "--keep-benign", about: "also values that lists know as harmless" },
    {
      flags: "--list-benign",
      about: "name all that are left out as harmless; with --json on stdout, as {…, notLookedFor}",
    },
  ],
  schema: matchOptions,
  run: match,
};

export function addMatchCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, matchCommand);
}

async function match(
  shell: Shell,
  files: readonly string[],
  options: MatchOptions,
): Promise<ExitCode> {
  refuseTwoStdins(...files, ...options.list);
  if (options.listBenign && options.keepBenign) {
    throw usageError("--list-benign: with --keep-benign none is left out");
  }
  if (options.onlyLists && options.list.length === 0) throw usageError("--only-lists needs --list");
  const matcher = await makeMatcher(shell, options);
  const { terminal } = shell;
  const sum = { matches: 0, lines: 0, failed: 0 };
  for (const file of files) {
    try {
      const { lines, matches } = await matchOne(shell, file, matcher);
      sum.matches += matches;
      sum.lines += lines;
    } catch (error) {
      // One damaged log does not hide what is in the others.
      if (files.length === 1 || !(error instanceof TocsinError)) throw error;
      sum.failed += 1;
      terminal.note(`${oneLine(file)} was not read:\n`);
      tellFailure(terminal, error, false);
    }
  }
  const failed = sum.failed === 0 ? "" : ` ${sum.failed} of ${files.length} files were not read.`;
  terminal.note(
    `${counted(sum.matches, "match", "matches")} in ${counted(sum.lines, "line")}.${failed}\n`,
  );
  return sum.failed === 0 ? exitCodes.ok : exitCodes.partly;
}

async function matchOne(shell: Shell, file: string, matcher: Matcher): Promise<LogTotals> {
  const { matchFile, matchStream } = await import("../../matching/match-file.ts");
  const { benignOf, isObservableType } = await import("@tocsin/threat");
  const { terminal } = shell;
  using progress = await showProgress(terminal, "matching", file === "-" ? 0 : percentSteps);
  const watching = {
    onMatch: (found: LogMatch) => {
      const { type, value } = found;
      const weakness = isObservableType(type) ? benignOf(type, value)?.why : undefined;
      if (terminal.outIsTerminal) progress.stepAside();
      print(shell, file, found, weakness);
    },
    onProgress: (done: number, total: number) => {
      progress.update(Math.floor((done / total) * percentSteps));
    },
    signal: terminal.closed,
  };
  return file === "-"
    ? await matchStream(stdinOf(shell), matcher, watching)
    : await matchFile(file, matcher, watching);
}

const percentSteps = 100;
/** This byte and those below it are no text. */
const blank = 0x20;

async function makeMatcher(shell: Shell, options: MatchOptions): Promise<Matcher> {
  const { listBytesMax, readIndicators, withoutHarmless } =
    await import("../../matching/indicator-list.ts");
  const { createMatcher } = await import("@tocsin/threat/matching");
  const lists: Iterable<Indicator>[] = [];
  const read = async (file: string): Promise<Iterable<Indicator>> => {
    const list = await readInput(shell.terminal, file, listBytesMax);
    // A list that could not be fetched must not look like logs without hits.
    if (list.bytes.every((byte) => byte <= blank)) throw new TocsinError("document-empty");
    return readIndicators(list);
  };
  for (const file of options.list) lists.push(await inOption("--list", read(file)));
  if (!options.onlyLists) lists.push(await nodeIndicators(shell, options.list.length > 0));
  const harmless = createHarmlessValues();
  const seed = readUint(shell.random.bytes(4), 0, 4);
  const all = inTurn(lists);
  const kept = options.keepBenign ? all : withoutHarmless(all, (it) => harmless.add(it));
  const matcher = createMatcher(kept, { seed });
  tellIgnored(shell, matcher, harmless.count);
  harmless.tell(shell, options.listBenign);
  return matcher;
}

/** All that the node knows. Where lists were given, a node that does not run is no failure, but said. */
async function nodeIndicators(shell: Shell, hasLists: boolean): Promise<Indicator[]> {
  const { knownIndicators } = await import("../known-indicators.ts");
  try {
    const known: Indicator[] = [];
    for await (const indicator of knownIndicators(await shell.node())) known.push(indicator);
    return known;
  } catch (error) {
    const isDown = error instanceof TocsinError && error.code === "node-not-running";
    if (!hasLists || !isDown) throw error;
    shell.terminal.note("No node runs: only the lists are looked for.\n");
    return [];
  }
}

function* inTurn(lists: readonly Iterable<Indicator>[]): Generator<Indicator> {
  for (const list of lists) yield* list;
}

function tellIgnored({ terminal }: Shell, { size, ignored }: Matcher, harmless: number): void {
  const why: Readonly<Record<keyof IgnoredIndicators, string>> = {
    invalid: "not of their type",
    notInLogs: "of types that no log shows",
    tooLong: "too long",
    crowded: "too alike to be told apart",
    sources: "further sources of the same value",
  };
  const reasons: readonly (keyof IgnoredIndicators)[] = [
    "invalid",
    "notInLogs",
    "tooLong",
    "crowded",
    "sources",
  ];
  const told = reasons.flatMap((it) => (ignored[it] === 0 ? [] : [`${ignored[it]} ${why[it]}`]));
  if (harmless > 0) told.push(`${harmless} harmless`);
  const rest = told.length === 0 ? "" : `; not looked for: ${told.join(", ")}`;
  terminal.note(`Looking for ${counted(size, "value")}${rest}.\n`);
}

function print(shell: Shell, file: string, found: LogMatch, weakness: string | undefined): void {
  const { line, offset, type, value, source, text, how } = found;
  if (shell.json) {
    const hit = { file, line, offset, type, value, source, text, how, weakness };
    shell.terminal.out(`${safeJson(hit)}\n`);
    return;
  }
  const place = `${oneLine(file)}:${line}:${offset}`;
  const written = how === "exact" ? "" : ` (${how}: ${oneLine(shell.observable(text, type))})`;
  const what = `${type} ${oneLine(shell.observable(value, type))}${written}`;
  const reserve = weakness === undefined ? "" : `  weak: ${weakness}`;
  shell.terminal.out(`${place}  ${what}  ${oneLine(source)}${reserve}\n`);
}

async function* stdinOf({ terminal }: Shell): AsyncGenerator<Uint8Array> {
  for await (const chunk of terminal.streams.stdin) {
    yield chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
  }
}
