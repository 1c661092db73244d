/**
 * The issuer knows when each member fetched its tokens, and reads the feed. Does the member that fetched
 * last before a report have more to do with it than the others? The epoch of the token that paid stands
 * in the report. PROTOCOL §1.
 */

import { dayMs, type Epoch, epochOf, epochSpan, nextEpoch } from "@tocsin/kernel";
import { spendableEpochs } from "@tocsin/member";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { fetchedMs, type SimMember, startOf } from "../model/roster.ts";
import { communityOf, type SimReport, startMs } from "../model/sharing.ts";

interface Rules {
  /** When the member had the epoch's tokens. */
  readonly fetched: (member: SimMember, epoch: Epoch, report: SimReport) => number;
  /** Of which epoch a node pays, of those that it may. */
  readonly order: (spendable: readonly Epoch[]) => readonly Epoch[];
}

const honest: Rules = { fetched: fetchedMs, order: (spendable) => spendable };
/** What the node did before this suite was there: of the new epoch as soon as it has it. */
const newestFirst: Rules = {
  ...honest,
  order: (spendable) => [...spendable].sort().reverse(),
};
const onDemandMs = 3_600_000;
/** Fetches when it has something to say. */
const onDemand: Rules = {
  ...honest,
  fetched: (member, epoch, { author, sharedMs }) =>
    member.index === author ? sharedMs - onDemandMs : fetchedMs(member, epoch),
};

/**
 * Whoever would have paid with a token of another epoch is ruled out; of the others the latest to fetch is
 * suspected. The adversary knows the nodes' rules.
 */
function scored(
  members: readonly SimMember[],
  reports: readonly SimReport[],
  { fetched, order }: Rules,
  recency: boolean,
): Score {
  const tally = new Tally();
  for (const report of reports) {
    const { sharedMs } = report;
    const epochs = order(spendableEpochs(sharedMs));
    const moments = epochs.map((epoch) => members.map((it) => fetched(it, epoch, report)));
    const payable = members.map((_, at) =>
      epochs.findIndex((_epoch, of) => (moments[of]?.[at] ?? Infinity) <= sharedMs),
    );
    const paid = payable[report.author] ?? 0;
    const publishedMs = startOf(report.published + 1);
    const scores = members.map((_, at) => {
      if (payable[at] !== paid) return -1;
      return recency ? 1 / (1 + publishedMs - (moments[paid]?.[at] ?? 0)) : 0;
    });
    tally.add(scores, report.author);
  }
  return tally.score();
}

async function run(setting: Setting): Promise<readonly Finding[]> {
  const { members, reports } = await communityOf(setting);
  const turn = epochSpan(nextEpoch(epochOf(startMs))).fromMs;
  const turning = await communityOf(setting, {
    moment: (_, random) => turn + Math.floor(random.share() * 2 * dayMs),
  });
  const shared = {
    view: "exchange + issuer" as const,
    members: setting.members,
    threshold: { most: 0.52 },
  };
  return [
    judge({
      ...shared,
      attack: "token fetch before use",
      note: "the latest to fetch",
      cases: reports.length,
      figure: aucFigure(scored(members, reports, honest, true)),
      plant: { what: "on demand", figure: aucFigure(scored(members, reports, onDemand, true)) },
    }),
    judge({
      ...shared,
      attack: "token fetch before use",
      note: "48 h after the turn of an epoch",
      cases: turning.reports.length,
      figure: aucFigure(scored(turning.members, turning.reports, honest, false)),
      plant: {
        what: "newest tokens first",
        figure: aucFigure(scored(turning.members, turning.reports, newestFirst, false)),
      },
    }),
  ];
}

export const tokenFetch: Attack = {
  name: "token-fetch",
  about: "when tokens were fetched, against reports paid with them",
  run,
};
