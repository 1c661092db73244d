/** `npm run attack -- worlds`: one line on standard output for each world. */

import { playWorld } from "./play-world.ts";
import { readWorldOptions, type WorldPlan, worldsHelp } from "./options.ts";
import { playSightings } from "./sightings-world.ts";

/** Resolves with the exit code. */
export async function runWorlds(argv: readonly string[]): Promise<number> {
  const read = readWorldOptions(argv);
  if (!read.ok) {
    console.error(`${read.why}\n\n${worldsHelp}`);
    return 2;
  }
  const { help, seed, seeds, sightings, ...plan } = read.value;
  if (help) {
    console.log(worldsHelp);
    return 0;
  }
  let bad = 0;
  for (let at = seed; at < seed + seeds; at += 1) {
    const { told, broken } = await (sightings ? sightingsOf(at) : worldOf({ ...plan, seed: at }));
    const said = broken.length === 0 ? "holds" : `BROKEN: ${broken.join("; ")}`;
    console.log(`seed ${at}: ${told}: ${said}`);
    if (broken.length > 0) bad += 1;
  }
  console.error(bad === 0 ? "Every invariant holds in every world." : `${bad} worlds BROKEN`);
  return bad === 0 ? 0 : 1;
}

interface Outcome {
  readonly told: string;
  readonly broken: readonly string[];
}

async function worldOf(plan: WorldPlan): Promise<Outcome> {
  const { rounds, capsules, reports, votes, broken } = await playWorld(plan);
  const told = `${rounds} rounds, ${capsules} capsules, ${reports} reports, ${votes} votes`;
  return { told, broken };
}

async function sightingsOf(seed: number): Promise<Outcome> {
  const plan = { seed, nodes: 4, days: 3 };
  const { rounds, sightings, unanswered, lies, broken } = await playSightings(plan);
  const asked = `${unanswered} questions unanswered, ${lies} answered wrongly`;
  return { told: `${rounds} rounds, ${sightings} sightings, ${asked}`, broken };
}
