/** Opens a database and gives its operations to the main thread, typed as the definition types them. */

import { type Clock, systemClock, TocsinError } from "@tocsin/kernel";

import { trimmed } from "./copying.ts";
import type { DatabaseDefinition, Operations, Run } from "./definition.ts";
import { type Fault, errorOf } from "./faults.ts";
import { type EngineLimits, engineLimits } from "./limits.ts";
import type { FromWorker, Notice, Start, ToWorker } from "./messages.ts";
import { RequestQueue } from "./queue.ts";
import { Thread } from "./thread.ts";

export interface OpenOptions {
  /** Path of the database file; its folder is made where it is missing. */
  readonly file: string;
  readonly clock?: Clock;
  readonly limits?: Partial<EngineLimits>;
  /** What an operator must hear of; by default a warning of the process, on standard error. */
  readonly onNotice?: (notice: Notice) => void;
}

export interface Database<Ops extends Operations> extends AsyncDisposable {
  /** The operations. Each resolves after its commit is durable, or rejects and has left nothing. */
  readonly run: Run<Ops>;
  /** Empties the write-ahead log into the file: what was deleted is then nowhere on the disk. */
  foldLog(): Promise<void>;
  /** Gives the reserve back to a full disk, so that what frees space has room to work. */
  releaseReserve(): Promise<void>;
}

export async function openDatabase<Ops extends Operations>(
  definition: DatabaseDefinition<Ops>,
  options: OpenOptions,
): Promise<Database<Ops>> {
  const { clock = systemClock, onNotice = warn } = options;
  const limits = { ...engineLimits, ...options.limits };
  const { name, module } = definition;
  const start: Start = {
    role: "writer",
    name,
    module,
    file: options.file,
    now: clock.now(),
    limits,
  };
  const writer = await Thread.start(start);
  try {
    const reader = await Thread.start({ ...start, role: "reader" });
    for (const notice of writer.notices) onNotice(notice);
    return new OpenDatabase(definition, writer.thread, reader.thread, limits, onNotice);
  } catch (error) {
    await writer.thread.ask({ kind: "close" });
    throw error;
  }
}

class OpenDatabase<Ops extends Operations> implements Database<Ops> {
  readonly run: Run<Ops>;
  readonly #writer: Thread;
  readonly #reader: Thread;
  readonly #writes: RequestQueue;
  readonly #reads: RequestQueue;
  readonly #onNotice: (notice: Notice) => void;
  #refused: Fault | undefined;
  #faulty = false;
  #closing: Promise<void> | undefined;

  constructor(
    definition: DatabaseDefinition<Ops>,
    writer: Thread,
    reader: Thread,
    limits: EngineLimits,
    onNotice: (notice: Notice) => void,
  ) {
    this.#writer = writer;
    this.#reader = reader;
    this.#onNotice = onNotice;
    const { queueMax } = limits;
    this.#writes = new RequestQueue({
      groupMax: limits.batchMax,
      queueMax,
      ask: (message) => writer.ask(message),
      settled: (fault) => {
        this.#hear(fault);
      },
    });
    this.#reads = new RequestQueue({
      groupMax: 32,
      queueMax,
      ask: (message) => reader.ask(message),
      settled: () => undefined,
    });
    const queues = { read: this.#reads, write: this.#writes };
    const calls = Object.entries(definition.operations).map(([operation, { kind }]) => [
      operation,
      (...args: readonly unknown[]) => this.#call(queues[kind], operation, args),
    ]);
    // The one place where names become typed calls again; the worker runs the same definition.
    this.run = Object.fromEntries(calls) as Run<Ops>;
  }

  foldLog(): Promise<void> {
    return this.#order({ kind: "fold-log" });
  }

  releaseReserve(): Promise<void> {
    return this.#order({ kind: "release-reserve" });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #call(queue: RequestQueue, operation: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closing !== undefined) throw new TocsinError("store-closed");
    if (this.#refused !== undefined) throw errorOf(this.#refused);
    return queue.push({ operation, args: args.map((value) => trimmed(value)) });
  }

  async #order(message: ToWorker): Promise<void> {
    if (this.#closing !== undefined) throw new TocsinError("store-closed");
    done(await this.#writer.ask(message));
  }

  async #close(): Promise<void> {
    await Promise.all([this.#writes.drained(), this.#reads.drained()]);
    // The reader first: a snapshot of its would keep the log from being folded.
    done(await this.#reader.ask({ kind: "close" }));
    done(await this.#writer.ask({ kind: "close" }));
  }

  #hear(fault: Fault | undefined): void {
    if (fault !== undefined) this.#onNotice({ kind: "fault", fault });
    else if (this.#faulty) this.#onNotice({ kind: "recovered" });
    this.#faulty = fault !== undefined;
    if (fault?.code === "store-damaged") this.#refused = fault;
  }
}

function done(answer: FromWorker): void {
  if ("fault" in answer) throw errorOf(answer.fault);
}

function warn(notice: Notice): void {
  if (notice.kind === "migrated" || notice.kind === "recovered") return;
  const text = notice.kind === "fault" ? errorOf(notice.fault).message : notice.kind;
  process.emitWarning(text, { type: "TocsinStore" });
}
