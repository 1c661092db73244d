/** Writes `docs/openapi/*.json` as the programs themselves describe their routes; a test holds them together. */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format, resolveConfig } from "prettier";

import { openApiDocuments } from "./openapi-documents.ts";

const folder = path.join(import.meta.dirname, "../docs/openapi");
mkdirSync(folder, { recursive: true });
for (const [name, text] of await openApiDocuments()) {
  const file = path.join(folder, name);
  const style = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...style, parser: "json" }));
}
