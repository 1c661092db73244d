/**
 * Nodes that come and go. Whoever sees which nodes were up in a round knows that the others did not
 * report in it: with availability a the AUC is .5 + (1 - a) / 2, and no better. And under one pseudonym the
 * rounds of several messages are put together. PROTOCOL §4.
 */

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge, plainFigure } from "../judge/finding.ts";
import { median, type Score, Tally } from "../judge/tally.ts";
import { capsulesOf, type Community, communityOf } from "../model/sharing.ts";

const availabilities = [0.99, 0.95, 0.9] as const;
/** Three standard errors of the mean are granted to chance. */
const errors = 3;

function wasUp(community: Community, member: number, round: number): boolean {
  return capsulesOf(community, member, round).length > 0;
}

/** `sleepers`: nodes that are up in no other rounds but those in which they report. */
function byPresence(community: Community, sleepers = false): Score {
  const tally = new Tally();
  for (const { author, published } of community.reports) {
    const scores = community.members.map(({ index }) =>
      index === author || (!sleepers && wasUp(community, index, published)) ? 1 : 0,
    );
    tally.add(scores, author);
  }
  return tally.score();
}

async function presence(setting: Setting, availability: number): Promise<Finding> {
  const community = await communityOf(setting, { availability });
  const figure = aucFigure(byPresence(community));
  const expected = 0.5 + (1 - availability) / 2;
  return judge({
    attack: "nodes that come and go",
    note: `${availability * 100} % up, expected ${expected.toFixed(3)}`,
    view: "relay + feed",
    members: setting.members,
    cases: community.reports.length,
    figure,
    threshold: { most: Math.max(0.52, expected + errors * (figure.error ?? 0)) },
    plant: { what: "up only to report", figure: aucFigure(byPresence(community, true)) },
  });
}

const linkedMessages = 5;
const linkedAvailability = 0.95;
/** Nodes on machines that are carried home: too few rounds in common, in a small community at least. */
const laptopAvailability = 0.4;

/** Members that were up in every round of one author's messages: the author always is one. */
function intersections(community: Community): number[] {
  const byAuthor = [...Map.groupBy(community.reports, ({ author }) => author).values()];
  return byAuthor.flatMap((own) => {
    const sets: number[] = [];
    for (let at = 0; at + linkedMessages <= own.length; at += linkedMessages) {
      const messages = own.slice(at, at + linkedMessages);
      const isSuspect = (member: number): boolean =>
        messages.every(({ published }) => wasUp(community, member, published));
      sets.push(community.members.filter(({ index }) => isSuspect(index)).length);
    }
    return sets;
  });
}

async function linked(setting: Setting): Promise<Finding> {
  const [own, planted] = await Promise.all(
    [linkedAvailability, laptopAvailability].map(async (of) =>
      intersections(await communityOf(setting, { availability: of })),
    ),
  );
  return judge({
    attack: "linked messages",
    note: `${linkedMessages} under one pseudonym, ${linkedAvailability * 100} % up`,
    view: "relay + feed",
    members: setting.members,
    cases: own?.length ?? 0,
    figure: plainFigure("median set", median(own ?? [])),
    threshold: { least: 10 },
    plant: {
      what: `nodes up ${laptopAvailability * 100} %`,
      figure: plainFigure("median set", median(planted ?? [])),
    },
  });
}

export const availability: Attack = {
  name: "availability",
  about: "nodes that come and go, and rounds of one pseudonym put together",
  run: async (setting) => {
    const rows: Finding[] = [];
    for (const of of availabilities) rows.push(await presence(setting, of));
    return [...rows, await linked(setting)];
  },
};
