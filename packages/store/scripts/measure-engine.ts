/**
 * How fast the SQLite engine is, against bare node:sqlite on the same disk:
 * `node packages/store/scripts/measure-engine.ts [rows]` (1,000,000 by default).
 */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { type Database, openDatabase } from "../src/sqlite/engine/index.ts";
import {
  insertObservable,
  observableDatabase,
  type Observables,
  observableSchema,
} from "../src/sqlite/engine/testing/observable-database.ts";

const rows = Number(process.argv[2] ?? 1_000_000);
const groupRows = 10_000;
const windowMs = 3000;
const folder = mkdtempSync(join(tmpdir(), "tocsin-measure-"));

function say(what: string, figure: number, unit: string): void {
  process.stdout.write(`${what.padEnd(62)} ${Math.round(figure).toLocaleString("en")} ${unit}\n`);
}

/** Values in no order, as hashes and domains are; `sorted` within the group. */
function observables(from: number, count: number, sorted = false): Observables {
  const values = Array.from({ length: count }, (_, at) => {
    const scattered = ((from + at) * 2_654_435_761) % 2 ** 32;
    return `${scattered.toString(36)}-${from + at}.example`;
  });
  if (sorted) values.sort();
  return {
    types: values.map((_, at) => at % 7),
    values,
    reports: values.map((_, at) => from + at),
  };
}

function bare(name: string): DatabaseSync {
  const raw = new DatabaseSync(join(folder, name));
  raw.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
    PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384;
    PRAGMA temp_store = MEMORY; ${observableSchema}
  `);
  return raw;
}

function fillBare(): void {
  const raw = bare("bare.sqlite");
  const insert = raw.prepare(insertObservable);
  const began = performance.now();
  let last = 0;
  for (let from = 0; from < rows; from += groupRows) {
    const at = performance.now();
    const { types, values, reports } = observables(from, groupRows);
    raw.exec("BEGIN IMMEDIATE");
    for (let row = 0; row < groupRows; row += 1) {
      insert.run(types[row] ?? 0, values[row] ?? "", reports[row] ?? 0);
    }
    raw.exec("COMMIT");
    if (from >= rows * 0.9) last += performance.now() - at;
  }
  say(
    `bare node:sqlite, ${groupRows} rows a transaction, to ${rows} rows`,
    (rows * 1000) / (performance.now() - began),
    "rows/s",
  );
  say("  last tenth", (rows * 100) / last, "rows/s");
  raw.close();
}

type Measured = Database<typeof observableDatabase.operations>;

async function fillEngine(database: Measured, groupRows: number, sorted: boolean): Promise<void> {
  const began = performance.now();
  let last = 0;
  for (let from = 0; from < rows; from += groupRows) {
    const at = performance.now();
    await database.run.add(observables(from, groupRows, sorted));
    if (from >= rows * 0.9) last += performance.now() - at;
  }
  say(
    `engine, ${groupRows} ${sorted ? "sorted " : ""}rows a call, to ${rows} rows`,
    (rows * 1000) / (performance.now() - began),
    "rows/s",
  );
  say("  last tenth", (rows * 100) / last, "rows/s");
}

async function perSecond(callers: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - began < windowMs) {
        await work(done);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - began);
}

try {
  const small = bare("small.sqlite");
  const insert = small.prepare(insertObservable);
  let next = 0;
  const one = await perSecond(1, () => Promise.resolve(insert.run(0, `one-${(next += 1)}`, 0)));
  say("bare node:sqlite, durable one-row transactions, 1 caller", one, "writes/s");
  small.close();
  {
    await using database = await openDatabase(observableDatabase, {
      file: join(folder, "few.sqlite"),
    });
    for (const callers of [1, 32, 1000]) {
      const rate = await perSecond(callers, () => database.run.spend(`w-${(next += 1)}`));
      say(`engine, durable one-row writes, ${callers} callers`, rate, "writes/s");
    }
  }
  fillBare();
  {
    await using database = await openDatabase(observableDatabase, {
      file: join(folder, "sorted.sqlite"),
    });
    await fillEngine(database, 10 * groupRows, true);
  }
  const file = join(folder, "engine.sqlite");
  {
    await using database = await openDatabase(observableDatabase, { file });
    await fillEngine(database, groupRows, false);
    const { values } = observables(0, 1000);
    for (const callers of [1, 32]) {
      const rate = await perSecond(callers, (at) => database.run.find(values[at % 1000] ?? ""));
      say(`engine, point reads at ${rows} rows, ${callers} callers`, rate, "reads/s");
    }
    let began = performance.now();
    await database.check();
    say("engine, full integrity check", performance.now() - began, "ms");
    began = performance.now();
    await database.backUp(join(folder, "copy.sqlite"));
    say(
      `engine, checked backup of ${Math.round(statSync(file).size / 2 ** 20)} MiB`,
      performance.now() - began,
      "ms",
    );
  }
  const began = performance.now();
  const again = await openDatabase(observableDatabase, { file });
  say("engine, opening with the quick check", performance.now() - began, "ms");
  await again[Symbol.asyncDispose]();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
