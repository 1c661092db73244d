/**
 * What to say less of, at the least cost, so that enough members fit: region, then size, then time to
 * the week, then the class to its parent, and last the products that were named. PROTOCOL §6.
 */

import { type ClassId, crowdCounts, type Generalisation, type Revealed } from "@tocsin/wire";
import { fidelityOf, toWeek } from "./coarse-times.ts";
import { countCrowd, type CrowdCounts, folded, isEverywhere } from "./count.ts";

/** What a draft says, with the parts that say it. */
export interface Saying {
  readonly class: ClassId | null;
  /** Classes that may speak instead, the next larger one first. */
  readonly largerClasses: readonly ClassId[];
  readonly region: string | null;
  readonly size: string | null;
  readonly times: readonly string[];
  readonly technologies: readonly { readonly item: string; readonly name: string }[];
  readonly identifying: readonly { readonly item: string; readonly value: string }[];
}

export interface Proposed {
  readonly moves: readonly Generalisation[];
  readonly members: number;
}

/** Each of these is dearer than all before it together. */
const costs = { region: 1, size: 2, time: 4, class: 8, technology: 1000, identifying: 100_000 };
const technologiesTriedMax = 12;

export function revealedBy(saying: Saying): Revealed {
  return {
    class: saying.class,
    regions: saying.region === null ? [] : [saying.region],
    sizes: saying.size === null ? [] : [saying.size],
    times: Array.from(new Set(saying.times)),
    technologies: Array.from(new Set(saying.technologies.map((it) => folded(it.name)))),
    identifying: Array.from(new Set(saying.identifying.map((it) => it.value))),
  };
}

/**
 * Undefined where nothing is to be done, or nothing helps: enough is ten where that can be had, and
 * five where it cannot.
 */
export function cheapestGeneralisation(
  counts: CrowdCounts,
  said: Revealed,
  saying: Saying,
): Proposed | undefined {
  const { refusedBelow, warnedBelow } = crowdCounts;
  const now = countCrowd(counts, said, revealedBy(saying)).members;
  if (now >= warnedBelow) return undefined;
  const options = [...choices(said, saying)]
    .sort((a, b) => a.cost - b.cost)
    .map(({ moves }) => {
      const says = revealedBy(generalisedSaying(saying, moves));
      return { moves, members: countCrowd(counts, said, says).members };
    });
  const enough = options.find((it) => it.members >= warnedBelow);
  if (enough !== undefined) return enough;
  return now >= refusedBelow ? undefined : options.find((it) => it.members >= refusedBelow);
}

/** The draft's words with these moves made. */
export function generalisedSaying(saying: Saying, moves: readonly Generalisation[]): Saying {
  let changed = saying;
  for (const { drop, item, to } of moves) {
    if (drop === "region") changed = { ...changed, region: null };
    else if (drop === "size") changed = { ...changed, size: null };
    else if (drop === "time") changed = { ...changed, times: changed.times.map(toWeek) };
    else if (drop === "class") changed = { ...changed, class: to as ClassId };
    else if (drop === "technology") {
      changed = { ...changed, technologies: changed.technologies.filter((it) => it.item !== item) };
    } else {
      changed = { ...changed, identifying: changed.identifying.filter((it) => it.item !== item) };
    }
  }
  return changed;
}

interface Choice {
  readonly moves: readonly Generalisation[];
  readonly cost: number;
}

const move = (
  drop: Generalisation["drop"],
  item: string | null = null,
  to: string | null = null,
): Generalisation => ({ drop, item, to });

/** Every combination; what names the company goes in all of them, since one such part is enough. */
function* choices(said: Revealed, saying: Saying): Generator<Choice> {
  const isFine = saying.times.some((it) => ["hour", "day"].includes(fidelityOf(it)));
  const single: Choice[] = [];
  if (saying.region !== null) single.push({ moves: [move("region")], cost: costs.region });
  if (saying.size !== null) single.push({ moves: [move("size")], cost: costs.size });
  if (isFine) single.push({ moves: [move("time", null, "week")], cost: costs.time });
  const larger = said.class === null ? saying.largerClasses : [];
  const classes: Choice[] = larger.map((to, at) => ({
    moves: [move("class", null, to)],
    cost: costs.class * (at + 1),
  }));
  const names = saying.technologies
    .filter((it) => !isEverywhere(it.name) && !said.technologies.includes(folded(it.name)))
    .slice(0, technologiesTriedMax);
  const named = saying.identifying.map((it) => move("identifying", it.item));
  const namedCost = named.length * costs.identifying;
  for (let mask = 0; mask < 1 << single.length; mask += 1) {
    const chosen = single.filter((_, at) => (mask & (1 << at)) !== 0);
    for (const of of [none, ...classes]) {
      for (let count = 0; count <= names.length; count += 1) {
        const gone = names.slice(0, count).map((it) => move("technology", it.item));
        const moves = [...chosen.flatMap((it) => it.moves), ...of.moves, ...gone, ...named];
        const cost = chosen.reduce((sum, it) => sum + it.cost, of.cost);
        if (moves.length > 0) yield { moves, cost: cost + count * costs.technology + namedCost };
      }
    }
  }
}

const none: Choice = { moves: [], cost: 0 };
