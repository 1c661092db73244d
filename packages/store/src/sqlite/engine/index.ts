/**
 * The SQLite engine: one writer and one reader thread per database, group commit, migrations, backup.
 * It knows nothing of what it stores.
 *
 * A database is a module that exports its definition; operations are plain functions over `db`:
 *
 *     export const deskDatabase = defineDatabase({
 *       name: "desk",
 *       module: import.meta.url,
 *       migrations: [{ name: "spent set", sql: `CREATE TABLE spent (hash BLOB PRIMARY KEY) STRICT` }],
 *       operations: {
 *         spend: write((db, hash: Uint8Array) =>
 *           db.run("INSERT INTO spent VALUES (?) ON CONFLICT DO NOTHING", hash) === 1),
 *         spentCount: read((db) => integer(db.get("SELECT count(*) AS n FROM spent") ?? {}, "n")),
 *       },
 *     });
 *
 * A store is the client with its operations, typed by the definition:
 *
 *     await using database = await openDatabase(deskDatabase, { file: "state/desk.sqlite" });
 *     const won = await database.run.spend(hash); // resolves once the commit is on the disk
 *
 * - An operation is synchronous, and is one transaction: where it throws, nothing of it is kept.
 *   Expected outcomes are returned as values. Reads see one snapshot, and every write that was
 *   acknowledged before they were asked. Calls made together share one fsync, in order.
 * - Arguments and results are plain objects, arrays, Uint8Arrays and primitives. Many rows at once
 *   go in one call with an array, not in one call a row.
 * - The module is loaded in the threads too: it holds no state and imports nothing heavy.
 * - Read columns with `text`, `integer`, `bytes`, `flag`, `real`, `optional`: parse, never cast.
 * - Many rows go in faster in the order of their index (up to 5 times): sort them in the operation.
 * - Migrations are appended, never edited. Tables are STRICT.
 * - No other code of the process may open the database's files, not even to copy or read them: closing
 *   any handle drops SQLite's locks (POSIX). `backUp` is the way to copy.
 */

export { type Database, openDatabase, type OpenOptions, restoreDatabase } from "./client.ts";
export { bytes, flag, integer, optional, real, text } from "./columns.ts";
export {
  type DatabaseDefinition,
  defineDatabase,
  type Migration,
  read,
  type Reader,
  type Row,
  type SqlValue,
  write,
  type Writer,
} from "./definition.ts";
export { checkRow, rowSum, rowSumBytes } from "./integrity.ts";
export { type EngineLimits, engineLimits } from "./limits.ts";
export { openMemoryDatabase } from "./memory.ts";
export type { Notice } from "./messages.ts";
export { BufferSweeper } from "./sweeping.ts";
