/**
 * Prints what the exchange's database holds, one row a line as JSON, while it runs or not: the view of
 * someone who seizes it. `node apps/sandbox/src/dump.ts --state FOLDER`, the small world's folder.
 */

import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { explain } from "@tocsin/http/settings";
import { TocsinError } from "@tocsin/kernel";

import { say } from "./config.ts";
import { dumpDatabase, dumpLine } from "./database-dump.ts";

try {
  const options = { state: { type: "string" }, party: { type: "string" } } as const;
  const { state = "", party = "exchange" } = parseArgs({ options }).values;
  const file = path.join(state, party, `${party}.sqlite`);
  if (state === "" || !existsSync(file)) throw new TocsinError("not-found", { detail: file });
  for (const row of await dumpDatabase(file)) process.stdout.write(`${dumpLine(row)}\n`);
} catch (error) {
  process.exitCode = explain(error, say);
}
