/** `techniques`: which ATT&CK techniques a text describes, on this machine alone. */

import { parseJson, textOf, TocsinError } from "@tocsin/kernel";
import type { TechniqueSuggestion } from "@tocsin/threat/techniques";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { type Input, readInput } from "../input.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const inputBytesMax = 64 * 1024 * 1024;
const textSchema = z.object({ text: z.string() });

const techniquesCommand = {
  usage: "techniques <file>",
  summary: "ATT&CK techniques that a text describes",
  about:
    "Suggests up to three techniques for a short text, and for each sentence of a long one, with the words\n" +
    "that speak for it and the chance that it is right; a person decides. Ids that are written out come\n" +
    "first, with 1. Lines of JSON {text} are judged one by one: with --json each gives a line\n" +
    "{suggestions: [{technique, score, start, end}]}. Needs no node and no network.",
  examples: ["tocsin techniques incident.md", "tocsin techniques --json sentences.jsonl"],
  schema: noOptions,
  run: suggest,
};

export function addTechniquesCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, techniquesCommand);
}

async function suggest(shell: Shell, [file = ""]: readonly string[]): Promise<ExitCode> {
  const { suggestTechniques } = await import("@tocsin/threat/techniques");
  const input = await readInput(shell.terminal, file, inputBytesMax);
  const texts = textLines(input) ?? [await wholeText(shell, input)];
  for (const text of texts) await print(shell, text, suggestTechniques(text));
  return exitCodes.ok;
}

async function wholeText(shell: Shell, { name, bytes }: Input): Promise<string> {
  const { createDocumentReader } = await import("../../documents/read-document.ts");
  const reading = await createDocumentReader(shell).readDocument({ source: { bytes }, name });
  for (const note of reading.notes) shell.terminal.note(`${oneLine(note.text)}\n`);
  return [reading.text, ...reading.parts.map((part) => part.text)].join("\n\n");
}

/** Undefined for anything but lines of JSON of which the first has a text. */
function textLines({ bytes }: Input): string[] | undefined {
  const lines = textOf(bytes)?.trim().split("\n") ?? [];
  if (lines[0] === undefined || textOfLine(lines[0]) === undefined) return undefined;
  const texts: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const text = textOfLine(line);
    if (text === undefined)
      throw new TocsinError("json-malformed", { detail: `line ${at + 1}: {"text": …}` });
    texts.push(text);
  }
  return texts;
}

function textOfLine(line: string): string | undefined {
  if (!line.trimStart().startsWith("{")) return undefined;
  try {
    return textSchema.safeParse(parseJson(line)).data?.text;
  } catch {
    return undefined;
  }
}

const contextCharsMax = 80;

async function print(
  shell: Shell,
  text: string,
  suggestions: readonly TechniqueSuggestion[],
): Promise<void> {
  const { terminal } = shell;
  if (shell.json) {
    terminal.out(`${safeJson({ suggestions })}\n`);
    return;
  }
  if (suggestions.length === 0) {
    terminal.note("No technique is described.\n");
    return;
  }
  const { lookupTechnique } = await import("@tocsin/threat");
  const rows = suggestions.map(({ technique, score, start, end }) => {
    const current = lookupTechnique(technique);
    const name = current?.name ?? "";
    const words = text.slice(start, Math.min(end, start + contextCharsMax)).replaceAll(/\s+/g, " ");
    const isFormer = current !== undefined && current.id !== technique;
    return [technique, isFormer ? `${name} (now ${current.id})` : name, percent(score), words];
  });
  const columns = [
    { title: "technique" },
    { title: "name", shrinks: true },
    { title: "chance", align: "right" as const },
    { title: "words", shrinks: true },
  ];
  terminal.out(table(columns, rows, terminal.width));
}

function percent(score: number): string {
  return score === 1 ? "written" : `${(score * 100).toFixed(0)} %`;
}
