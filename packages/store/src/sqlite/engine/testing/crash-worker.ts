/**
 * A process to be killed. `node crash-worker.ts write FILE FROM` writes rows from eight callers at once
 * and says each number once it is acknowledged; `migrate FILE` runs a long migration; `open FILE` only
 * opens. Errors are said by their code.
 */

import { TocsinError } from "@tocsin/kernel";

import { openDatabase } from "../client.ts";
import { sampleDatabase } from "./sample-database.ts";
import { slowDatabase } from "./slow-database.ts";

const [, , task = "", file = "", from = "0"] = process.argv;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function writeForEver(): Promise<void> {
  const { run } = await openDatabase(sampleDatabase, { file });
  let next = Number(from);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (;;) {
        const number = next;
        next += 1;
        await run.keep(number, new Uint8Array(200).fill(number % 251));
        say(String(number));
      }
    }),
  );
}

async function openOnly(): Promise<void> {
  const database = await openDatabase(sampleDatabase, { file });
  say("opened");
  await database[Symbol.asyncDispose]();
}

async function migrateSlowly(): Promise<void> {
  say("migrating");
  const database = await openDatabase(slowDatabase, { file });
  say("migrated");
  await database[Symbol.asyncDispose]();
}

try {
  if (task === "write") await writeForEver();
  if (task === "open") await openOnly();
  if (task === "migrate") await migrateSlowly();
} catch (error) {
  say(error instanceof TocsinError ? error.code : "unexpected");
}
