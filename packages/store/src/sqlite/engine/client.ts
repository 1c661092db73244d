/** Opens a database and gives its operations to the main thread, typed as the definition types them. */

import { type Clock, systemClock, TocsinError } from "@tocsin/kernel";

import { trimmed } from "./copying.ts";
import type { DatabaseDefinition, Operations, Run } from "./definition.ts";
import { type Fault, errorOf, faultOf } from "./faults.ts";
import { type EngineLimits, engineLimits } from "./limits.ts";
import type { FromWorker, Notice, Start, Task } from "./messages.ts";
import { RequestQueue } from "./queue.ts";
import { type Started, Thread } from "./thread.ts";

export interface OpenOptions {
  /** Path of the database file; its folder is made where it is missing. */
  readonly file: string;
  readonly clock?: Clock;
  readonly limits?: Partial<EngineLimits>;
  /** What an operator must hear of; by default a warning of the process, on standard error. */
  readonly onNotice?: (notice: Notice) => void;
  /**
   * One thread for reads and writes: some 20 MiB less, and reads wait for the writes before them. For
   * databases that are asked seldom.
   */
  readonly oneThread?: boolean;
}

export interface Database<Ops extends Operations> extends AsyncDisposable {
  /** The operations. Each resolves after its commit is durable, or rejects and has left nothing. */
  readonly run: Run<Ops>;
  /** How often the file was put back from a backup: what it signed or spent may be more than it knows. */
  readonly restorations: number;
  /** Empties the write-ahead log into the file: what was deleted is then nowhere on the disk. */
  foldLog(): Promise<void>;
  /** Gives the reserve back to a full disk, so that what frees space has room to work. */
  releaseReserve(): Promise<void>;
  /** Reads the whole file and compares indexes with tables. Rejects with `store-damaged`. */
  check(): Promise<void>;
  /** Writes a checked copy of this moment to a new file, while writes go on. */
  backUp(target: string): Promise<void>;
}

export async function openDatabase<Ops extends Operations>(
  definition: DatabaseDefinition<Ops>,
  options: OpenOptions,
): Promise<Database<Ops>> {
  const start = startOf(definition, options);
  const { clock = systemClock, onNotice = warn } = options;
  if (options.oneThread === true) {
    const only = await Thread.start(start);
    for (const notice of only.ready.notices) onNotice(notice);
    return new OpenDatabase(definition, start, { writer: only }, { onNotice, clock });
  }
  const [writer, reader] = await Promise.allSettled([
    Thread.start(start),
    Thread.start({ ...start, role: "reader" }),
  ]);
  if (writer.status === "fulfilled" && reader.status === "fulfilled") {
    for (const notice of writer.value.ready.notices) onNotice(notice);
    const threads = { writer: writer.value, reader: reader.value.thread };
    return new OpenDatabase(definition, start, threads, { onNotice, clock });
  }
  for (const started of [reader, writer]) {
    if (started.status === "fulfilled") await started.value.thread.ask({ kind: "close" });
  }
  throw writer.status === "rejected" ? writer.reason : new TocsinError("store-closed");
}

/**
 * Puts a checked copy of a backup at `options.file`, where no database may be. What the copy does not
 * know did happen: who signs or spends must learn from others before it goes on.
 */
export async function restoreDatabase(
  definition: DatabaseDefinition,
  backup: string,
  options: OpenOptions,
): Promise<void> {
  await keep(startOf(definition, options), { kind: "restore", backup });
}

function startOf(definition: DatabaseDefinition, options: OpenOptions): Start {
  const { clock = systemClock, file } = options;
  const { name, module } = definition;
  const limits = { ...engineLimits, ...options.limits };
  return { role: "writer", name, module, file, now: clock.now(), limits };
}

/** One task in a thread of its own, so that it holds up neither writes nor reads. */
async function keep(start: Start, task: Task): Promise<void> {
  const { thread } = await Thread.start({ ...start, role: "keeper" });
  try {
    done(await thread.ask(task));
  } finally {
    await thread.ask({ kind: "close" });
  }
}

class OpenDatabase<Ops extends Operations> implements Database<Ops> {
  readonly run: Run<Ops>;
  readonly restorations: number;
  readonly #start: Start;
  readonly #writer: Thread;
  readonly #reader: Thread | undefined;
  readonly #writes: RequestQueue;
  readonly #reads: RequestQueue;
  readonly #onNotice: (notice: Notice) => void;
  #refused: Fault | undefined;
  #faulty = false;
  #closing: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  readonly #checking: Promise<void>;

  constructor(
    definition: DatabaseDefinition<Ops>,
    start: Start,
    { writer: { thread: writer, ready }, reader }: { writer: Started; reader?: Thread },
    { onNotice, clock }: Required<Pick<OpenOptions, "onNotice" | "clock">>,
  ) {
    this.restorations = ready.restorations;
    this.#start = start;
    this.#writer = writer;
    this.#reader = reader;
    this.#onNotice = onNotice;
    const { batchMax, queueMax } = start.limits;
    this.#writes = new RequestQueue({
      groupMax: batchMax,
      groupsMax: 1,
      queueMax,
      ask: (message) => writer.ask(message),
      settled: (fault) => {
        this.#hearOfWrite(fault);
      },
    });
    this.#reads = new RequestQueue({
      groupMax: 1,
      groupsMax: readsUnderWayMax,
      queueMax,
      ask: (message) => reader?.ask(message) ?? writer.ask({ ...message, kind: "reads" }),
      settled: (fault) => {
        this.#hearOfRead(fault);
      },
    });
    const queues = { read: this.#reads, write: this.#writes };
    const calls = Object.entries(definition.operations).map(([operation, { kind }]) => [
      operation,
      (...args: readonly unknown[]) => this.#call(queues[kind], operation, args),
    ]);
    // The one place where names become typed calls again; the worker runs the same definition.
    this.run = Object.fromEntries(calls) as Run<Ops>;
    this.#checking = ready.unchecked ? this.#checkBeside(clock) : Promise.resolve();
  }

  foldLog(): Promise<void> {
    return this.#order({ kind: "fold-log" });
  }

  releaseReserve(): Promise<void> {
    return this.#order({ kind: "release-reserve" });
  }

  check(): Promise<void> {
    return this.#keep({ kind: "check", depth: "full" });
  }

  backUp(target: string): Promise<void> {
    return this.#keep({ kind: "back-up", target });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #call(queue: RequestQueue, operation: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closing !== undefined) throw new TocsinError("store-closed");
    if (this.#refused !== undefined) throw errorOf(this.#refused);
    return queue.push({ operation, args: args.map((value) => trimmed(value)) });
  }

  async #order(message: Task): Promise<void> {
    if (this.#closing !== undefined) throw new TocsinError("store-closed");
    done(await this.#writer.ask(message));
  }

  async #keep(task: Task): Promise<void> {
    if (this.#closing !== undefined) throw new TocsinError("store-closed");
    await keep(this.#start, task);
  }

  async #close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#writes.drained(), this.#reads.drained(), this.#checking]);
    // The reader first: a snapshot of its would keep the log from being folded.
    for (const thread of [this.#reader, this.#writer]) {
      if (thread?.ended === false) done(await thread.ask({ kind: "close" }));
    }
  }

  /** The reader's snapshot of it would keep the log from being folded, so closing waits for it. */
  async #checkBeside(clock: Clock): Promise<void> {
    const { signal } = this.#stopping;
    await clock.sleep(checkDelayMs, signal);
    if (signal.aborted) return;
    try {
      await keep(this.#start, { kind: "check", depth: "quick" });
    } catch (error) {
      this.#hearOfRead({ ...faultOf(error, "check"), storage: true });
    }
  }

  #hearOfWrite(fault: Fault | undefined): void {
    if (fault === undefined && this.#faulty) this.#recover();
    this.#faulty = fault !== undefined;
    this.#hearOfRead(fault);
  }

  /** What SQLite finds damaged is not used any more, so that nothing wrong is served. */
  #hearOfRead(fault: Fault | undefined): void {
    if (fault === undefined) return;
    this.#onNotice({ kind: "fault", fault });
    if (fault.storage && fault.code === "store-damaged") this.#refused = fault;
  }

  #recover(): void {
    this.#onNotice({ kind: "recovered" });
    void this.#writer.ask({ kind: "keep-reserve" }).catch(() => undefined);
  }
}

/** The programs that open a store have much to do at first. */
const checkDelayMs = 2000;
/** Reads handed to the reader before it has answered the first. */
const readsUnderWayMax = 16;

function done(answer: FromWorker): void {
  if ("fault" in answer) throw errorOf(answer.fault);
}

function warn(notice: Notice): void {
  if (notice.kind === "migrated" || notice.kind === "recovered") return;
  const text = notice.kind === "fault" ? errorOf(notice.fault).message : notice.kind;
  process.emitWarning(text, { type: "TocsinStore" });
}
