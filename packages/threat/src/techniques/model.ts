/** The table that comes with Tocsin, read when it is first asked for; see scripts/make-techniques.ts. */

import { readColumns } from "@tocsin/kernel/columns";
import { once } from "../once.ts";
import { parseTable } from "./table.ts";
import { createTagger, type Tagger } from "./tagger.ts";

const modelFile = new URL("../../data/technique-model.bin", import.meta.url);

export const builtInTagger: () => Tagger = once(() =>
  createTagger(parseTable(readColumns(modelFile))),
);
