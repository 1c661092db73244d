/** `report list` and `report show`: what the ledger holds and what is ours. Reading tells nobody anything. */

import { TocsinError } from "@tocsin/kernel";
import { draft as draftSchema, reportView } from "@tocsin/wire/desk";
import { draftPage, type ReportEvidence, reportEvidence, reportPage } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import { writeNewFile } from "../output-file.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { facts, table } from "../table.ts";
import { crowdText } from "../views/draft-view.ts";
import { reportTable, reportText } from "../views/report-view.ts";
import { listPage, type PageChoice, pageChoice, pageFlags } from "./paging.ts";
import { tellDraft } from "./report-draft.ts";

const listOptions = pageChoice.extend({
  mine: z.boolean().default(false),
  drafts: z.boolean().default(false),
  search: z.string().max(200).optional(),
});

const listReports = {
  usage: "list",
  summary: "reports in the ledger, newest first, or drafts",
  about:
    "Lists what this node has of the ledger. The node has everything that its classes may read, so nobody\n" +
    "outside learns what is listed, searched or shown.",
  examples: [
    "tocsin report list --mine",
    "tocsin report list --search plugx --json | jq '.items[].id'",
    "tocsin report list --drafts",
  ],
  options: [
    { flags: "--mine", about: "only our own" },
    { flags: "--drafts", about: "drafts, which nobody else has" },
    { flags: "--search <words>", about: "only those in which this stands" },
    ...pageFlags,
  ],
  schema: listOptions,
  run: (shell: Shell, _: readonly string[], given: z.output<typeof listOptions>) =>
    given.drafts
      ? listDrafts(shell, given)
      : listPage(
          shell,
          given,
          (node, query) =>
            node.ask("GET", ["reports"], reportPage, {
              query: { q: given.search, mine: given.mine ? "true" : undefined, ...query },
            }),
          ({ items }) => reportTable(shell, items),
        ),
};

const showOptions = z.object({ evidence: z.boolean().default(false), html: z.string().optional() });

const showReport = {
  usage: "show <report>",
  summary: "one report or draft",
  about:
    "Shows the text made from its fields, and its observables defanged (--live: as they are). With\n" +
    "--evidence: what was reviewed and decided before our own report left, as signed review records.",
  examples: [
    "tocsin report show 9aXk",
    "tocsin report show 9aXk --evidence --json > record.json",
    "tocsin report show 9aXk --evidence --html record.html",
  ],
  options: [
    { flags: "--evidence", about: "the signed review records of our own report" },
    { flags: "--html <file>", about: "with --evidence: one readable page, to print; a new file" },
  ],
  schema: showOptions,
  run: async (
    shell: Shell,
    [text = ""]: readonly string[],
    { evidence, html }: z.output<typeof showOptions>,
  ) => {
    if (html !== undefined && !evidence) throw usageError("--html goes with --evidence");
    const node = await shell.node();
    const id = await findId(node, "reports", text).catch(orUndefined);
    if (evidence) return showEvidence(shell, id ?? text, html);
    const view =
      id === undefined
        ? undefined
        : await node.ask("GET", ["reports", id], reportView).catch(orUndefined);
    if (view === undefined) {
      const draftId = await findId(node, "drafts", text);
      tellDraft(shell, await node.ask("GET", ["drafts", draftId], draftSchema));
    } else if (shell.json) shell.printJson(view);
    else shell.terminal.out(reportText(shell, view));
    return exitCodes.ok;
  },
};

export function addListCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listReports);
  addCommand(parent, runner, showReport);
}

function listDrafts(shell: Shell, given: PageChoice): Promise<ExitCode> {
  return listPage(
    shell,
    given,
    (node, query) => node.ask("GET", ["drafts"], draftPage, { query }),
    ({ items }) => draftTable(shell, items),
  );
}

function draftTable(shell: Shell, items: z.output<typeof draftPage>["items"]): string {
  const nowMs = shell.clock.now();
  const rows = items.map(({ id, state, createdMs, name, frame, terms, amends }) => [
    shortId(id),
    state,
    relative(createdMs, nowMs),
    shell.called(name),
    `${frame.kind}, ${frame.determination}`,
    terms.audience,
    amends === null ? "" : `amends ${shortId(amends)}`,
  ]);
  const columns = ["id", "state", "made", "name", "what", "for", ""].map((title) => ({
    title,
    shrinks: title === "name",
  }));
  return table(columns, rows, shell.terminal.width);
}

async function showEvidence(shell: Shell, id: string, html?: string): Promise<ExitCode> {
  const node = await shell.node();
  const evidence = await node.ask("GET", ["reports", id, "evidence"], reportEvidence);
  if (html !== undefined) {
    const { evidenceDocument } = await import("../../desk/evidence-document.ts");
    const view = await node.ask("GET", ["reports", id], reportView).catch(orUndefined);
    const page = evidenceDocument(id, evidence, view?.body ?? null, shell.clock.now());
    await writeNewFile(html, page);
    shell.terminal.note("Written. The page loads nothing and may be printed.\n");
    if (!shell.json) return exitCodes.ok;
  }
  if (shell.json) shell.printDocument(evidence);
  else
    shell.terminal.out(
      [...evidence.reviews.map((it) => reviewText(shell, it)), ledgerText(evidence)].join("\n"),
    );
  return exitCodes.ok;
}

function reviewText(
  shell: Shell,
  { seq, hash, review }: ReportEvidence["reviews"][number],
): string {
  const { record, publicKey } = review;
  const removed = record.items.filter((it) => it.decision === "remove").length;
  const head = facts([
    ["change", String(seq)],
    ["record", hash],
    ["signed by", publicKey],
    ["reviewer", record.reviewer.role],
    ["second", secondText(record.second)],
    ["regime", record.terms.regime ?? "none in force that day"],
    ["crowd", crowdText(record.crowd?.members ?? null)],
    ["opened", new Date(record.openedMs).toISOString()],
    ["approved", new Date(record.approvedMs).toISOString()],
    ["text before", `${record.source.hash}, ${record.source.characters} characters`],
    ["bytes after", record.outgoing],
    ["rules", record.ruleSet],
    ["findings", record.findings.map(({ kind, count }) => `${count} ${kind}`).join(", ")],
    ["parts", `${record.items.length - removed} sent, ${removed} removed`],
  ]);
  const rows = record.items
    .filter((it) => it.reason !== null)
    .map((it) => [
      it.type ?? it.part,
      shell.observable(it.value, it.type),
      it.decision,
      it.reason ?? "",
    ]);
  if (rows.length === 0) return head;
  return `${head}${table(
    ["part", "value", "decision", "reason"].map((title) => ({ title })),
    rows,
  )}`;
}

function ledgerText({ reviews, ledger }: ReportEvidence): string {
  if (ledger === null) return facts([["ledger", "not in it yet"]]);
  const { seq, review, body, index, round } = ledger;
  const place = `position ${index}, round ${round}, change ${seq}`;
  const reviewed = reviews.find((it) => it.seq === seq);
  if (reviewed === undefined) return facts([["ledger", `${place}: withdrawn`]]);
  const isNamed = reviewed.hash === review && reviewed.review.record.outgoing === body;
  const what = isNamed ? "names this record and these bytes" : "does NOT NAME this record";
  return facts([["ledger", `${place}: ${what}`]]);
}

function secondText(
  second: ReportEvidence["reviews"][number]["review"]["record"]["second"],
): string {
  if (second === null) return "not asked for";
  if (second.by === "standing") return `standing approval ${second.approval}`;
  return `counsel, ${new Date(second.signed.decision.decidedMs).toISOString()}`;
}

function orUndefined(error: unknown): undefined {
  if (error instanceof TocsinError && error.code === "not-found") return undefined;
  throw error;
}
