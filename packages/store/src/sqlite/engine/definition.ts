/**
 * What a database is: its migrations and its named operations. The same value types the client on
 * the main thread and is imported by the worker that runs the operations; nothing else crosses.
 */

/** What a column can hold. Booleans are 0 and 1; times are integers of milliseconds. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** A row as it was read: check each column with the functions of `columns.ts`, never cast. */
export interface Row {
  readonly [column: string]: SqlValue;
}

/** Values for `:name` parameters, given without the colon. */
export interface NamedValues {
  readonly [name: string]: SqlValue;
}

/** Either one value per `?`, in order, or one object for the `:name` parameters. */
export type Bindings = readonly SqlValue[] | readonly [NamedValues];

/** The database as a read operation sees it: one snapshot from its first line to its last. */
export interface Reader {
  all(sql: string, ...bindings: Bindings): Row[];
  get(sql: string, ...bindings: Bindings): Row | undefined;
  /** Row by row, for what is too large for `all`. Do not run the same SQL within the loop. */
  iterate(sql: string, ...bindings: Bindings): IterableIterator<Row>;
}

/** The database as a write operation sees it: what it does is kept whole or not at all. */
export interface Writer extends Reader {
  /** Number of rows that changed: 0 tells a lost race under `ON CONFLICT DO NOTHING`. */
  run(sql: string, ...bindings: Bindings): number;
}

export interface ReadOperation<Args extends readonly unknown[], Result> {
  readonly kind: "read";
  readonly run: (db: Reader, ...args: Args) => Result;
}

export interface WriteOperation<Args extends readonly unknown[], Result> {
  readonly kind: "write";
  readonly run: (db: Writer, ...args: Args) => Result;
}

export type Operation = ReadOperation<never, unknown> | WriteOperation<never, unknown>;
export type Operations = Readonly<Record<string, Operation>>;

/** One step of the schema, run once in one transaction. Its number is its place in the list. */
export interface Migration {
  /** What it brings, in a few words. */
  readonly name: string;
  /** Statements without BEGIN and COMMIT. Never edit what was released: its hash is recorded. */
  readonly sql: string;
}

export interface DatabaseOutline<Ops extends Operations> {
  /** Recorded in the file: a file of another name is refused. */
  readonly name: string;
  /** `import.meta.url` of the module that exports the definition. */
  readonly module: string;
  readonly migrations: readonly Migration[];
  readonly operations: Ops;
}

/** A class so that the worker can tell the definition among a module's exports. */
export class DatabaseDefinition<Ops extends Operations = Operations> {
  readonly name: string;
  readonly module: string;
  readonly migrations: readonly Migration[];
  readonly operations: Ops;

  constructor(outline: DatabaseOutline<Ops>) {
    this.name = outline.name;
    this.module = outline.module;
    this.migrations = outline.migrations;
    this.operations = outline.operations;
  }
}

export function defineDatabase<const Ops extends Operations>(
  outline: DatabaseOutline<Ops>,
): DatabaseDefinition<Ops> {
  return new DatabaseDefinition(outline);
}

/** An operation that only reads. Arguments and result are copied between threads. */
export function read<Args extends readonly unknown[], Result>(
  run: (db: Reader, ...args: Args) => Result,
): ReadOperation<Args, Result> {
  return { kind: "read", run };
}

/** An operation that may write. Where it throws, nothing that it did is kept. */
export function write<Args extends readonly unknown[], Result>(
  run: (db: Writer, ...args: Args) => Result,
): WriteOperation<Args, Result> {
  return { kind: "write", run };
}

/** The operations as the main thread calls them. */
export type Run<Ops extends Operations> = {
  readonly [Name in keyof Ops]: Ops[Name] extends {
    readonly run: (db: never, ...args: infer Args) => infer Result;
  }
    ? (...args: Args) => Promise<Result>
    : never;
};
