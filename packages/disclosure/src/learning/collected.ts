/**
 * What seeds say of the company, gathered with how often and where it was seen. Stays in the node; a
 * person confirms each before it counts.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { canonicalise } from "@tocsin/threat";
import type { CompanyProfile, ProfileProposal } from "@tocsin/wire";

export interface SeedFile {
  readonly name: string;
  readonly text: string;
}

type List = ProfileProposal["list"];

/** As the profile bounds them. */
const charsMax: Record<List, number> = {
  names: 200,
  brands: 200,
  domains: 253,
  products: 200,
  hosts: 253,
  ranges: 64,
  places: 200,
  people: 200,
  technologies: 200,
};
const perListMax = 20_000;

interface Known {
  readonly list: List;
  readonly value: string;
  why: string;
  rank: number;
  count: number;
  readonly files: Set<string>;
}

export class Collected {
  readonly #found = new Map<string, Known>();
  readonly #perList = new Map<List, number>();
  readonly #full = new Set<List>();
  #file = "";

  /** What is added from now on was seen in this file. */
  from(file: string): void {
    this.#file = file;
  }

  /** `rank`: the lower, the surer. */
  add(list: List, written: string, why: string, rank = 1): void {
    const value = cleaned(list, written);
    if (value === undefined || value.length < 2 || value.length > charsMax[list]) return;
    const key = `${list} ${value.toLowerCase()}`;
    const known = this.#found.get(key);
    if (known !== undefined) {
      known.count += 1;
      known.files.add(this.#file);
      if (rank < known.rank) Object.assign(known, { rank, why });
      return;
    }
    const count = this.#perList.get(list) ?? 0;
    if (count >= perListMax) {
      this.#full.add(list);
      return;
    }
    this.#perList.set(list, count + 1);
    this.#found.set(key, { list, value, why, rank, count: 1, files: new Set([this.#file]) });
  }

  values(list: List): string[] {
    return [...this.#found.values()].filter((it) => it.list === list).map((it) => it.value);
  }

  /** Surest first in each list; `profile` tells which are known already. */
  proposals(profile: CompanyProfile): ProfileProposal[] {
    const known = new Map<List, Set<string>>();
    const isKnown = (list: List, value: string): boolean => {
      const of = known.get(list) ?? new Set(profile[list].map((it) => it.toLowerCase()));
      known.set(list, of);
      return of.has(value.toLowerCase());
    };
    const order = Object.keys(charsMax);
    return [...this.#found.values()]
      .sort(
        (a, b) =>
          order.indexOf(a.list) - order.indexOf(b.list) || a.rank - b.rank || b.count - a.count,
      )
      .map(({ list, value, why, count, files }) => ({
        list,
        value,
        why,
        count,
        files: [...files],
        known: isKnown(list, value),
      }));
  }

  notes(): string[] {
    return [...this.#full].map((list) => `Of ${list} only the first ${perListMax} are proposed.`);
  }
}

const hostForm = /^[a-z0-9](?:[a-z0-9_-]{0,62}\.){0,8}[a-z0-9_-]{1,63}$/i;

const letter = letterPattern(String.raw`\p{L}`);

function cleaned(list: List, written: string): string | undefined {
  const value = written.normalize("NFC").replace(/\s+/g, " ").trim();
  if (/[\p{Cc}<>{}]/u.test(value)) return undefined;
  switch (list) {
    case "domains":
      return canonicalise("domain", value);
    case "hosts": {
      const host = value.toLowerCase().replace(/[.$]$/, "");
      return hostForm.test(host) && /[a-z]/.test(host) ? host : undefined;
    }
    case "ranges":
      return canonicalise("cidr", value);
    default:
      return letter.test(value) ? value : undefined;
  }
}
