/** The table that comes with Tocsin, read when it is first asked for; see data/technique-model.json. */

import { readFileSync } from "node:fs";
import { assert, parseJson } from "@tocsin/kernel";
import { once } from "../once.ts";
import { parsePackedTable } from "./table.ts";
import { createTagger, type Tagger } from "./tagger.ts";

const modelFile = new URL("../../data/technique-model.json", import.meta.url);

export const builtInTagger: () => Tagger = once(() => {
  const table = parsePackedTable(parseJson(readFileSync(modelFile, "utf8")));
  assert(table !== undefined, "the table of techniques is whole");
  return createTagger(table);
});
