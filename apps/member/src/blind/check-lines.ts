/** What stands in each line of a text that a person asks about. Pure. */

import type { CheckLine, QueuedValue } from "@tocsin/store";
import { extract } from "@tocsin/threat/extraction";
import { checkLinesMax } from "@tocsin/wire/node-api";
import { connectionsIn, connectionType } from "../matching/connections.ts";
import type { BlindJudge } from "./blind-value.ts";

interface FoundLine {
  readonly line: CheckLine;
  readonly queued: QueuedValue | undefined;
}

/** Values of each line, each once in the text; a line with none is said to have none. */
export function linesOf(judge: BlindJudge, text: string): FoundLine[] {
  const seen = new Set<string>();
  const found: FoundLine[] = [];
  for (const [at, content] of text.split(/\r\n|\r|\n/).entries()) {
    if (found.length >= checkLinesMax) break;
    if (content.trim() === "") continue;
    const line = at + 1;
    const values = [
      ...extract(content),
      ...connectionsIn(content).map((value) => ({ type: connectionType, value })),
    ].map(({ type, value }) => lineOf(judge, line, type, value));
    if (values.length === 0) {
      found.push({
        line: { line, verdict: "not-a-value", type: null, value: null },
        queued: undefined,
      });
    }
    for (const it of values) {
      const key = `${it.line.type ?? ""}\n${it.line.value ?? ""}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push(it);
    }
  }
  return found.slice(0, checkLinesMax);
}

function lineOf(judge: BlindJudge, line: number, type: string, value: string): FoundLine {
  const verdict = judge(type, value);
  if (verdict.ok) {
    const { value: queued } = verdict;
    // As it is evaluated: one that stands for a feature is found under the feature's name.
    return { line: { line, verdict: "value", type: queued.type, value: queued.value }, queued };
  }
  const why = verdict.why === "private" || verdict.why === "benign" ? verdict.why : "not-a-value";
  return { line: { line, verdict: why, type, value }, queued: undefined };
}
