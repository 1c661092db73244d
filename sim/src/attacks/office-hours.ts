/**
 * A report comes out a round after somebody has sent it off, so the hour tells when people at the author's
 * are at work. Who knows where each member's people sit prefers those for whom it was day. PROTOCOL §4.
 */

import { dayMs, hourMs } from "@tocsin/kernel";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { type SimMember, startOf } from "../model/roster.ts";
import { communityOf, type SimReport } from "../model/sharing.ts";
import type { Seeded } from "../seeded.ts";

const opensAt = 8;
const closesAt = 18;
/** Attacks do not keep office hours, so a part is shared at any hour. */
const inOffice = 0.75;
const hoursInDay = 24;

type Zone = (member: SimMember) => number;

/** Four zones of one country. */
const ofCountry: Zone = ({ zoneHours }) => zoneHours;
const worldZones = [-8, -5, 0, 1, 5.5, 8, 9, 10] as const;
const ofWorld: Zone = ({ index }) => worldZones[index % worldZones.length] ?? 0;

function localHour(timeMs: number, zoneHours: number): number {
  const hours = timeMs / hourMs + zoneHours;
  return ((hours % hoursInDay) + hoursInDay) % hoursInDay;
}

function isOffice(hour: number): boolean {
  return hour >= opensAt && hour < closesAt;
}

function momentIn(zone: Zone): (author: SimMember, random: Seeded, anyMs: number) => number {
  return (author, random, anyMs) => {
    if (!random.chance(inOffice)) return anyMs;
    const hour = opensAt + random.share() * (closesAt - opensAt) - zone(author);
    return Math.floor(anyMs / dayMs) * dayMs + Math.floor(hour * hourMs);
  };
}

type Clue = (member: SimMember, report: SimReport, author: SimMember) => number;

async function scored(setting: Setting, zone: Zone, clue: Clue): Promise<Score> {
  const { members, reports } = await communityOf(setting, { moment: momentIn(zone) });
  const tally = new Tally();
  for (const report of reports) {
    const author = members[report.author];
    if (author === undefined) continue;
    tally.add(
      members.map((member) => clue(member, report, author)),
      report.author,
    );
  }
  return tally.score();
}

const byHour =
  (zone: Zone): Clue =>
  (member, { published }) =>
    isOffice(localHour(startOf(published), zone(member))) ? 1 : 0;
/** A node that lets its zone slip, in the form of a time for instance. */
const byZone =
  (zone: Zone): Clue =>
  (member, _, author) =>
    zone(member) === zone(author) ? 1 : 0;

async function run(setting: Setting): Promise<readonly Finding[]> {
  const shared = {
    attack: "office hours",
    view: "any reader" as const,
    members: setting.members,
    cases: setting.reports,
    threshold: { most: 0.55 },
  };
  return [
    judge({
      ...shared,
      note: "four zones of one country",
      figure: aucFigure(await scored(setting, ofCountry, byHour(ofCountry))),
      plant: {
        what: "tells its zone",
        figure: aucFigure(await scored(setting, ofCountry, byZone(ofCountry))),
      },
    }),
    judge({
      ...shared,
      note: "all round the world",
      figure: aucFigure(await scored(setting, ofWorld, byHour(ofWorld))),
      admitted: true,
    }),
  ];
}

export const officeHours: Attack = {
  name: "office-hours",
  about: "the hour of a report, against where members' people are",
  run,
};
