/**
 * Makes (and renews) data/benign-ranges.json, data/benign-names.json and data/top-level-domains.json:
 *   npx node packages/threat/scripts/make-benign.ts WARNINGLISTS_FOLDER [--source REPOSITORY@COMMIT]
 * The folder holds one JSON file per list of MISP/misp-warninglists (CC0 1.0). A list that has lost
 * more than half of its values since the last time is an accident or an attack: then nothing is
 * written, unless --anyway says that it is meant.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ipv4Number, ipv6Groups, ipv6Text } from "../src/observables/canonical-network.ts";
import { nameLists, rangeLists, type ListPlan } from "./benign-plan.ts";

const listSchema = z.object({ version: z.number(), list: z.array(z.string()) });

function readList(folder: string, file: string): z.infer<typeof listSchema> {
  return listSchema.parse(JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8")));
}

interface Span {
  start: number;
  end: number;
}

/** Touching and overlapping IPv4 ranges become one, written as first and length in base 36. */
function collapse(spans: Span[]): string[] {
  const merged: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end + 1) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged.map(({ start, end }) => `${start.toString(36)}-${(end - start).toString(36)}`);
}

function rangesOf(values: readonly string[]): { v4: string; v6: string } {
  const spans: Span[] = [];
  const v6: string[] = [];
  for (const value of values) {
    const [address = "", bits] = value.split("/");
    const v4 = ipv4Number(address);
    if (v4 !== undefined) {
      const size = 2 ** (32 - Number(bits ?? 32));
      spans.push({ start: v4 - (v4 % size), end: v4 - (v4 % size) + size - 1 });
    } else {
      const groups = ipv6Groups(address);
      if (groups === undefined) throw new Error(`not an address: ${value}`);
      v6.push(`${ipv6Text(groups)}/${bits ?? "128"}`);
    }
  }
  return { v4: collapse(spans).join(" "), v6: [...new Set(v6)].sort().join(" ") };
}

function valuesOf(folder: string, plan: ListPlan): { versions: string; values: string[] } {
  const read = plan.from.map((file) => ({ file, ...readList(folder, file) }));
  const values = read.flatMap(({ list }) => list);
  const wanted = plan.only;
  const missing = wanted?.filter((value) => !values.includes(value)) ?? [];
  if (missing.length > 0) throw new Error(`not in ${plan.from.join()}: ${missing.join(" ")}`);
  return {
    versions: read.map(({ file, version }) => `${file} ${version}`).join(", "),
    values: [...(wanted ?? values), ...(plan.also ?? [])].filter(
      (value) => !plan.except?.includes(value.replace(/^\./, "")),
    ),
  };
}

function cleanNames(values: readonly string[]): string[] {
  // An entry with a path is about one page of a site, not the site.
  const names = values
    .filter((value) => !/\/./.test(value))
    .map((value) => value.replace(/^\.|\/$/g, "").toLowerCase());
  return [...new Set(names)].filter((name) => /^[a-z0-9_.:-]+$/.test(name)).sort();
}

interface Made {
  readonly name: string;
  readonly values: number;
}

const madeSchema = z.object({
  lists: z.array(
    z.object({
      name: z.string(),
      values: z.string().default(""),
      v4: z.string().default(""),
      v6: z.string().default(""),
    }),
  ),
});

function madeBefore(file: string): Made[] {
  const { lists } = madeSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return lists.map(({ name, ...texts }) => ({ name, values: wordsIn(Object.values(texts)) }));
}

function wordsIn(texts: readonly string[]): number {
  return texts.join(" ").split(" ").filter(Boolean).length;
}

/** The last good copy stays where a list has gone or lost more than half of its values. */
function refuseLoss(file: string, lists: readonly object[]): void {
  const now = new Map(
    madeSchema
      .parse({ lists })
      .lists.map(({ name, ...texts }) => [name, wordsIn(Object.values(texts))]),
  );
  const lost = madeBefore(file).filter(({ name, values }) => (now.get(name) ?? 0) * 2 < values);
  if (lost.length === 0) return;
  const names = lost.map(({ name, values }) => `${name} (${values} → ${now.get(name) ?? 0})`);
  throw new Error(`lost more than half, nothing was written: ${names.join(", ")}`);
}

function main(folder: string, source: string, isMeant: boolean): void {
  const out = join(import.meta.dirname, "../data");
  const head = { source, licence: "CC0 1.0", script: "packages/threat/scripts/make-benign.ts" };
  const ranges = rangeLists.map((plan) => {
    const { versions, values } = valuesOf(folder, plan);
    return { name: plan.name, effect: plan.effect, why: plan.why, versions, ...rangesOf(values) };
  });
  const taken = new Set<string>();
  const names = nameLists.map((plan) => {
    const { versions, values } = valuesOf(folder, plan);
    const fresh = cleanNames(values).filter((name) => !taken.has(name));
    for (const name of fresh) taken.add(name);
    const { name, effect, why, matches } = plan;
    return { name, effect, why, matches: matches ?? "name", versions, values: fresh.join(" ") };
  });
  const tlds = readList(folder, "tlds");
  if (!isMeant) {
    refuseLoss(join(out, "benign-ranges.json"), ranges);
    refuseLoss(join(out, "benign-names.json"), names);
  }
  const write = (file: string, content: object) =>
    writeFileSync(join(out, file), `${JSON.stringify({ ...head, ...content }, null, 1)}\n`);
  write("benign-ranges.json", {
    columns: "v4: first address and length - 1 in base 36; v6: prefixes; an earlier list wins",
    lists: ranges,
  });
  write("benign-names.json", { columns: "an earlier list wins", lists: names });
  write("top-level-domains.json", {
    versions: `tlds ${tlds.version}`,
    values: tlds.list
      .map((tld) => tld.toLowerCase())
      .sort()
      .join(" "),
  });
}

const usualSource = "MISP/misp-warninglists@84f0610aaf3b32159285c9b85510d0f415ea6b27";
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { source: { type: "string" }, anyway: { type: "boolean" } },
});
const [folder] = positionals;
if (folder === undefined) {
  throw new Error(
    "usage: make-benign.ts WARNINGLISTS_FOLDER [--source REPOSITORY@COMMIT] [--anyway]",
  );
}
main(folder, values.source ?? usualSource, values.anyway ?? false);
