/**
 * How somebody makes names, in five numbers: how long they are, how many have hyphens, their share of
 * vowels, how much they sound like the other names of the pile, and how many end in `com`.
 */

import { type EncodedKind, numberOf } from "./encoded-features.ts";

const registered = numberOf("registered-domain");
/** Differences beyond so many standard deviations are as large as any. */
const differenceMax = 3;
const unseenCount = 0.5;
const alphabet = 40;

interface Name {
  readonly label: string;
  readonly isCom: boolean;
}

export class Styles {
  readonly #styles: readonly (readonly number[] | undefined)[];
  readonly #deviations: readonly number[];

  constructor(incidents: readonly (readonly EncodedKind[])[]) {
    const names = incidents.map((features) => namesOf(features));
    const sound = soundOf(names.flat());
    this.#styles = names.map((some) => (some.length === 0 ? undefined : styleOf(some, sound)));
    const known = this.#styles.filter((it) => it !== undefined);
    this.#deviations = (known[0] ?? []).map((_, at) => deviation(known.map((it) => it[at] ?? 0)));
  }

  /** Mean difference in standard deviations; undefined where one of both has no names. */
  difference(a: number, b: number): number | undefined {
    const [one, other] = [this.#styles[a], this.#styles[b]];
    if (one === undefined || other === undefined) return undefined;
    let sum = 0;
    for (const [at, deviates] of this.#deviations.entries()) {
      const apart = Math.abs((one[at] ?? 0) - (other[at] ?? 0));
      if (deviates > 0) sum += Math.min(differenceMax, apart / deviates);
    }
    return sum / this.#deviations.length;
  }
}

function namesOf(features: readonly EncodedKind[]): Name[] {
  const items = features.find(({ kind }) => kind === registered)?.items ?? [];
  return items.map((item) => {
    const dot = item.indexOf(".");
    return { label: item.slice(0, dot), isCom: item.slice(dot + 1) === "com" };
  });
}

function styleOf(names: readonly Name[], sound: (label: string) => number): number[] {
  const mean = (numberOfName: (name: Name) => number): number =>
    names.reduce((sum, name) => sum + numberOfName(name), 0) / names.length;
  return [
    mean(({ label }) => label.length),
    mean(({ label }) => (label.includes("-") ? 1 : 0)),
    mean(({ label }) => label.replaceAll(/[^aeiou]/g, "").length / Math.max(1, label.length)),
    mean(({ label }) => sound(label)),
    mean(({ isCom }) => (isCom ? 1 : 0)),
  ];
}

/** Mean log-likelihood of a name's letters, each after the one before it. */
function soundOf(names: readonly Name[]): (label: string) => number {
  const pairs = new Map<string, number>();
  const firsts = new Map<string, number>();
  for (const { label } of names) {
    for (const pair of pairsOf(label)) {
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      firsts.set(pair.slice(0, 1), (firsts.get(pair.slice(0, 1)) ?? 0) + 1);
    }
  }
  return (label) => {
    const own = pairsOf(label);
    const sum = own.reduce((all, pair) => {
      const seen = (pairs.get(pair) ?? 0) + unseenCount;
      return all + Math.log(seen / ((firsts.get(pair.slice(0, 1)) ?? 0) + alphabet * unseenCount));
    }, 0);
    return sum / (own.length + 1);
  };
}

function pairsOf(label: string): string[] {
  const marked = `^${label}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
