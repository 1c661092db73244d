/**
 * Group commit: the requests that wait become one transaction with one fsync. Each has a savepoint of
 * its own, so a request that fails takes no other with it; a commit that fails takes them all.
 */

import { TocsinError } from "@tocsin/kernel";

import type { CommitMark } from "./commit-mark.ts";
import type { Connection } from "./connection.ts";
import { trimmed } from "./copying.ts";
import type { Operations, SqlValue, Writer } from "./definition.ts";
import { type Fault, faultOf, storageFault } from "./faults.ts";
import type { Answer, Call } from "./messages.ts";

export interface BatchOutcome {
  readonly answers: readonly Answer[];
  /** Why the whole batch was refused. */
  readonly fault?: Fault;
}

export function runBatch(
  connection: Connection,
  mark: CommitMark,
  operations: Operations,
  calls: readonly Call[],
): BatchOutcome {
  try {
    const { answers, changed } = connection.transaction("BEGIN IMMEDIATE", () => {
      const before = changesOf(connection);
      const results = calls.map((call) => runInSavepoint(connection, operations, call));
      // A group that has written nothing needs no mark, and its commit no fsync.
      const wrote = changesOf(connection) !== before;
      if (wrote) mark.raise(connection);
      return { answers: results, changed: wrote };
    });
    if (changed) mark.committed();
    return { answers };
  } catch (error) {
    const fault = faultOf(error, "commit");
    return { answers: calls.map(() => ({ ok: false, fault })), fault };
  }
}

function changesOf(connection: Connection): SqlValue | undefined {
  return connection.value("SELECT total_changes()");
}

function runInSavepoint(connection: Connection, operations: Operations, call: Call): Answer {
  connection.run("SAVEPOINT request");
  try {
    const value = perform(connection, operations, call);
    connection.run("RELEASE request");
    return { ok: true, value };
  } catch (error) {
    // A disk that fails concerns everybody; so does a statement that has ended the transaction.
    if (storageFault(error) !== undefined || !connection.raw.isTransaction) throw error;
    connection.run("ROLLBACK TO request");
    connection.run("RELEASE request");
    return { ok: false, fault: faultOf(error, call.operation) };
  }
}

/** Runs one operation by its name; the client's type vouches for the arguments. */
export function perform(db: Writer, operations: Operations, call: Call): unknown {
  const operation = Object.hasOwn(operations, call.operation)
    ? operations[call.operation]
    : undefined;
  if (operation === undefined) {
    throw new TocsinError("store-operation-failed", { detail: `no ${call.operation}` });
  }
  const run = operation.run as (db: Writer, ...args: readonly unknown[]) => unknown;
  const result = run(db, ...call.args);
  if (result instanceof Promise) {
    throw new TocsinError("store-operation-failed", { detail: `${call.operation} is async` });
  }
  return trimmed(result);
}
