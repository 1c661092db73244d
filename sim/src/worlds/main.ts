/** `npm run attack -- worlds`: one line on standard output for each world. */

import { playWorld } from "./play-world.ts";
import { readWorldOptions, worldsHelp } from "./options.ts";

/** Resolves with the exit code. */
export async function runWorlds(argv: readonly string[]): Promise<number> {
  const read = readWorldOptions(argv);
  if (!read.ok) {
    console.error(`${read.why}\n\n${worldsHelp}`);
    return 2;
  }
  const { help, seed, seeds, ...plan } = read.value;
  if (help) {
    console.log(worldsHelp);
    return 0;
  }
  let bad = 0;
  for (let at = 0; at < seeds; at += 1) {
    const played = await playWorld({ ...plan, seed: seed + at });
    const { rounds, capsules, reports, votes, broken } = played;
    const said = broken.length === 0 ? "holds" : `BROKEN: ${broken.join("; ")}`;
    console.log(
      `seed ${seed + at}: ${rounds} rounds, ${capsules} capsules, ${reports} reports, ${votes} votes: ${said}`,
    );
    if (broken.length > 0) bad += 1;
  }
  console.error(bad === 0 ? "Every invariant holds in every world." : `${bad} worlds BROKEN`);
  return bad === 0 ? 0 : 1;
}
