/** The command line of `npm run attack`. */

import { parseArgs } from "node:util";

import type { Attack } from "./attack.ts";

export interface Options {
  readonly seed: number;
  readonly members: readonly number[];
  readonly days: number;
  readonly reports: number;
  readonly names: readonly string[];
  readonly thorough: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

export type Read =
  { readonly ok: true; readonly value: Options } | { readonly ok: false; readonly why: string };

const membersDefault = "50,200,500";
const limits = {
  seed: [0, 2 ** 31],
  members: [20, 2000],
  days: [1, 365],
  reports: [100, 100_000],
} as const;

export function readOptions(argv: readonly string[]): Read {
  try {
    return { ok: true, value: parsed(argv) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : "not understood" };
  }
}

function parsed(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: "string", default: "1" },
      members: { type: "string", default: membersDefault },
      days: { type: "string", default: "60" },
      reports: { type: "string", default: "2000" },
      attack: { type: "string", multiple: true, default: [] },
      short: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  return {
    seed: whole("seed", values.seed),
    members: values.members.split(",").map((it) => whole("members", it)),
    days: whole("days", values.days),
    reports: whole("reports", values.reports),
    names: values.attack,
    thorough: !values.short,
    json: values.json,
    help: values.help,
  };
}

function whole(name: keyof typeof limits, text: string): number {
  const [least, most] = limits[name];
  const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (value < least || value > most) throw new Error(`--${name}: ${least} to ${most}`);
  return value;
}

export function helpOf(attacks: readonly Attack[]): string {
  const lines = attacks.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`);
  return `npm run attack [-- OPTIONS]

Plays a community on a clock of its own and lets an adversary guess who wrote each report.
  --attack NAME      only this one; may be given again
  --members N[,N…]   sizes of the community (${membersDefault})
  --days N           days that are played (60)
  --reports N        reports that are judged (2000)
  --seed N           the same seed plays the same community (1)
  --short            without what takes long
  --json             a line of JSON for each finding
npm run attack -- worlds --help: simulated worlds in which everything goes wrong
Ends with 1 where something leaks that the threat model does not say, or a planted leak is missed.

Attacks:
${lines.join("\n")}`;
}
