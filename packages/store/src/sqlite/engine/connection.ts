/** One connection: its settings, and a small face on node:sqlite with a cache of statements. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

import { TocsinError } from "@tocsin/kernel";

import type { Bindings, Row, SqlValue, Writer } from "./definition.ts";
import { type EngineLimits, statementsMax } from "./limits.ts";

export class Connection implements Writer {
  readonly raw: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(raw: DatabaseSync) {
    this.raw = raw;
  }

  all(sql: string, ...bindings: Bindings): Row[] {
    return this.#prepare(sql).all(...anonymous(bindings));
  }

  get(sql: string, ...bindings: Bindings): Row | undefined {
    return this.#prepare(sql).get(...anonymous(bindings));
  }

  iterate(sql: string, ...bindings: Bindings): IterableIterator<Row> {
    return this.#prepare(sql).iterate(...anonymous(bindings)) as IterableIterator<Row>;
  }

  run(sql: string, ...bindings: Bindings): number {
    return Number(this.#prepare(sql).run(...anonymous(bindings)).changes);
  }

  /** The one value of a one-row, one-column answer, as a PRAGMA gives. */
  value(sql: string): SqlValue | undefined {
    const row = this.get(sql);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Begins, runs and commits; rolls back and throws on where `work` or the commit throws. */
  transaction<Result>(begin: "BEGIN" | "BEGIN IMMEDIATE", work: () => Result): Result {
    this.run(begin);
    try {
      const result = work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Leaves no transaction open; some failures have ended it already. */
  rollback(): void {
    if (this.raw.isTransaction) this.raw.exec("ROLLBACK");
  }

  close(): void {
    this.#statements.clear();
    if (this.raw.isOpen) this.raw.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.raw.prepare(sql);
    if (this.#statements.size >= statementsMax) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A connection that may write. */
export function connectWriter(file: string, limits: EngineLimits): Connection {
  const connection = connect(file, limits, false);
  const mode = connection.value("PRAGMA journal_mode = WAL");
  if (mode !== "wal") throw new TocsinError("store-failed", { detail: "no write-ahead log here" });
  // Full fsyncs are macOS's: its plain ones do not reach the disk.
  connection.raw.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = ${limits.logPagesMax};
    PRAGMA journal_size_limit = ${limits.logBytesKept};
  `);
  if (limits.fileBytesMax > 0) {
    const pageBytes = Number(connection.value("PRAGMA page_size"));
    connection.raw.exec(`PRAGMA max_page_count = ${Math.ceil(limits.fileBytesMax / pageBytes)}`);
  }
  return connection;
}

/** A connection that cannot write. */
export function connectReader(file: string, limits: EngineLimits): Connection {
  const connection = connect(file, limits, true);
  connection.raw.exec("PRAGMA query_only = ON");
  return connection;
}

/** A database that ends with its connection. */
export function connectMemory(limits: EngineLimits): Connection {
  return connect(":memory:", limits, false);
}

function connect(file: string, limits: EngineLimits, readOnly: boolean): Connection {
  const raw = new DatabaseSync(file, {
    readOnly,
    timeout: limits.busyMs,
    enableForeignKeyConstraints: true,
    allowUnknownNamedParameters: false,
    defensive: true,
  });
  // Temporary tables stay in memory: nothing may land in a shared temporary folder.
  raw.exec(`
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -${Math.ceil(limits.cacheBytes / 1024)};
    PRAGMA mmap_size = ${limits.mmapBytes};
  `);
  return new Connection(raw);
}

/** node:sqlite tells named values from others itself; its type only cannot say so. */
function anonymous(bindings: Bindings): SQLInputValue[] {
  return bindings as SQLInputValue[];
}
