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

interface Fetching {
  /** When the member had the epoch's tokens. */
  readonly fetched: (member: SimMember, epoch: Epoch, report: SimReport) => number;
  /** Of which epoch a member pays that shares now. */
  readonly pays: (member: SimMember, report: SimReport) => Epoch;
}

const honest: Fetching = {
  fetched: fetchedMs,
  pays: (member, { sharedMs }) => payable(member, spendableEpochs(sharedMs), sharedMs),
};
/** What the node did before this suite was there: of the new epoch as soon as it has it. */
const newestFirst: Fetching = {
  fetched: fetchedMs,
  pays: (member, { sharedMs }) =>
    payable(member, [...spendableEpochs(sharedMs)].sort().reverse(), sharedMs),
};
const onDemandMs = 3_600_000;
/** Fetches when it has something to say. */
const onDemand: Fetching = {
  ...honest,
  fetched: (member, epoch, { author, sharedMs }) =>
    member.index === author ? sharedMs - onDemandMs : fetchedMs(member, epoch),
};

function payable(member: SimMember, epochs: readonly Epoch[], nowMs: number): Epoch {
  return epochs.find((epoch) => fetchedMs(member, epoch) <= nowMs) ?? epochOf(nowMs);
}

/**
 * Whoever would have paid with a token of another epoch is ruled out; of the others the latest to fetch is
 * suspected. The adversary knows the nodes' rules.
 */
function scored(
  members: readonly SimMember[],
  reports: readonly SimReport[],
  { fetched, pays }: Fetching,
  recency: boolean,
): Score {
  const tally = new Tally();
  for (const report of reports) {
    const author = members[report.author];
    if (author === undefined) continue;
    const epoch = pays(author, report);
    const publishedMs = startOf(report.published + 1);
    const scores = members.map((member) => {
      if (pays(member, report) !== epoch) return -1;
      return recency ? 1 / (1 + publishedMs - fetched(member, epoch, report)) : 0;
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
