/**
 * Makes data/public-suffixes.json:
 *   npx node packages/correlation/scripts/make-suffixes.ts WARNINGLISTS_FOLDER
 * The folder holds second-level-tlds.json of MISP/misp-warninglists (CC0 1.0).
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const listSchema = z.object({ version: z.number(), list: z.array(z.string()) });

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: make-suffixes.ts WARNINGLISTS_FOLDER");
const { version, list } = listSchema.parse(
  JSON.parse(readFileSync(join(folder, "second-level-tlds.json"), "utf8")),
);
const values = [...new Set(list.map((name) => name.toLowerCase()))].filter((name) =>
  /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(name),
);
const table = {
  source: "MISP/misp-warninglists@84f0610aaf3b32159285c9b85510d0f415ea6b27",
  licence: "CC0 1.0",
  script: "packages/correlation/scripts/make-suffixes.ts",
  versions: `second-level-tlds ${version}`,
  values: values.sort().join(" "),
};
const file = join(import.meta.dirname, "../data/public-suffixes.json");
writeFileSync(file, `${JSON.stringify(table, null, 1)}\n`);
