/** `import` and `export`: files of other tools, in and out. What comes in goes through the draft's review. */

import { draft as draftSchema, type ReportView } from "@tocsin/wire/desk";
import { reportPage } from "@tocsin/wire/node-api";
import { TocsinError } from "@tocsin/kernel";
import type { ExportFilter, Imported } from "@tocsin/threat/formats";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { openInput } from "../input.ts";
import type { NodeClient } from "../node-port.ts";
import { type Progress, showProgress } from "../progress.ts";
import { manyLines, oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";

const inputBytesMax = 1024 * 1024 * 1024;
/** Of what is held while it is read: all forms but STIX. */
const heldBytesMax = 64 * 1024 * 1024;
const blockChars = 64 * 1024;
const dayMs = 86_400_000;
const reportsMax = 100_000;

const importOptions = z.object({ draft: z.boolean().default(false) });

const importFile = {
  usage: "import <file>",
  summary: "what a STIX, MISP, VERIS or CSAF file says",
  about:
    "Reads a file of another tool and says what a report can hold of it, and what not, with reasons. With\n" +
    "--draft the node makes a draft of it, which leaves only after your review; it is marked no looser than\n" +
    "the file. TLP:RED becomes no draft. Without --draft needs no node and no network.",
  examples: ["tocsin import event.json", "tocsin import --draft bundle.json"],
  options: [{ flags: "--draft", about: "make a draft of it" }],
  schema: importOptions,
  run: runImport,
};

const formats = ["stix", "misp", "csv", "list", "sigma", "suricata", "yara"] as const;
const levels = ["clear", "green", "amber", "amber+strict"] as const;

const exportOptions = z.object({
  tlp: z.enum(levels).default("amber+strict"),
  days: z.coerce.number().int().min(1).max(3660).default(365),
  confidence: z.enum(["low", "medium", "high"]).default("low"),
  benign: z.boolean().default(false),
});

const exportFile = {
  usage: "export <format>",
  summary: "reports for the company's own tools",
  about:
    "Prints what the node has read in a form that other tools take: stix (a bundle), misp (events), csv,\n" +
    "list (a value a line), sigma, suricata or yara. Left out are reports that are withdrawn or expired, what\n" +
    "is stricter than --tlp, older than --days, less sure than --confidence, and known harmless values. Rules\n" +
    "that reports hold are read whole first: what is not of its language, or does more than to alert, is left\n" +
    "out, and standard error says how many and why.",
  examples: ["tocsin export suricata --confidence medium", "tocsin export csv --tlp green"],
  options: [
    { flags: "--tlp <level>", about: "strictest level to give", choices: levels },
    { flags: "--days <number>", about: "oldest report in days" },
    {
      flags: "--confidence <level>",
      about: "least confidence",
      choices: ["low", "medium", "high"],
    },
    { flags: "--benign", about: "known harmless values as well" },
  ],
  schema: exportOptions,
  run: runExport,
};

export function addExchangeFileCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, importFile);
  addCommand(parent, runner, exportFile);
}

async function runImport(
  shell: Shell,
  [file = ""]: readonly string[],
  { draft }: z.output<typeof importOptions>,
): Promise<ExitCode> {
  const { materialText } = await import("@tocsin/threat/stix");
  const read = await readImport(shell, file);
  if (!read.ok) throw new TocsinError("document-unsupported", { detail: read.why.slice(0, 200) });
  const { form, material, refused } = read;
  if (draft) {
    await makeDraft(shell, materialText(material), material.markings.tlp);
  } else if (shell.json) {
    shell.terminal.out(`${safeJson({ form, ...material, refused })}\n`);
  } else {
    const text = materialText(material);
    for (const block of blocksOf(text)) shell.terminal.out(manyLines(shell.quoted(block)));
  }
  for (const line of refused.slice(0, 20)) shell.terminal.note(`refused: ${oneLine(line)}\n`);
  return refused.length === 0 ? exitCodes.ok : exitCodes.partly;
}

/** Whole lines together: a long text is not made safe in one piece, which would hold it several times. */
function* blocksOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from + blockChars);
    const next = end < 0 ? text.length : end + 1;
    yield text.slice(from, next);
    from = next;
  }
}

/** The bar is gone before anything is said. */
async function readImport({ terminal }: Shell, file: string): Promise<Imported> {
  const { importJson } = await import("@tocsin/threat/formats");
  const input = await openInput(terminal, file, inputBytesMax);
  using progress = await showProgress(terminal, "Reading", input.size);
  return await importJson(counted(input.chunks, progress), heldBytesMax);
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.length;
    progress.update(done);
    yield chunk;
  }
}

async function makeDraft(shell: Shell, text: string, marked: string | undefined): Promise<void> {
  if (marked === "red") throw new TocsinError("not-allowed", { detail: "TLP:RED" });
  const node = await shell.node();
  const level = levels.find((it) => it === marked);
  const json = { name: "import.txt", text, ...(level === undefined ? {} : { marked: level }) };
  let draft = await node.ask("POST", ["drafts"], draftSchema, { json });
  if (level === undefined) {
    // A marking is kept by the draft; where there is none, the strictest is proposed.
    const terms = { json: { terms: { tlp: "amber+strict" } } } as const;
    draft = await node.ask("PATCH", ["drafts", draft.id], draftSchema, terms);
  }
  const { tlp } = draft.terms;
  if (shell.json) shell.printJson({ draft: draft.id, tlp });
  else shell.terminal.out(`${draft.id}\n`);
}

async function runExport(
  shell: Shell,
  [format = ""]: readonly string[],
  { tlp, days, confidence, benign }: z.output<typeof exportOptions>,
): Promise<ExitCode> {
  const chosen = formats.find((it) => it === format);
  if (chosen === undefined) {
    throw new TocsinError("usage", { detail: `format: ${formats.join(", ")}` });
  }
  const filter = {
    tlpMax: tlp,
    ageMsMax: days * dayMs,
    confidenceMin: confidence,
    withBenign: benign,
  };
  const reports = await allReports(await shell.node());
  const { text, told } = await exported(chosen, reports, filter, shell.clock.now());
  shell.terminal.out(text);
  for (const line of told) shell.terminal.note(`${line}\n`);
  return exitCodes.ok;
}

async function allReports(node: NodeClient): Promise<ReportView[]> {
  const reports: ReportView[] = [];
  let after: string | undefined;
  do {
    const query = { limit: "100", after };
    const page = await node.ask("GET", ["reports"], reportPage, { query });
    reports.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && reports.length < reportsMax);
  return reports;
}

interface Exported {
  readonly text: string;
  /** What the form has no place for, and which rules were left out. */
  readonly told: readonly string[];
}

async function exported(
  format: (typeof formats)[number],
  views: readonly ReportView[],
  filter: ExportFilter,
  nowMs: number,
): Promise<Exported> {
  const formats = await import("@tocsin/threat/formats");
  const stix = await import("@tocsin/threat/stix");
  const reports = views.flatMap(({ id, body, publishedMs, withdrawn, envelope }) =>
    body === null || publishedMs === null || withdrawn
      ? []
      : [{ id, body, publishedMs, classId: envelope.class }],
  );
  const rows = formats.exportRows(reports, filter, nowMs);
  if (format === "csv" || format === "list") {
    return { text: format === "csv" ? formats.csvOf(rows) : formats.listOf(rows), told: [] };
  }
  const rules = { sigma: formats.sigmaOf, suricata: formats.suricataOf, yara: formats.yaraOf };
  if (format !== "stix" && format !== "misp") {
    const { text, leftOut } = rules[format](rows);
    return {
      text,
      told: linesOf(leftOut, (why, count) => `left out: ${count} rules: each ${why}`),
    };
  }
  const kept = new Set(rows.map(({ type, value }) => `${type}\n${value}`));
  const shared = reports
    .filter((report) => formats.mayExport(report, filter, nowMs))
    .map(({ id, body, publishedMs, classId }) => ({
      id,
      className: classId === "everyone" ? "the community" : classId,
      classId,
      createdMs: publishedMs,
      changedMs: publishedMs,
      body: {
        ...body,
        observables: body.observables.filter((it) => kept.has(`${it.type}\n${it.value}`)),
      },
    }));
  if (format === "misp") {
    const events = shared.map(formats.mispEventOf);
    const notCarried = new Map<string, number>();
    for (const what of events.flatMap((it) => it.notCarried)) {
      notCarried.set(what, (notCarried.get(what) ?? 0) + 1);
    }
    const response = events.map(({ event }) => ({ Event: event }));
    const line = (what: string, count: number): string =>
      `not carried: ${what} (${count} of the reports)`;
    return { text: `${JSON.stringify({ response })}\n`, told: linesOf(notCarried, line) };
  }
  const objects = new Map(shared.flatMap(stix.objectsOfReport).map((it) => [it["id"], it]));
  const bundle = stix.bundleOf(`export-${nowMs}`, [...objects.values()]);
  return { text: `${JSON.stringify(bundle)}\n`, told: [] };
}

function linesOf(
  all: ReadonlyMap<string, number>,
  line: (what: string, count: number) => string,
): readonly string[] {
  return [...all].map(([what, count]) => line(what, count));
}
