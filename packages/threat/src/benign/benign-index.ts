/**
 * Lists of well-known values made ready for look-ups. Of those that come with the product it stands in
 * `data/benign.bin`, so that no start reads and hashes sixty thousand names.
 */

import { packColumns, readColumns } from "@tocsin/kernel/columns";
import type { Benign } from "../extraction/observation.ts";
import { parseEffect } from "./benign-effect.ts";
import { indexRanges, listedRanges, type RangeLookup } from "./benign-ranges.ts";
import type { LooseTables } from "./built-in-tables.ts";
import { indexNames, listedNames, type ListedNames } from "./listed-names.ts";

export interface BenignIndex {
  readonly names: ListedNames;
  readonly range: RangeLookup;
}

/** What a hit on a list means. */
interface Head {
  readonly name: string;
  readonly effect: string;
  readonly why: string;
  readonly matches: string;
}

const file = new URL("../../data/benign.bin", import.meta.url);

export function indexTables({ names, ranges }: LooseTables): BenignIndex {
  return {
    names: listedNames(names.lists.map(listed), indexNames(names.lists)),
    range: listedRanges(ranges.lists.map(benignBy), indexRanges(ranges.lists)),
  };
}

/** The file of these tables. */
export function packTables({ names, ranges }: LooseTables): Uint8Array<ArrayBuffer> {
  const facts = {
    source: names.source,
    licence: "CC0 1.0",
    script: "packages/threat/scripts/make-benign-index.ts",
    names: names.lists.map(lineOf).join("\n"),
    ranges: ranges.lists.map((list) => lineOf({ ...list, matches: "" })).join("\n"),
  };
  return packColumns(facts, { ...indexNames(names.lists), ...indexRanges(ranges.lists) });
}

export function builtInIndex(): BenignIndex {
  const { facts, column } = readColumns(file);
  const heads = (fact: string): Head[] => (facts.get(fact) ?? "").split("\n").map(headOf);
  const names = {
    text: column("text", Uint8Array),
    listEnds: column("listEnds", Uint32Array),
    filter: column("filter", Uint8Array),
    places: column("places", Uint32Array),
    hashStarts: column("hashStarts", Uint8Array),
  };
  const starts = column("starts", Uint32Array);
  const lengths = column("lengths", Uint8Array);
  const ranges = {
    starts,
    ends: column("ends", Uint32Array, starts.length),
    lists: column("lists", Uint8Array, starts.length),
    lengths,
    groups: column("groups", Uint16Array),
    prefixLists: column("prefixLists", Uint8Array, lengths.length),
  };
  return {
    names: listedNames(heads("names").map(listed), names),
    range: listedRanges(heads("ranges").map(benignBy), ranges),
  };
}

function lineOf({ name, effect, why, matches }: Head): string {
  return [name, effect, why, matches].join("\t");
}

function headOf(line: string): Head {
  const [name = "", effect = "", why = "", matches = ""] = line.split("\t");
  return { name, effect, why, matches };
}

function benignBy({ name, effect, why }: Omit<Head, "matches">): Benign {
  return { effect: parseEffect(effect), list: name, why: `This is ${why}.` };
}

function listed(head: Head): { readonly benign: Benign; readonly isBelow: boolean } {
  return { benign: benignBy(head), isBelow: head.matches === "name-and-below" };
}
