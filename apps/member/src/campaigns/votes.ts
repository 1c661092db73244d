/** What members say of two reports, read from the ledger and told as a reason beside what was computed. */

import { parseCanonicalJson } from "@tocsin/kernel";
import type { PairVoteCount } from "@tocsin/store";
import { parseMessage, tieCount, tieCountsMax, votesAtLeast } from "@tocsin/wire";
import type { LinkReason } from "@tocsin/wire/node-api";
import { z } from "zod";

const counts = z.array(tieCount).max(tieCountsMax);

export function countsOf(json: string): PairVoteCount[] {
  return parseMessage(counts, parseCanonicalJson(json)).map(({ class: group, says, votes }) => ({
    group,
    says,
    votes: votesAtLeast(votes),
  }));
}

/** None where nobody said anything. Of votes, never of members: one has several. */
export function reasonOfVotes(votes: readonly PairVoteCount[], weight: number): LinkReason[] {
  if (votes.length === 0) return [];
  const parts = [
    sideOf(votes, "together", "they belong together"),
    sideOf(votes, "apart", "they do not"),
  ];
  return [{ kind: "votes", weight, says: parts.filter((it) => it !== "").join("; "), values: [] }];
}

function sideOf(all: readonly PairVoteCount[], says: PairVoteCount["says"], words: string): string {
  const votes = all.filter((it) => it.says === says);
  if (votes.length === 0) return "";
  const sum = votes.reduce((so, it) => so + it.votes, 0);
  const number = sum === 1 ? "a vote" : `${sum} or more votes`;
  const classes = votes.length === 1 ? "one class" : `${votes.length} classes`;
  return `${number} of ${classes}: ${words}`;
}
