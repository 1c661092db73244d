/** Malware, tools and actors with their aliases, and how careful a reader must be with each name. */

import data from "../../data/threat-names.json" with { type: "json" };
import { once } from "../once.ts";
import { foldName } from "../observables/canonical-labels.ts";

export type ThreatNameKind = "actor" | "malware" | "tool";

/** How much a text must do for a spelling to count. */
export type NameCare = "any-case" | "exact-case" | "cue-word";

export interface ThreatName {
  readonly kind: ThreatNameKind;
  /** The main name, as its source writes it. */
  readonly name: string;
  /** ATT&CK id; undefined where ATT&CK does not know it. */
  readonly attackId: string | undefined;
  readonly aliases: readonly Alias[];
}

export interface Alias {
  readonly text: string;
  readonly care: NameCare;
}

const kinds: readonly ThreatNameKind[] = ["actor", "malware", "tool"];
const careOf: Readonly<Record<string, NameCare>> = { "!": "cue-word", "~": "exact-case" };

function parseAlias(marked: string): Alias {
  const care = careOf[marked.charAt(0)];
  return care === undefined ? { text: marked, care: "any-case" } : { text: marked.slice(1), care };
}

function parseLine(line: string): ThreatName[] {
  const [kindText = "", id = "", name = "", aliases = ""] = line.split("|");
  const kind = kinds.find((known) => known === kindText);
  if (kind === undefined) return [];
  const attackId = id === "" ? undefined : id;
  return [{ kind, name, attackId, aliases: aliases.split(";").map(parseAlias) }];
}

/** All names; read from the table when first asked for. */
export const threatNames: () => readonly ThreatName[] = once(() =>
  data.names.split("\n").flatMap(parseLine),
);

const byFolded = once(() => {
  const names = new Map<string, ThreatName>();
  for (const known of threatNames()) {
    for (const { text } of known.aliases) names.set(foldName(text), known);
  }
  return names;
});

/** The malware, tool or actor that is called so, in any spelling of any of its aliases. */
export function lookupName(name: string): ThreatName | undefined {
  return byFolded().get(foldName(name));
}
