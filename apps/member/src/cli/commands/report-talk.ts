/**
 * `report ask|answer|questions|confirm|dispute|standing|appeal`: what readers and author of a report say to each
 * other, and what the community makes of it. The asker stays anonymous; so does the author.
 */

import { letterDraft, questionList, reportStanding } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { findId } from "../ids.ts";
import {
  sendingFlags,
  sendingOptions,
  type SendingOptions,
  writeLetter,
} from "../letter-sending.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { facts } from "../table.ts";
import { questionText } from "../views/room-view.ts";

const askAuthor = {
  usage: "ask <report> <text>",
  summary: "ask the author of a report",
  about:
    "At most 25 words. The author learns the question and not who asks; nobody else can read it. The answer\n" +
    "is signed with the report's key, so it is the author's.",
  examples: ['tocsin report ask 9aXk "Did it reach a second host?"'],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", text = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["reports", await findId(node, "reports", id), "questions"] as const;
    const draft = await node.ask("POST", path, letterDraft, { json: { text } });
    return writeLetter(shell, node, draft, options);
  },
};

const answerQuestion = {
  usage: "answer <question> <text>",
  summary: "answer a question on a report of ours",
  about:
    "At most 25 words, inspected here. The one who asked learns it, and that the report's author says it:\n" +
    "together with the report it may narrow down who we are.",
  examples: ['tocsin report answer 3bTd0Zq1XcVbN5mKjHgFdA "No, the proxy held it."'],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", text = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["questions", id, "answers"] as const;
    const draft = await node.ask("POST", path, letterDraft, { json: { text } });
    return writeLetter(shell, node, draft, options);
  },
};

const listQuestions = {
  usage: "questions <report>",
  summary: "questions on a report and their answers",
  about: "Shows what was asked and answered, and counts it as read, here alone.",
  examples: ["tocsin report questions 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const report = await findId(node, "reports", id);
    const list = await node.ask("GET", ["reports", report, "questions"], questionList);
    if (shell.json) shell.printJson(list);
    else shell.terminal.out(questionText(shell, list.items));
    await node.tell("POST", ["inbox", "read"], { json: { ref: report } });
    return exitCodes.ok;
  },
};

function voting(usage: string, vote: "confirm" | "abuse", summary: string, about: string) {
  return {
    usage: `${usage} <report>`,
    summary,
    about,
    examples: [`tocsin report ${usage} 9aXk`],
    schema: noOptions,
    run: async (shell: Shell, [id = ""]: readonly string[]) => {
      const node = await shell.node();
      const report = await findId(node, "reports", id);
      await node.tell("POST", ["reports", report, "votes"], { json: { vote } });
      if (shell.json) shell.printJson({ vote });
      else shell.terminal.out("The vote leaves with one of the next rounds.\n");
      return exitCodes.ok;
    },
  };
}

const appealAgainst = {
  usage: "appeal <report> <text>",
  summary: "appeal against a ruling on a report of ours",
  about:
    "At most 25 words, inspected here. The exchange's operator learns it, and that the report's author says\n" +
    "it; nobody else does. One appeal for each ruling; the operator rules again, with a reason in the ledger.",
  examples: ['tocsin report appeal 9aXk "Two others have seen the same since."'],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", text = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["reports", await findId(node, "reports", id), "appeals"] as const;
    const draft = await node.ask("POST", path, letterDraft, { json: { text } });
    return writeLetter(shell, node, draft, options);
  },
};

/** The token that paid for a report of ours. */
const stakeWords = {
  held: "held: it comes back 14 days after publication unless the report is ruled abuse",
  due: "due: it is asked for within the next days",
  asked: "asked for",
  returned: "returned",
  lost: "lost",
} as const;

const showStanding = {
  usage: "standing <report>",
  summary: "what the community makes of a report",
  about: "Counts are coarse and of votes, not of members: one member has more than one vote.",
  examples: ["tocsin report standing 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const report = await findId(node, "reports", id);
    const told = await node.ask("GET", ["reports", report, "standing"], reportStanding);
    if (shell.json) shell.printJson(told);
    else {
      const { unconfirmed, counts, ruling, stake, appealed } = told;
      shell.terminal.out(
        facts([
          ["confirmed", unconfirmed ? "by nobody else of its class yet" : "yes"],
          ...counts.map(({ vote, votes }) => [`votes "${vote}"`, votes] as const),
          ["ruling", ruling === null ? "none" : `${ruling.ruling}: ${ruling.reason}`],
          ...(appealed ? [["appeal", "on its way to the operator, or there"] as const] : []),
          ...(stake === null ? [] : [["stake", stakeWords[stake]] as const]),
        ]),
      );
    }
    return exitCodes.ok;
  },
};

export function addReportTalkCommands(report: Command, runner: CommandRunner): void {
  addCommand(report, runner, askAuthor);
  addCommand(report, runner, answerQuestion);
  addCommand(report, runner, listQuestions);
  addCommand(
    report,
    runner,
    voting(
      "confirm",
      "confirm",
      "confirm a report of our class",
      "Says that another member of its class has seen it, and not which. One vote of ours is spent.",
    ),
  );
  addCommand(
    report,
    runner,
    voting(
      "dispute",
      "abuse",
      "call a report abuse",
      "The operator looks at what is disputed, and rules with a reason in the ledger. Nobody learns who voted.",
    ),
  );
  addCommand(report, runner, showStanding);
  addCommand(report, runner, appealAgainst);
}
