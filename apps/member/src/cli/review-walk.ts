/**
 * The review at a terminal: one undecided part after the other, with its reason and its place in the
 * source. Each decision is kept at once, so that one may stop and go on later. Nothing leaves here.
 */

import { TocsinError, unreachable } from "@tocsin/kernel";
import {
  type Draft,
  draft as draftSchema,
  reasonCharsMax,
  type ItemDecision,
  type ReviewItem,
} from "@tocsin/wire/desk";
import { fieldClasses, fieldClassWords } from "@tocsin/wire/report";

import type { Asker, Choice } from "./ask.ts";
import type { NodeClient } from "./node-port.ts";
import { oneLine } from "./safe-text.ts";
import type { Shell } from "./shell.ts";
import { contextOf, detailText } from "./views/draft-view.ts";

type Key = "a" | "r" | "d" | "n" | "p" | "q";

const reasonCharsMin = 3;

export interface Walk {
  readonly shell: Shell;
  readonly node: NodeClient;
  readonly asker: Asker;
}

/** The draft after it; parts that were passed over stay undecided. */
export async function walkReview({ shell, node, asker }: Walk, opened: Draft): Promise<Draft> {
  const passed = new Set<string>();
  let draft = opened;
  for (let at = 1; ; at += 1) {
    const open = draft.items.filter((it) => it.decision === null && !passed.has(it.id));
    const [item] = open;
    if (item === undefined) return draft;
    showItem(shell, draft, item, `${at} of ${at + open.length - 1}`);
    const key = await asker.key("What shall be done with it?", choicesFor(item));
    if (key === "q") return draft;
    if (key === "n") passed.add(item.id);
    else {
      const json =
        key === "p"
          ? { acceptProposals: true }
          : { decisions: [await decisionOf(asker, item, key)] };
      draft = await node.ask("PATCH", ["drafts", draft.id], draftSchema, { json });
      // A node that keeps a part open in spite of the answer must not be asked for ever.
      if (key !== "p") passed.add(item.id);
    }
  }
}

function showItem(shell: Shell, draft: Draft, item: ReviewItem, place: string): void {
  const { terminal } = shell;
  const picked = item.detail === null ? "" : `${detailText(item.detail)} `;
  const what = `${item.type ?? item.part} ${picked}${shell.observable(item.value, item.type)}`;
  const context = contextOf(draft, item);
  const proposal = item.proposal === "ask" ? "you decide" : item.proposal;
  terminal.note(`\n[${place}] ${terminal.paintNote("bold", oneLine(what))}\n`);
  terminal.note(`  proposal: ${proposal}. ${oneLine(item.why)}\n`);
  if (item.class !== null) terminal.note(`  class ${item.class}: ${fieldClassWords[item.class]}\n`);
  if (context !== "") terminal.note(`  in the source: ${oneLine(shell.quoted(context))}\n`);
}

function choicesFor({ proposal }: ReviewItem): Choice<Key>[] {
  const accept: Choice<Key>[] =
    proposal === "ask" ? [] : [["a", `approve the proposal: ${proposal}`]];
  const keep = proposal === "remove" ? "restore it, with a reason" : "send it";
  return [
    ...accept,
    ["r", keep],
    ["d", "drop it: it does not leave"],
    ["n", "next, decide later"],
    ["p", "all remaining proposals"],
    ["q", "stop here"],
  ];
}

async function decisionOf(
  asker: Asker,
  item: ReviewItem,
  key: "a" | "r" | "d",
): Promise<ItemDecision> {
  const { id, proposal } = item;
  switch (key) {
    case "a":
      if (proposal === "ask") throw new TocsinError("wrong-state");
      return proposal === "remove"
        ? { item: id, decision: "remove" }
        : { item: id, decision: "send", ...(await classFor(asker, item)) };
    case "d":
      return { item: id, decision: "remove" };
    case "r": {
      const reason = proposal === "remove" ? { reason: await askReason(asker) } : {};
      return { item: id, decision: "send", ...reason, ...(await classFor(asker, item)) };
    }
    default:
      return unreachable(key);
  }
}

function askReason(asker: Asker): Promise<string> {
  return asker.line("Why may it leave? This is kept in the review record.", (answer) => {
    const length = answer.trim().length;
    if (length < reasonCharsMin) return `At least ${reasonCharsMin} characters.`;
    return length > reasonCharsMax ? `At most ${reasonCharsMax} characters.` : undefined;
  });
}

/** What leaves has a class that the law names. */
async function classFor(asker: Asker, item: ReviewItem): Promise<Pick<ItemDecision, "class">> {
  if (item.class !== null) return {};
  const choices = fieldClasses
    .filter((it) => it !== "DM")
    .map((it): Choice<string> => [it.toLowerCase(), fieldClassWords[it]]);
  const key = await asker.key("Which class of information is it?", choices);
  const chosen = fieldClasses.find((it) => it.toLowerCase() === key);
  return chosen === undefined ? {} : { class: chosen };
}
