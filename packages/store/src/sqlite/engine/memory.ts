/**
 * The same database within the caller's thread and in memory, for simulations and tests: every call is
 * done at once and in order, so a seed replays it. Nothing is durable.
 */

import { type Clock, systemClock, TocsinError } from "@tocsin/kernel";

import { copyTo } from "./backup.ts";
import type { Database } from "./client.ts";
import { type Connection, connectMemory } from "./connection.ts";
import { trimmed } from "./copying.ts";
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
      within(name, () => call(connection, definition, kind, name, args)),
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

function call(
  connection: Connection,
  definition: DatabaseDefinition,
  kind: Operation["kind"],
  operation: string,
  args: readonly unknown[],
): unknown {
  const copied = structuredClone(args.map((value) => trimmed(value)));
  connection.raw.exec(`PRAGMA query_only = ${kind === "read" ? "ON" : "OFF"}`);
  const result = connection.transaction("BEGIN", () =>
    perform(connection, definition.operations, { operation, args: copied }),
  );
  return structuredClone(result);
}
