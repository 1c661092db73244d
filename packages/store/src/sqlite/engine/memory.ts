/**
 * The same database within the caller's thread and in memory, for simulations and tests: every call is
 * done at once and in order, so a seed replays it. Nothing is durable.
 */

import { type Clock, systemClock, TocsinError } from "@tocsin/kernel";

import { copyTo } from "./backup.ts";
import type { Database } from "./client.ts";
import { type Connection, connectMemory } from "./connection.ts";
import { copied } from "./copying.ts";
import type { DatabaseDefinition, Operation, Operations, Run } from "./definition.ts";
import { errorOf, faultOf } from "./faults.ts";
import { checkIntegrity } from "./integrity.ts";
import { engineLimits } from "./limits.ts";
import { migrate } from "./migrate.ts";
import { perform } from "./writer.ts";

export function openMemoryDatabase<Ops extends Operations>(
  definition: DatabaseDefinition<Ops>,
  clock: Clock = systemClock,
): Database<Ops> {
  const connection = connectMemory(engineLimits);
  migrate(connection, definition, clock.now());
  const guard = new Guard(connection);
  const within = <Result>(where: string, work: () => Result): Promise<Result> => {
    if (!connection.raw.isOpen) return Promise.reject(new TocsinError("store-closed"));
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(errorOf(faultOf(error, where)));
    }
  };
  const calls = Object.entries(definition.operations).map(([name, { kind }]) => [
    name,
    (...args: readonly unknown[]) =>
      within(name, () => {
        guard.allow(kind);
        return call(connection, definition, kind, name, args);
      }),
  ]);
  return {
    run: Object.fromEntries(calls) as Run<Ops>,
    restorations: 0,
    foldLog: () => within("fold-log", () => undefined),
    releaseReserve: () => within("release-reserve", () => undefined),
    check: () =>
      within("check", () => {
        checkIntegrity(connection, "full");
      }),
    backUp: (target) =>
      within("back-up", () => {
        copyTo(connection, definition, target, engineLimits);
      }),
    [Symbol.asyncDispose]: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

/** A read that writes is refused, as by the threads' own connection for reads. */
class Guard {
  readonly #connection: Connection;
  #kind: Operation["kind"] = "write";

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  allow(kind: Operation["kind"]): void {
    if (kind === this.#kind) return;
    this.#connection.raw.exec(`PRAGMA query_only = ${kind === "read" ? "ON" : "OFF"}`);
    this.#kind = kind;
  }
}

function call(
  connection: Connection,
  definition: DatabaseDefinition,
  kind: Operation["kind"],
  operation: string,
  args: readonly unknown[],
): unknown {
  const asked = { operation, args: args.map((value) => copied(value)) };
  const work = (): unknown => copied(perform(connection, definition.operations, asked));
  // Nobody else writes between two lines of a read: it needs no transaction.
  return kind === "read" ? work() : connection.transaction("BEGIN", work);
}
