/**
 * Writes `docs/openapi/*.json` as the programs themselves describe their routes, and the table of types that
 * the command line's client is held to; a test holds them together.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { format, resolveConfig } from "prettier";

import { scriptWords } from "./arguments.ts";
import { openApiDocuments } from "./openapi-documents.ts";

scriptWords(
  "npx node scripts/openapi.ts: writes docs/openapi and the client's table of operations",
);

const folder = path.join(import.meta.dirname, "../docs/openapi");
mkdirSync(folder, { recursive: true });
const { documents, operations } = await openApiDocuments();
for (const [name, text] of documents) {
  await write(path.join(folder, name), text, "json");
}
const client = path.join(import.meta.dirname, "../apps/member/src/cli/node-operations.ts");
await write(client, operations, "typescript");

async function write(file: string, text: string, parser: "json" | "typescript"): Promise<void> {
  const style = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...style, parser }));
}
