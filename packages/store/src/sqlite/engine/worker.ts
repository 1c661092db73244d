/** A thread of a database. It answers each message in order, and ends when told to close. */

import { parentPort, workerData } from "node:worker_threads";

import { assert, TocsinError } from "@tocsin/kernel";

import { transferable } from "./copying.ts";
import { DatabaseDefinition } from "./definition.ts";
import { faultOf } from "./faults.ts";
import type { FromWorker, Start, ToWorker } from "./messages.ts";
import { type Served, serve } from "./serve.ts";
import { BufferSweeper } from "./sweeping.ts";

const port = parentPort;
assert(port, "runs in a worker thread");
// Given by thread.ts, the only place that starts this module.
const start = workerData as Start;

try {
  const served = serve(start, await loadDefinition());
  const sweeper = start.limits.threadHeapBytes === 0 ? undefined : new BufferSweeper();
  port.on("message", (message: ToWorker) => {
    post(answer(served, message));
    sweeper?.sweep();
    if (message.kind === "close") port.close();
  });
  const { notices, restorations, unchecked } = served;
  post({ kind: "ready", notices, restorations, unchecked });
} catch (error) {
  post({ kind: "done", fault: faultOf(error, "opening") });
}

function post(message: FromWorker): void {
  port?.postMessage(message, message.kind === "answers" ? [...transferable(message)] : []);
}

function answer(served: Served, message: ToWorker): FromWorker {
  try {
    if (message.kind === "calls") return served.calls(message.calls);
    if (message.kind === "reads") return served.reads(message.calls);
    served.task(message);
    return { kind: "done" };
  } catch (error) {
    return { kind: "done", fault: faultOf(error, message.kind) };
  }
}

async function loadDefinition(): Promise<DatabaseDefinition> {
  const exported: unknown = await import(start.module);
  for (const value of Object.values(exported ?? {})) {
    if (value instanceof DatabaseDefinition && value.name === start.name) return value;
  }
  throw new TocsinError("store-operation-failed", { detail: `no definition ${start.name}` });
}
