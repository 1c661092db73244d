/**
 * Makes data/benign.bin of data/benign-names.json and data/benign-ranges.json, whenever one has changed:
 *   npx node packages/threat/scripts/make-benign-index.ts
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packTables } from "../src/benign/benign-index.ts";
import { builtInTables } from "../src/benign/built-in-tables.ts";

writeFileSync(join(import.meta.dirname, "../data/benign.bin"), packTables(builtInTables));
