/** ATT&CK's catalogue: ids, names, tactics, and what became of ids that were withdrawn. */

import data from "../../data/attack.json" with { type: "json" };
import renamed from "../../data/attack-renamed.json" with { type: "json" };

export interface Technique {
  readonly id: string;
  readonly name: string;
  /** Ids of its tactics. */
  readonly tactics: readonly string[];
  /** The id that was asked for, where ATT&CK has since replaced it. */
  readonly formerId?: string;
}

export interface Tactic {
  readonly id: string;
  readonly name: string;
  readonly short: string;
}

function rows(text: string): string[][] {
  return text.split("\n").map((line) => line.split("|"));
}

export const attackVersion: string = data.source;
export const attackNotice: string = data.licence;

export const techniques: ReadonlyMap<string, Technique> = new Map(
  rows(data.techniques).map(([id = "", name = "", tactics = ""]) => [
    id,
    { id, name, tactics: tactics.split(",") },
  ]),
);

export const tactics: ReadonlyMap<string, Tactic> = new Map(
  rows(data.tactics).map(([id = "", name = "", short = ""]) => [id, { id, name, short }]),
);

const formerIds: ReadonlyMap<string, string> = new Map(
  rows(renamed.techniques).map(([former = "", current = ""]) => [former, current]),
);

const others: ReadonlyMap<string, string> = new Map(
  [data.groups, data.software, data.campaigns, data.mitigations]
    .flatMap(rows)
    .map(([id = "", name = ""]) => [id, name]),
);

/** The technique of this id, or the one that replaced it. A replaced id tells its former one. */
export function lookupTechnique(id: string): Technique | undefined {
  const upper = id.toUpperCase();
  const current = techniques.get(upper);
  if (current !== undefined) return current;
  const successor = techniques.get(formerIds.get(upper) ?? "");
  return successor === undefined ? undefined : { ...successor, formerId: upper };
}

/** Name of a tactic, technique, group, program, campaign or mitigation by its exact id. */
export function attackName(id: string): string | undefined {
  const upper = id.toUpperCase();
  return lookupTechnique(upper)?.name ?? tactics.get(upper)?.name ?? others.get(upper);
}
