/** The thread that owns a connection. It answers each message in order, and ends when told to close. */

import { parentPort, workerData } from "node:worker_threads";

import { assert, TocsinError } from "@tocsin/kernel";

import { type Connection, connectReader, connectWriter } from "./connection.ts";
import { transferable } from "./copying.ts";
import { DatabaseDefinition } from "./definition.ts";
import { faultOf, storageFault } from "./faults.ts";
import { keepReserve, networkFileSystem, prepareFile, releaseReserve } from "./files.ts";
import { checkIntegrity } from "./integrity.ts";
import { acquireLock } from "./lock.ts";
import type { Answer, Call, FromWorker, Notice, Start, ToWorker } from "./messages.ts";
import { migrate, checkVersion } from "./migrate.ts";
import { perform, runBatch } from "./writer.ts";

const port = parentPort;
assert(port, "runs in a worker thread");
const start = workerData as Start;

function post(message: FromWorker): void {
  port?.postMessage(message, message.kind === "answers" ? [...transferable(message)] : []);
}

async function loadDefinition(): Promise<DatabaseDefinition> {
  const exported: unknown = await import(start.module);
  for (const value of Object.values(exported ?? {})) {
    if (value instanceof DatabaseDefinition && value.name === start.name) return value;
  }
  throw new TocsinError("store-operation-failed", { detail: `no definition ${start.name}` });
}

interface Served {
  readonly notices: readonly Notice[];
  calls(calls: readonly Call[]): FromWorker;
  foldLog(): void;
  close(): void;
}

function serveWrites(definition: DatabaseDefinition): Served {
  const { file, limits, now } = start;
  prepareFile(file);
  const lock = acquireLock(file);
  let connection: Connection | undefined;
  try {
    connection = connectWriter(file, limits);
    const versions = checkVersion(connection, definition);
    checkIntegrity(connection, "quick");
    migrate(connection, definition, now);
    const notices = openingNotices(versions.file, versions.program);
    const open = connection;
    return {
      notices,
      calls: (calls) => ({ kind: "answers", ...runBatch(open, definition.operations, calls) }),
      foldLog: () => {
        foldLog(open);
      },
      close: () => {
        closeWriter(open);
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    connection?.close();
    lock[Symbol.dispose]();
    throw error;
  }
}

function openingNotices(from: number, to: number): Notice[] {
  const notices: Notice[] = [];
  const name = networkFileSystem(start.file);
  if (name !== undefined) notices.push({ kind: "network-file-system", name });
  if (!keepReserve(start.file, start.limits.reserveBytes)) notices.push({ kind: "no-reserve" });
  if (from < to) notices.push({ kind: "migrated", from, to });
  return notices;
}

/** Everything in the file itself and nothing left in the log, also not what was deleted. */
function foldLog(connection: Connection): void {
  const row = connection.get("PRAGMA wal_checkpoint(TRUNCATE)");
  if (row?.["busy"] !== 0) throw new TocsinError("store-locked", { detail: "log" });
}

function closeWriter(connection: Connection): void {
  try {
    connection.raw.exec("PRAGMA optimize");
    foldLog(connection);
  } catch {
    // The reserve is for this: room enough to fold the log on a full disk. What cannot be folded
    // now stays in the log, which is durable, and is folded at the next opening.
    releaseReserve(start.file);
    try {
      foldLog(connection);
    } catch {
      /* as above */
    }
  }
  connection.close();
}

function serveReads(definition: DatabaseDefinition): Served {
  const connection = connectReader(start.file, start.limits);
  const answer = (call: Call): Answer => {
    try {
      const value = connection.transaction("BEGIN", () =>
        perform(connection, definition.operations, call),
      );
      return { ok: true, value };
    } catch (error) {
      return { ok: false, fault: faultOf(error, call.operation) };
    }
  };
  return {
    notices: [],
    calls: (calls) => ({ kind: "answers", answers: calls.map(answer) }),
    foldLog: () => undefined,
    close: () => {
      connection.close();
    },
  };
}

function handle(served: Served, message: ToWorker): FromWorker {
  switch (message.kind) {
    case "calls":
      return served.calls(message.calls);
    case "fold-log":
      served.foldLog();
      return { kind: "done" };
    case "release-reserve":
      releaseReserve(start.file);
      return { kind: "done" };
    case "close":
      served.close();
      return { kind: "done" };
  }
}

try {
  const definition = await loadDefinition();
  const served = start.role === "writer" ? serveWrites(definition) : serveReads(definition);
  port.on("message", (message: ToWorker) => {
    try {
      post(handle(served, message));
    } catch (error) {
      post({ kind: "done", fault: faultOf(error, message.kind) });
    }
    if (message.kind === "close") port.close();
  });
  post({ kind: "ready", notices: served.notices });
} catch (error) {
  post({ kind: "done", fault: storageFault(error) ?? faultOf(error, "opening") });
}
