/**
 * `report share`: the one command that lets something leave. Peers of the audience learn exactly the bytes
 * that were approved; the exchange learns that some member of the class wrote them, not which.
 */

import { roundSpan, parseRound, TocsinError } from "@tocsin/kernel";
import { type Draft, draft as draftSchema, type ReportView, reportView } from "@tocsin/wire/desk";
import { nodeStatus, type NodeStatus } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { needConfirmation } from "../confirmation.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { parseSpan, relative } from "../moment.ts";
import type { NodeClient } from "../node-port.ts";
import { outgoingOf, printExactly, readersText, showExactly } from "../outgoing.ts";
import { termsChanges, termsOptions } from "../review-changes.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { crowdText } from "../views/draft-view.ts";
import { deliveryText } from "../views/report-view.ts";
import { openDraft } from "./report-draft.ts";
import { termsFlags } from "./terms-flags.ts";

const waitMsDefault = 15 * 60_000;
const lookMs = 1000;

const shareOptions = termsOptions.extend({
  dryRun: z.boolean().default(false),
  confirm: z.string().optional(),
  yes: z.boolean().default(false),
  wait: z.boolean().default(false),
  timeout: z
    .string()
    .transform((text) => parseSpan(text) ?? 0)
    .refine((ms) => ms > 0, "such as 90s or 15m")
    .optional(),
});
type ShareOptions = z.output<typeof shareOptions>;

const shareReport = {
  usage: "share <draft>",
  summary: "send approved bytes with the next round",
  about:
    "Shows the exact bytes, for whom they are, how many members could have written them and the round they\n" +
    "leave with; then asks. Without a terminal, --confirm must name the SHA-256 of the bytes: --yes alone\n" +
    "never publishes. Needs an approval of the same bytes (exit code 8 without). Who learns what: the\n" +
    "audience learns the bytes; exchange, issuer and relay do not learn who wrote them. Until the round\n" +
    "it can be taken back with `tocsin report undo`.",
  examples: [
    "tocsin report share 4fWc",
    "tocsin report share 4fWc --dry-run | sha256sum",
    "tocsin report share 4fWc --confirm HASH --wait --json",
  ],
  options: [
    ...termsFlags,
    { flags: "--dry-run", about: "print the exact bytes and do nothing else" },
    { flags: "--confirm <hash>", about: "SHA-256 of the bytes that are meant, base64url" },
    { flags: "--yes", about: "answers no question here: publishing needs --confirm" },
    { flags: "--wait", about: "wait until it is in the ledger" },
    { flags: "--timeout <span>", about: "how long to wait, such as 90s; 15m by default" },
  ],
  schema: shareOptions,
  run: shareDraft,
};

export function addShareCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, shareReport);
}

async function shareDraft(
  shell: Shell,
  [id = ""]: readonly string[],
  options: ShareOptions,
): Promise<ExitCode> {
  const terms = termsChanges(options);
  if (options.dryRun && terms !== undefined) {
    throw usageError("--dry-run changes nothing; set the terms with `report review` first");
  }
  const node = await shell.node();
  let draft = await openDraft(node, await findId(node, "drafts", id));
  if (terms !== undefined) {
    draft = await node.ask("PATCH", ["drafts", draft.id], draftSchema, { json: terms });
  }
  const outgoing = outgoingOf(shell, draft);
  if (options.dryRun) {
    printExactly(shell, outgoing);
    return exitCodes.ok;
  }
  if (draft.state !== "approved") throw new TocsinError("draft-not-approved");
  if (!["approved", "not-needed"].includes(draft.approval.state)) {
    throw new TocsinError("approval-needed");
  }
  const status = await node.ask("GET", ["status"], nodeStatus);
  showExactly(shell, outgoing);
  shell.terminal.note(termsText(draft, status));
  await needConfirmation(shell, {
    question: "Share exactly these bytes?",
    given: options.confirm,
    expected: outgoing.hash,
  });
  const shared = await node.ask("POST", ["drafts", draft.id, "share"], reportView, {
    json: { outgoingHash: outgoing.hash },
  });
  const done = options.wait
    ? await untilPublished(shell, node, shared, options.timeout ?? waitMsDefault)
    : shared;
  tellShared(shell, done);
  return exitCodes.ok;
}

function termsText(draft: Draft, { round, nowMs }: NodeStatus): string {
  const { number, leavesMs } = nextLeaving(round, nowMs);
  return (
    `${readersText(draft)}${crowdText(draft.crowd)}\n` +
    `Leaves with round ${number}, ${relative(leavesMs, nowMs)}; until then: tocsin report undo\n`
  );
}

/** The next round in which this node sends its capsule, and when in it. */
export function nextLeaving(
  { current, lengthMs, offsetMs, lastSent }: NodeStatus["round"],
  nowMs: number,
): { number: number; leavesMs: number } {
  const leavesAt = (round: number): number =>
    roundSpan(parseRound(round), lengthMs).fromMs + offsetMs;
  const isOver = leavesAt(current) <= nowMs || (lastSent !== null && lastSent >= current);
  const number = isOver ? current + 1 : current;
  return { number, leavesMs: leavesAt(number) };
}

/** Throws `not-published` when the time is over. */
async function untilPublished(
  { clock, terminal }: Shell,
  node: NodeClient,
  shared: ReportView,
  waitMs: number,
): Promise<ReportView> {
  const endMs = clock.now() + waitMs;
  let told = "";
  for (;;) {
    const view = await node.ask("GET", ["reports", shared.id], reportView);
    if (view.index !== null) return view;
    const text = view.delivery === null ? "waits" : deliveryText(view.delivery);
    if (text !== told) terminal.note(`${text}\n`);
    told = text;
    if (view.delivery?.state === "refused") throw new TocsinError("report-not-delivered");
    if (clock.now() >= endMs) throw new TocsinError("not-published");
    await clock.sleep(lookMs, terminal.closed);
  }
}

function tellShared(shell: Shell, view: ReportView): void {
  if (shell.json) {
    shell.printJson(view);
    return;
  }
  const state =
    view.index === null
      ? view.delivery === null
        ? "waits for its round"
        : deliveryText(view.delivery)
      : `published: ledger position ${view.index}, round ${view.round ?? "-"}`;
  shell.terminal.out(`${view.id}  ${state}\n`);
}
