/** How a report of ours stands with the token that paid for it, in one word. */

import { dayMs, parseCanonicalJson, roundSpan, parseRound } from "@tocsin/kernel";
import type { MailStore, ReportStore, StakeStore } from "@tocsin/store";
import { parseMessage, rulingLeaf, stakeDays } from "@tocsin/wire";
import type { ReportStanding } from "@tocsin/wire/node-api";

export interface StakeStatePorts {
  readonly stakes: Pick<StakeStore, "get">;
  readonly mail: Pick<MailStore, "ruling">;
  readonly reports: Pick<ReportStore, "ownLeaf">;
  readonly roundMs: () => number;
}

/** Null for what is not ours or not published yet. */
export async function stakeStateOf(
  { stakes, mail, reports, roundMs }: StakeStatePorts,
  report: string,
  nowMs: number,
): Promise<ReportStanding["stake"]> {
  const first = await reports.ownLeaf(report, "first");
  if (first === undefined) return null;
  const row = await stakes.get(report);
  if (row !== undefined && row.stage !== "lost") {
    return row.stage === "returned" ? "returned" : "asked";
  }
  const json = await mail.ruling(report);
  const ruling = json && parseMessage(rulingLeaf, parseCanonicalJson(json)).ruling;
  if (ruling === "abuse") return "lost";
  if (row !== undefined && ruling !== "no-abuse") return "lost";
  const { untilMs } = roundSpan(parseRound(first.round), roundMs());
  return nowMs < untilMs + stakeDays * dayMs ? "held" : "due";
}
