/** What each kind of thread does with a message. Everything here runs beside the disk, in a worker. */

import { existsSync } from "node:fs";

import { TocsinError } from "@tocsin/kernel";

import { copyTo, restore } from "./backup.ts";
import { CommitMark, commitNumberOf, restorationsOf } from "./commit-mark.ts";
import { type Connection, connectReader, connectWriter } from "./connection.ts";
import type { DatabaseDefinition } from "./definition.ts";
import { faultOf } from "./faults.ts";
import {
  isLeftInOrder,
  keepReserve,
  networkFileSystem,
  prepareFile,
  releaseReserve,
  sizeOf,
} from "./files.ts";
import { checkIntegrity } from "./integrity.ts";
import { acquireLock } from "./lock.ts";
import type { Answer, Call, FromWorker, Notice, Start, Task } from "./messages.ts";
import { checkVersion, migrate } from "./migrate.ts";
import { perform, runBatch } from "./writer.ts";

export interface Served {
  readonly notices: readonly Notice[];
  readonly restorations: number;
  readonly unchecked: boolean;
  calls(calls: readonly Call[]): FromWorker;
  reads(calls: readonly Call[]): FromWorker;
  task(task: Task): void;
}

export function serve(start: Start, definition: DatabaseDefinition): Served {
  switch (start.role) {
    case "writer":
      return serveWrites(start, definition);
    case "reader":
      return serveReads(start, definition);
    case "keeper":
      return serveTasks(start, definition);
  }
}

function serveWrites({ file, limits, now }: Start, definition: DatabaseDefinition): Served {
  prepareFile(file);
  using opening = new DisposableStack();
  opening.use(acquireLock(file));
  const unchecked = isLeftInOrder(file) && sizeOf(file) > limits.checkedFirstBytesMax;
  const connection = opening.adopt(connectWriter(file, limits), (open) => {
    open.close();
  });
  const versions = checkVersion(connection, definition);
  if (!unchecked) checkIntegrity(connection, "quick");
  // Before anything is written: a file cut to nothing would look like a new one.
  const number = versions.file === 0 ? 0 : commitNumberOf(connection);
  const mark = opening.use(new CommitMark(file, number));
  migrate(connection, definition, now);
  const notices: Notice[] = [];
  const name = networkFileSystem(file);
  if (name !== undefined) notices.push({ kind: "network-file-system", name });
  if (!keepReserve(file, limits.reserveBytes)) notices.push({ kind: "no-reserve" });
  if (versions.file < versions.program) {
    notices.push({ kind: "migrated", from: versions.file, to: versions.program });
  }
  const opened = opening.move();
  return {
    notices,
    restorations: restorationsOf(connection),
    unchecked,
    calls: (calls) => ({
      kind: "answers",
      ...runBatch(connection, mark, definition.operations, calls),
    }),
    reads: (calls) => {
      // What is declared as reading must not write here either.
      connection.raw.exec("PRAGMA query_only = ON");
      try {
        return readAll(connection, definition, calls);
      } finally {
        connection.raw.exec("PRAGMA query_only = OFF");
      }
    },
    task: (task) => {
      if (task.kind === "fold-log") foldLog(connection);
      if (task.kind === "keep-reserve") keepReserve(file, limits.reserveBytes);
      if (task.kind === "release-reserve") releaseReserve(file);
      if (task.kind === "close") {
        foldLogAtLast(connection, file);
        opened.dispose();
      }
    },
  };
}

/** Everything in the file itself and nothing left in the log, also not what was deleted. */
function foldLog(connection: Connection): void {
  const row = connection.get("PRAGMA wal_checkpoint(TRUNCATE)");
  if (row?.["busy"] !== 0) throw new TocsinError("store-locked", { detail: "log" });
}

/** What cannot be folded stays in the log, which is durable, and is folded at the next opening. */
function foldLogAtLast(connection: Connection, file: string): void {
  try {
    connection.raw.exec("PRAGMA optimize");
    foldLog(connection);
  } catch {
    // The reserve is for this: room enough to fold the log on a full disk.
    releaseReserve(file);
    try {
      foldLog(connection);
    } catch {
      return;
    }
  }
}

/** Connects at its first call, so that the thread can start beside the writer's. */
function serveReads({ file, limits }: Start, definition: DatabaseDefinition): Served {
  let connection: Connection | undefined;
  const reads = (calls: readonly Call[]): FromWorker => {
    try {
      return readAll((connection ??= connectReader(file, limits)), definition, calls);
    } catch (error) {
      const answers = calls.map(({ operation }): Answer => {
        return { ok: false, fault: faultOf(error, operation) };
      });
      return { kind: "answers", answers };
    }
  };
  return {
    notices: [],
    restorations: 0,
    unchecked: false,
    calls: reads,
    reads,
    task: ({ kind }) => {
      if (kind === "close") connection?.close();
    },
  };
}

/** Each call sees one snapshot; one that fails fails alone. */
function readAll(
  connection: Connection,
  definition: DatabaseDefinition,
  calls: readonly Call[],
): FromWorker {
  const answers = calls.map((call): Answer => {
    try {
      const work = () => perform(connection, definition.operations, call);
      return { ok: true, value: connection.transaction("BEGIN", work) };
    } catch (error) {
      return { ok: false, fault: faultOf(error, call.operation) };
    }
  });
  return { kind: "answers", answers };
}

function serveTasks({ file, limits }: Start, definition: DatabaseDefinition): Served {
  const read = (work: (connection: Connection) => void) => {
    if (!existsSync(file)) throw new TocsinError("not-found");
    const connection = connectReader(file, limits);
    try {
      work(connection);
    } finally {
      connection.close();
    }
  };
  return {
    notices: [],
    restorations: 0,
    unchecked: false,
    calls: () => ({ kind: "answers", answers: [] }),
    reads: () => ({ kind: "answers", answers: [] }),
    task: (task) => {
      if (task.kind === "restore") restore(task.backup, definition, file, limits);
      if (task.kind === "back-up") {
        read((connection) => {
          copyTo(connection, definition, task.target, limits);
        });
      }
      if (task.kind === "check") {
        const { depth } = task;
        read((connection) => {
          checkIntegrity(connection, depth);
        });
      }
    },
  };
}
