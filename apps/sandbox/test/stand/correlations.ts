/**
 * What could tie a report to a moment, an order or an address although no name stands anywhere: hidden
 * row ids, places in a batch, times finer than a round, ports, and log lines for single requests.
 */

import { sha256 } from "@tocsin/crypto";
import { canonicalJson, compareBytes, parseJson, textOf, toHex, utf8 } from "@tocsin/kernel";
import { leaf, type Leaf, parseMessage } from "@tocsin/wire";

import type { DumpedRow, DumpedValue } from "../../src/database-dump.ts";
import { rowsOf } from "./judgement.ts";
import type { Trace } from "./traces.ts";

/** Rows without the schema, whose words all programs share. */
export function valuesOf(dump: readonly DumpedRow[]): DumpedRow[] {
  return dump.filter(({ table }) => table !== "sqlite_schema");
}

/** Rows without the operators' own: public documents, keys, the day on which the tables were made. */
export function ofMembers(dump: readonly DumpedRow[]): DumpedRow[] {
  const own = new Set(["notice", "gateway_key", "_migration"]);
  return valuesOf(dump).filter(
    ({ table, row }) =>
      !own.has(table) && (table !== "detail" || leafIn(row["leaf"] ?? null).kind === "submission"),
  );
}

/** Tables in which SQLite keeps the order of arrival by itself. */
export function tablesWithArrivalOrder(dump: readonly DumpedRow[]): string[] {
  return rowsOf(dump, "sqlite_schema")
    .filter(({ name, sql }) => {
      const text = String(sql).toUpperCase();
      const isInternal = String(name).startsWith("sqlite_") || String(name).startsWith("_");
      return (
        !isInternal && !text.includes("WITHOUT ROWID") && !text.includes("INTEGER PRIMARY KEY")
      );
    })
    .map(({ name }) => String(name));
}

/** Submissions of one round whose places are not the order of their envelopes' hashes. */
export function reportsOutOfOrder(dump: readonly DumpedRow[]): string[] {
  const rounds = new Map<number, { position: number; hash: Uint8Array }[]>();
  for (const { position, leaf: bytes } of rowsOf(dump, "detail")) {
    const told = leafIn(bytes ?? null);
    if (told.kind !== "submission") continue;
    const hash = sha256(utf8(canonicalJson(told.submission.envelope)));
    const of = rounds.get(told.round) ?? [];
    of.push({ position: Number(position), hash });
    rounds.set(told.round, of);
  }
  return [...rounds.values()].flatMap((of) =>
    of
      .sort((a, b) => a.position - b.position)
      .filter((it, at) => at > 0 && compareBytes(of[at - 1]?.hash ?? it.hash, it.hash) >= 0)
      .map(({ position, hash }) => `leaf ${position} ${toHex(hash).slice(0, 8)}`),
  );
}

/** Times in milliseconds that are not the beginning of a round. */
export function exactTimes(
  dump: readonly DumpedRow[],
  span: { readonly fromMs: number; readonly untilMs: number; readonly roundMs: number },
): string[] {
  return dump.flatMap(({ table, row }) =>
    Object.entries(row).flatMap(([column, value]) =>
      numbersIn(value)
        .filter((it) => it >= span.fromMs && it <= span.untilMs && it % span.roundMs !== 0)
        .map((it) => `${it} in ${table}.${column}`),
    ),
  );
}

/** Port numbers of clients, standing alone between other characters, and addresses. */
export function addressesIn(traces: readonly Trace[], ports: ReadonlySet<number>): string[] {
  return traces.flatMap(({ place, bytes }) => {
    const text = Buffer.from(bytes).toString("latin1");
    const found: string[] = [];
    if (/127\.0\.0\.1|::1(?![0-9a-f:])|localhost/.test(text)) found.push(`an address in ${place}`);
    for (const [run] of text.matchAll(/(?<![\w.-])\d{4,5}(?![\w.-])/g)) {
      if (ports.has(Number(run))) found.push(`port ${run} in ${place}`);
    }
    return found;
  });
}

/**
 * Events of a log that are written for single requests and not for rounds or for the operator. That another
 * program was late is told, whatever it was asked: on a slow machine an answer takes longer than a round leaves.
 */
export function linesOfRequests(log: string): string[] {
  const known = new Set(["round-published", "documents-published", "directories-read"]);
  const whole = /^(?:store-[a-z]+|[a-z]+-listening)$/;
  return log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .filter((line) => {
      const { msg, code } = parseJson(line) as { msg?: unknown; code?: unknown };
      const isLate = msg === "request-refused" && code === "remote-late";
      return typeof msg !== "string" || !(known.has(msg) || whole.test(msg) || isLate);
    });
}

function numbersIn(value: DumpedValue | undefined): number[] {
  if (typeof value === "number") return [value];
  if (value === null || value === undefined) return [];
  const text = typeof value === "string" ? value : (textOf(value) ?? "");
  return [...text.matchAll(/(?<![\w.-])\d{10,16}(?![\w.-])/g)].map(([digits]) => Number(digits));
}

function leafIn(value: DumpedValue): Leaf {
  const text = value instanceof Uint8Array ? textOf(value) : undefined;
  return parseMessage(leaf, parseJson(text ?? ""));
}
