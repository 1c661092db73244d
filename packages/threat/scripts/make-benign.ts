/**
 * Makes (and renews) data/benign-ranges.json, data/benign-names.json and data/top-level-domains.json:
 *   npx node packages/threat/scripts/make-benign.ts WARNINGLISTS_FOLDER [--source REPOSITORY@COMMIT]
 * The folder holds one JSON file per list of MISP/misp-warninglists (CC0 1.0). A list that has lost
 * more than half of its values since the last time is an accident or an attack: then nothing is
 * written, unless --anyway says that it is meant. Afterwards make-benign-index.ts makes data/benign.bin of it.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { builtInTables } from "../src/benign/built-in-tables.ts";
import {
  benignTablesOf,
  lostLists,
  type WarningList,
  warningList,
  warningListNames,
} from "../src/benign/warning-lists.ts";

function readList(folder: string, file: string): WarningList {
  return warningList.parse(JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8")));
}

function main(folder: string, source: string, isMeant: boolean): void {
  const out = join(import.meta.dirname, "../data");
  const head = { source, licence: "CC0 1.0", script: "packages/threat/scripts/make-benign.ts" };
  const lists = new Map(warningListNames.map((name) => [name, readList(folder, name)]));
  const made = benignTablesOf(lists, source);
  if (!made.ok) throw new Error(`a list lacks what it must hold: ${made.why}`);
  const { names, ranges } = made.tables;
  const tlds = readList(folder, "tlds");
  const lost = isMeant ? [] : lostLists(builtInTables, made.tables);
  if (lost.length > 0) throw new Error(`lost more than half, nothing was written: ${lost.join()}`);
  const write = (file: string, content: object): void => {
    writeFileSync(join(out, file), `${JSON.stringify({ ...head, ...content }, null, 1)}\n`);
  };
  write("benign-ranges.json", {
    columns: "v4: first address and length - 1 in base 36; v6: prefixes; an earlier list wins",
    lists: ranges.lists,
  });
  write("benign-names.json", { columns: "an earlier list wins", lists: names.lists });
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
