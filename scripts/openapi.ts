/** Writes `docs/openapi/*.json` as the programs themselves describe their routes; a test holds them together. */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { openApiDocuments } from "./openapi-documents.ts";

const folder = path.join(import.meta.dirname, "../docs/openapi");
mkdirSync(folder, { recursive: true });
for (const [name, text] of await openApiDocuments()) writeFileSync(path.join(folder, name), text);
