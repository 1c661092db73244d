/** `warning watch`: prints each new warning as it rises. The node pushes; nobody outside learns of it. */

import { TocsinError } from "@tocsin/kernel";
import { pageMax, type Warning, warningPage } from "@tocsin/wire/node-api";
import { z } from "zod";

import type { NodeClient } from "../node-port.ts";
import { safeJson } from "../safe-text.ts";
import { withIsoTimes } from "../moment.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { warningLine } from "../views/warning-view.ts";

const watchOptions = z.object({
  backlog: z.boolean().default(false),
  count: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
type WatchOptions = z.output<typeof watchOptions>;

const waitMsMin = 500;
const waitMsMax = 30_000;
/** Ids that are remembered so that nothing is printed twice; the oldest are forgotten. */
const knownMax = 100_000;
const pagesMax = 20;

export const watchWarnings = {
  usage: "watch",
  summary: "print each new warning as it rises",
  about:
    "Waits for the node and prints each new warning, and again where it becomes more urgent; with --json\n" +
    "one JSON object a line. Goes on when the node is restarted. Ends with Ctrl-C, or when whoever reads\n" +
    "stdout goes away.",
  examples: [
    "tocsin warning watch",
    'tocsin warning watch --json | while read -r line; do notify "$line"; done',
  ],
  options: [
    { flags: "--backlog", about: "first print the new ones that are there already" },
    { flags: "--count <number>", about: "end after so many" },
  ],
  schema: watchOptions,
  run: watch,
};

async function watch(
  shell: Shell,
  _: readonly string[],
  { backlog, count }: WatchOptions,
): Promise<ExitCode> {
  const { terminal } = shell;
  const done = new AbortController();
  const ended = AbortSignal.any([done.signal, terminal.closed]);
  const feed = new WarningFeed(count);
  const take = (warnings: readonly Warning[]): void => {
    for (const warning of warnings) if (feed.take(warning)) print(shell, warning);
    if (feed.isDone) done.abort();
  };
  let isFirst = true;
  let waitMs = waitMsMin;
  while (!ended.aborted) {
    try {
      // A restarted node has a new address and bearer.
      const node = await shell.node();
      for await (const { name } of node.events(ended)) {
        if (name === "open" && !isFirst) terminal.note("The node is back.\n");
        if (name === "open" || name === "warning") {
          const warnings = await newWarnings(node, feed);
          if (isFirst && !backlog) feed.pass(warnings);
          else take(warnings);
        }
        if (isFirst) terminal.note("Waiting for warnings; end with Ctrl-C.\n");
        isFirst = false;
        waitMs = waitMsMin;
      }
    } catch (error) {
      if (isFirst || !isPassing(error)) throw error;
    }
    waitMs = await pause(shell, waitMs, ended);
  }
  return exitCodes.ok;
}

/** Waits for the node, a little longer each time. */
async function pause(
  { terminal, clock }: Shell,
  waitMs: number,
  ended: AbortSignal,
): Promise<number> {
  if (ended.aborted) return waitMs;
  terminal.note("The node does not answer; waiting for it.\n");
  await clock.sleep(waitMs, ended);
  return Math.min(waitMs * 2, waitMsMax);
}

const urgencies: readonly Warning["urgency"][] = ["low", "normal", "high", "urgent"];

/** What was shown already, how urgent it was then, and how much is left to show. */
class WarningFeed {
  readonly #known = new Map<string, number>();
  #left: number;

  constructor(count = Number.POSITIVE_INFINITY) {
    this.#left = count;
  }

  get isDone(): boolean {
    return this.#left <= 0;
  }

  /** Unknown, or more urgent than when it was shown: something else of ours matches as well. */
  isNews({ id, urgency }: Warning): boolean {
    return urgencies.indexOf(urgency) > (this.#known.get(id) ?? -1);
  }

  /** True where it is to be shown now. */
  take(warning: Warning): boolean {
    if (this.isDone || !this.isNews(warning)) return false;
    this.pass([warning]);
    this.#left -= 1;
    return true;
  }

  /** Not to be shown. */
  pass(warnings: readonly Warning[]): void {
    for (const { id, urgency } of warnings) {
      this.#known.delete(id);
      this.#known.set(id, urgencies.indexOf(urgency));
      const [oldest] = this.#known.keys();
      if (this.#known.size > knownMax && oldest !== undefined) this.#known.delete(oldest);
    }
  }
}

/** What a restart of the node looks like from here. */
function isPassing(error: unknown): boolean {
  const passing = ["node-not-running", "not-signed-in", "not-ready", "too-busy", "remote-late"];
  return error instanceof TocsinError && passing.includes(error.code);
}

/** Oldest first. An old one may have become urgent, so all pages are read. */
async function newWarnings(node: NodeClient, feed: WarningFeed): Promise<Warning[]> {
  const found: Warning[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { state: "new", limit: String(pageMax), after };
    const { items, next } = await node.ask("GET", ["warnings"], warningPage, { query });
    found.push(...items.filter((it) => feed.isNews(it)));
    if (next === null) break;
    after = next;
  }
  return found.sort((a, b) => a.raisedMs - b.raisedMs);
}

function print(shell: Shell, warning: Warning): void {
  if (shell.json) shell.terminal.out(`${safeJson(withIsoTimes(warning))}\n`);
  else shell.terminal.out(`${warningLine(shell, warning)}\n`);
}
