/**
 * Which incidents are tied to which, judged by actors that analysts named. Weights are learned
 * without the actors that are judged; beside them what is shipped (it saw all), and sharing a
 * value, the way most platforms do it. Then victims drawn from one report, and the story of four
 * victims who share no value. Prints a table; the incidents are not in this repository.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  correlateIncidents,
  type CorrelationModel,
  Correlator,
  type Incident,
  learnWeights,
  linkOddsMin,
  readIncidentLines,
} from "@tocsin/correlation";
import { z } from "zod";
import type { Bench, BenchRow } from "../bench.ts";
import {
  connected,
  cubed,
  type Cubed,
  frontier,
  judge,
  judgeExact,
  type Judged,
  nearestRight,
  type Point,
} from "./correlation-score.ts";
import { dataFolder } from "./ioc.ts";

const folds = 5;
const seed = 1;
const oddsFloor = -1.5;

const indicator = z.object({ type: z.string(), value: z.string(), benign: z.boolean().optional() });
const incidentSchema = z.object({
  id: z.string(),
  actor: z.string(),
  indicators: z.array(indicator),
});
const victimSchema = z.object({
  id: z.string(),
  true_report: z.string(),
  indicators: z.array(indicator),
});
const storySchema = z.object({
  incidents: z.array(
    z.object({
      victim: z.string(),
      first_seen: z.string().nullable(),
      indicators: z.array(indicator),
      attributes: z.record(z.string(), z.unknown()),
    }),
  ),
});

function readLines<T>(schema: z.ZodType<T>, file: string): T[] {
  const text = readFileSync(join(dataFolder, file), "utf8").trim();
  return text.split("\n").map((line) => schema.parse(JSON.parse(line)));
}

/** Through the door that everybody uses. */
function incidentsOf(records: readonly object[]): Incident[] {
  return readIncidentLines(records.map((it) => JSON.stringify(it)).join("\n")).incidents;
}

/** Each pair by weights that saw neither actor; of two folds the mean, where what is not told counts as the floor. */
function judgeApart(incidents: readonly Incident[], actors: readonly string[]): Judged[] {
  const names = [...new Set(actors)].sort();
  const foldOf = new Map(names.map((name, at) => [name, (at * 7) % folds]));
  const told = new Map<string, number[]>();
  for (let fold = 0; fold < folds; fold += 1) {
    const seen = incidents.flatMap((facts, at) =>
      foldOf.get(actors[at] ?? "") === fold ? [] : [{ actor: actors[at] ?? "", facts }],
    );
    const model: CorrelationModel = learnWeights(seen);
    for (const link of correlateIncidents(incidents, { seed, model, oddsMin: oddsFloor }).links) {
      const isJudged = [link.a, link.b].some((at) => foldOf.get(actors[at] ?? "") === fold);
      if (!isJudged) continue;
      const key = `${link.a} ${link.b}`;
      told.set(key, [...(told.get(key) ?? []), link.odds]);
    }
    console.error(`  ${fold + 1} of ${folds} parts judged`);
  }
  return Array.from(told, ([key, values]) => {
    const [a = 0, b = 0] = key.split(" ").map(Number);
    const judges = foldOf.get(actors[a] ?? "") === foldOf.get(actors[b] ?? "") ? 1 : 2;
    const sum = values.reduce((all, value) => all + value, 0);
    const odds = (sum + (judges - values.length) * oddsFloor) / judges;
    return { a, b, odds, isRight: actors[a] === actors[b] };
  });
}

function runIncidents(row: (row: BenchRow) => void): void {
  const records = readLines(incidentSchema, "campaigns/incidents.jsonl");
  const incidents = incidentsOf(records);
  const actors = records.map(({ actor }) => actor);
  const counts = Map.groupBy(actors, (actor) => actor);
  const several = actors.filter((actor) => (counts.get(actor)?.length ?? 0) > 1).length;
  const apart = judgeApart(incidents, actors);
  const shipped = correlateIncidents(incidents, { seed, oddsMin: oddsFloor });
  const seen = judge(shipped.links, actors);
  const exact = judgeExact(incidents, actors);
  console.error(`\n${several} of ${actors.length} incidents have another of their actor`);
  tellFrontier("", [frontier(apart), frontier(seen)], row);
  const isOneName = nameSharing(actors);
  const [apartCounted, seenCounted] = [apart, seen].map((all) => frontier(all.filter(isOneName)));
  console.error("not counting pairs of two names of which a value is known to be of both:");
  tellFrontier(", names sharing values left out", [apartCounted ?? [], seenCounted ?? []], row);
  const printed = seen.filter(({ odds }) => odds >= linkOddsMin);
  const correct = printed.filter(({ isRight }) => isRight);
  console.error(
    `links as \`tocsin correlate\` prints them: ${new Set(correct.flatMap(({ a, b }) => [a, b])).size} linked at ${(correct.length / printed.length).toFixed(3)} (${printed.length} pairs)
incidents whose strongest link is right: ${nearestRight(apart)} actors apart, ${nearestRight(seen)} as shipped`,
  );
  const right = exact.filter(({ isRight }) => isRight);
  const found = new Set(right.flatMap(({ a, b }) => [a, b])).size;
  const share = right.length / exact.length;
  console.error(`sharing a value: ${found} linked at ${share.toFixed(3)} (${exact.length} pairs)`);
  console.error(
    "stated for this set: a value 352 at .914; also registered domain and /24 476 at .749",
  );
  row({
    metric: `linked by a shared value, at ${share.toFixed(3)}`,
    unit: "incidents",
    values: [found],
  });
  tellCubed("campaigns, as shipped", cubed(shipped.campaigns, actors), row);
  tellCubed("sharing a value", cubed(connected(exact, actors.length), actors), row);
  runOneByOne(incidents, actors);
}

function tellFrontier(
  what: string,
  [ours = [], seen = []]: readonly (readonly Point[])[],
  row: (row: BenchRow) => void,
): void {
  console.error("precision ≥   linked, actors apart   pairs    linked, as shipped   pairs");
  for (const [at, { level, linked, pairs }] of ours.entries()) {
    const other = seen[at];
    console.error(
      `${level.toFixed(3).padEnd(13)} ${String(linked).padStart(6)} ${String(pairs).padStart(21)} ${String(other?.linked).padStart(14)} ${String(other?.pairs).padStart(15)}`,
    );
    row({
      metric: `linked at pair precision ${level}, actors apart${what}`,
      unit: "incidents",
      values: [linked],
    });
  }
}

const sharedSchema = z.array(z.object({ actors: z.array(z.string()) }));

/** Whether a pair is no such of two names that the set itself lists with a value of both: one actor, two analysts. */
function nameSharing(actors: readonly string[]): (pair: Judged) => boolean {
  const file = readFileSync(join(dataFolder, "campaigns/shared-across-labels.json"), "utf8");
  const sharing = new Set(
    sharedSchema
      .parse(JSON.parse(file))
      .flatMap(({ actors: names }) => names.flatMap((a) => names.map((b) => `${a}|${b}`))),
  );
  return ({ a, b, isRight }) => isRight || !sharing.has(`${actors[a] ?? ""}|${actors[b] ?? ""}`);
}

const numbersOfClasses = [12, 3];
/** Prime to the number of incidents, so that all come, in an order that no source made. */
const stride = 7919;

/** As a node gets them: one by one, and each of one of so many classes, of which many count little. */
function runOneByOne(incidents: readonly Incident[], actors: readonly string[]): void {
  const order = incidents.map((_, at) => (at * stride) % incidents.length);
  for (const classes of [undefined, ...numbersOfClasses]) {
    const correlator = new Correlator({ seed });
    const judged = order.flatMap((a, at) => {
      const group = classes === undefined ? undefined : `class ${at % classes}`;
      const { related } = correlator.add(incidents[a] ?? { indicators: [] }, { group });
      return related.map(({ report }) => ({ a, b: order[report] ?? 0 }));
    });
    const right = judged.filter(({ a, b }) => actors[a] === actors[b]);
    const linked = new Set(right.flatMap(({ a, b }) => [a, b])).size;
    const told = classes === undefined ? "each of its own class" : `of ${classes} classes`;
    console.error(
      `one by one, ${told}: ${linked} linked at ${(right.length / judged.length).toFixed(3)} (${judged.length} pairs)`,
    );
  }
}

function tellCubed(
  what: string,
  { precision, recall, f1 }: Cubed,
  row: (row: BenchRow) => void,
): void {
  console.error(
    `B-cubed, ${what}: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`,
  );
  row({ metric: `B-cubed F1, ${what}`, unit: "", values: [f1] });
}

function runVictims(row: (row: BenchRow) => void): void {
  const records = readLines(victimSchema, "campaigns/simulated-victims.jsonl");
  const { links } = correlateIncidents(incidentsOf(records), { seed });
  const linked = new Set(links.map(({ a, b }) => `${a} ${b}`));
  const sum = { sharing: 0, found: 0, harmless: 0, wrong: 0 };
  for (const [b, second] of records.entries()) {
    for (const [a, first] of records.slice(0, b).entries()) {
      const isLinked = linked.has(`${a} ${b}`);
      const shared = first.indicators.filter((it) =>
        second.indicators.some(({ type, value }) => type === it.type && value === it.value),
      );
      const isReal = shared.some(({ benign }) => benign !== true);
      if (isReal && first.true_report === second.true_report) {
        sum.sharing += 1;
        if (isLinked) sum.found += 1;
      } else if (!isReal && shared.length > 0 && first.true_report !== second.true_report) {
        sum.harmless += 1;
        if (isLinked) sum.wrong += 1;
      }
    }
  }
  const recall = (100 * sum.found) / sum.sharing;
  const alarms = (100 * sum.wrong) / sum.harmless;
  console.error(`\nvictims of one report that share a real value: ${sum.found} of ${sum.sharing} linked
that share harmless values alone: ${sum.wrong} of ${sum.harmless} linked`);
  row({ metric: "victims sharing a real value: linked", unit: "%", values: [recall], limit: 98 });
  row({ metric: "sharing harmless values alone: linked", unit: "%", values: [alarms], limit: 0.5 });
}

const storyVictims = 4;

function runStory(row: (row: BenchRow) => void): void {
  const file = readFileSync(join(dataFolder, "story/anthem-opm.json"), "utf8");
  const { incidents } = storySchema.parse(JSON.parse(file));
  const story = incidents.map((it) => ({ id: it.victim, ...it }));
  const all = incidentsOf([...story, ...readLines(incidentSchema, "campaigns/incidents.jsonl")]);
  const { links, campaigns } = correlateIncidents(all, { seed });
  const campaign = campaigns.find((reports) => reports.includes(0)) ?? [];
  console.error(`\nthe story, among ${all.length} incidents: one campaign of ${campaign.length}`);
  for (const { a, b, odds, reasons } of links.filter((it) => campaign.includes(it.a))) {
    const why = reasons.map(
      ({ says, values, weight }) => `${says} ${values.join(", ")} ${weight.toFixed(1)}`,
    );
    console.error(
      `  ${all[a]?.id ?? ""} - ${all[b]?.id ?? ""} ${odds.toFixed(1)}: ${why.slice(0, 3).join("; ")}`,
    );
  }
  const inside = campaign.filter((at) => at < storyVictims).length;
  row({ metric: "story: victims in one campaign", unit: "of 4", values: [inside] });
  row({
    metric: "story: strangers drawn in",
    unit: "incidents",
    values: [campaign.filter((at) => at >= story.length).length],
  });
}

export const benches: Bench[] = [
  {
    name: "quality.correlation",
    about: "incidents tied to their actor, simulated victims and the story, beside sharing a value",
    run(row) {
      if (existsSync(dataFolder)) {
        runIncidents(row);
        runVictims(row);
        runStory(row);
      } else console.error("quality.correlation: no data folder beside the repository, skipped");
      return Promise.resolve();
    },
  },
];
