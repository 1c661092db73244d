/**
 * Makes `data/words.bin` of the lists of words beside it, whenever one has changed:
 *   npx node packages/disclosure/scripts/make-word-table.ts
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packListedWords } from "../src/text/listed-words.ts";

writeFileSync(join(import.meta.dirname, "../data/words.bin"), packListedWords());
