/**
 * Who reads a report and knows everything about every member - class, region, size, products - rules out
 * whom it does not fit. Before a report leaves, the node counts the members that fit and refuses below
 * five; here its author does all that the gate allows, and nothing more careful. PROTOCOL §6.
 */

import { generalisedSaying, judgeCrowd, nothingRevealed, type Saying } from "@tocsin/disclosure";
import { everyone, type Revealed } from "@tocsin/wire";

import type { Attack, Setting } from "../attack.ts";
import { type Finding, judge, plainFigure } from "../judge/finding.ts";
import { published, type Published } from "../model/directory.ts";
import { products, rareProducts, rosterOf, type SimMember } from "../model/roster.ts";
import { Seeded } from "../seeded.ts";

/** How the author goes about the count of the crowd. */
type Gate = "as delivered" | "first message alone" | "none";

interface Draft {
  readonly messages: readonly Saying[];
}

const messagesOfPseudonym = 3;
const sayRegion = 0.5;
const saySize = 0.4;
const sayProduct = 0.6;
const times = ["2026-03-10T08Z", "2026-03-10", "2026-W11", null] as const;

function sayingOf(
  { speakable }: Published,
  member: SimMember,
  random: Seeded,
  known: readonly (readonly [string, number])[],
): Saying {
  const [own = everyone, ...larger] = speakable(member);
  const time = random.pick(times);
  const run = known.map(([name]) => name).filter((name) => member.products.has(name));
  return {
    class: own,
    largerClasses: larger,
    region: random.chance(sayRegion) ? member.region : null,
    size: random.chance(saySize) ? member.size : null,
    times: time === null ? [] : [time],
    technologies: run.filter(() => random.chance(sayProduct)).map((name) => ({ item: name, name })),
    identifying: [],
  };
}

/** What is known of the author in the end; undefined where nothing left. */
function leaves({ counts }: Published, { messages }: Draft, gate: Gate): Revealed | undefined {
  let said: Revealed = nothingRevealed;
  let left = false;
  for (const wanted of messages) {
    // A report keeps its class for good.
    const saying =
      said.class === null ? wanted : { ...wanted, class: said.class, largerClasses: [] };
    const isGated = gate === "as delivered" || (gate === "first message alone" && !left);
    const first = judgeCrowd(counts, said, saying);
    const moves = isGated && first.blockers.length > 0 ? first.view.proposal?.moves : undefined;
    const tried = generalisedSaying(saying, moves ?? []);
    const { blockers, revealed } = judgeCrowd(counts, said, tried);
    if (isGated && blockers.length > 0) continue;
    said = revealed;
    left = true;
  }
  return left ? said : undefined;
}

function fits(member: SimMember, { class: of, regions, sizes, technologies }: Revealed): boolean {
  return (
    (of === everyone || member.class === of) &&
    regions.every((it) => it === member.region) &&
    sizes.every((it) => it === member.size) &&
    technologies.every((it) => [...member.products].some((own) => own.toLowerCase() === it))
  );
}

interface Play {
  readonly messages: number;
  readonly known: readonly (readonly [string, number])[];
  readonly gate: Gate;
}

/** Sizes of the sets that fit all that was said, of every pseudonym that said anything. */
function setsOf(setting: Setting, members: readonly SimMember[], play: Play): number[] {
  const random = new Seeded(setting.seed, `attributes ${play.messages} ${play.known.length}`);
  const directory = published(members);
  return Array.from({ length: setting.reports }, () => {
    const author = random.pick(members);
    const messages = Array.from({ length: play.messages }, () =>
      sayingOf(directory, author, random, play.known),
    );
    const said = leaves(directory, { messages }, play.gate);
    return said === undefined ? [] : [members.filter((it) => fits(it, said)).length];
  }).flat();
}

const smallestAllowed = 5;
/** In the short form: every report is counted by the gate several times. */
const shortReports = 250;

function smallest(sets: readonly number[]): number {
  return sets.reduce((least, it) => Math.min(least, it), Number.MAX_SAFE_INTEGER);
}

async function run(given: Setting): Promise<readonly Finding[]> {
  const reports = given.thorough ? given.reports : Math.min(given.reports, shortReports);
  const setting = { ...given, reports };
  const members = await rosterOf(setting.seed, setting.members);
  const sets = (messages: number, gate: Gate, known: Play["known"] = []): number[] =>
    setsOf(setting, members, { messages, gate, known });
  const row = (
    note: string,
    own: readonly number[],
    planted: readonly [string, readonly number[]],
  ): Finding =>
    judge({
      attack: "attributes",
      note,
      view: "any reader",
      members: setting.members,
      cases: own.length,
      figure: plainFigure("smallest set", smallest(own)),
      threshold: { least: smallestAllowed },
      plant: { what: planted[0], figure: plainFigure("smallest set", smallest(planted[1])) },
    });
  const small = (own: readonly number[]): number =>
    own.filter((it) => it < smallestAllowed).length / own.length;
  const named = (note: string, known: Play["known"]): Finding => {
    const own = sets(1, "as delivered", known);
    return judge({
      attack: "attributes",
      note: `sets below ${smallestAllowed}, ${note}`,
      view: "any reader",
      members: setting.members,
      cases: own.length,
      figure: plainFigure("share", small(own)),
      threshold: { most: 0 },
      admitted: true,
    });
  };
  return [
    row("of one report", sets(1, "as delivered"), ["no gate", sets(1, "none")]),
    row("of all under one pseudonym", sets(messagesOfPseudonym, "as delivered"), [
      "amendments uncounted",
      sets(messagesOfPseudonym, "first message alone"),
    ]),
    named("products that a third run", products),
    named("products that few run", [...products, ...rareProducts]),
  ];
}

export const attributes: Attack = {
  name: "attributes",
  about: "members that fit all that is said, of one report and under one pseudonym",
  run,
};
