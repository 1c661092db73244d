/** What is played, and the command line that says so. */

import { parseArgs } from "node:util";

export interface WorldPlan {
  readonly seed: number;
  readonly nodes: number;
  readonly days: number;
  /** Length of a round. */
  readonly roundMs: number;
  /** "cheap": tokens and the seal of capsules are stand-ins. */
  readonly crypto: "cheap" | "whole";
  /** Reports of a day, of all nodes. */
  readonly reports: number;
}

export interface WorldOptions extends Omit<WorldPlan, "seed"> {
  /** Of blind matching instead, with key holders that fail and lie. */
  readonly sightings: boolean;
  /** The first seed, and how many. */
  readonly seed: number;
  readonly seeds: number;
  readonly help: boolean;
}

export type ReadWorlds =
  | { readonly ok: true; readonly value: WorldOptions }
  | { readonly ok: false; readonly why: string };

const limits = {
  seed: [0, 2 ** 31],
  seeds: [1, 100_000],
  nodes: [2, 200],
  days: [1, 60],
  "round-minutes": [1, 1440],
  reports: [1, 200],
} as const;

export const worldsHelp = `npm run attack -- worlds [OPTIONS]

Plays whole communities of real nodes on a clock of their own, with loss, replays in another order, crashes
and clocks that jump, and looks whether a report is lost or doubled, a node sends twice in a round, or two
nodes end with different ledgers. The same seed plays the same world.
  --seeds N          worlds, one after the other (1)
  --seed N           the first of them (1)
  --nodes N          nodes in each (50)
  --days N           days that are played in each (30)
  --round-minutes N  length of a round (720)
  --reports N        reports of a day (1)
  --sightings        worlds of blind matching: key holders that are down, late or lie (4 nodes, 3 days)
  --whole            tokens and capsules with all their cryptography: some 20 times slower
Ends with 1 where something that must not be is.`;

export function readWorldOptions(argv: readonly string[]): ReadWorlds {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        seed: { type: "string", default: "1" },
        seeds: { type: "string", default: "1" },
        nodes: { type: "string", default: "50" },
        days: { type: "string", default: "30" },
        "round-minutes": { type: "string", default: "720" },
        reports: { type: "string", default: "1" },
        whole: { type: "boolean", default: false },
        sightings: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const crypto: WorldPlan["crypto"] = values.whole ? "whole" : "cheap";
    const value = {
      crypto,
      sightings: values.sightings,
      seed: whole("seed", values.seed),
      seeds: whole("seeds", values.seeds),
      nodes: whole("nodes", values.nodes),
      days: whole("days", values.days),
      roundMs: whole("round-minutes", values["round-minutes"]) * 60_000,
      reports: whole("reports", values.reports),
      help: values.help,
    };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : "not understood" };
  }
}

function whole(name: keyof typeof limits, text: string): number {
  const [least, most] = limits[name];
  const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (value < least || value > most) throw new Error(`--${name}: ${least} to ${most}`);
  return value;
}
