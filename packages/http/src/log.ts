/**
 * Logs that cannot tell: an event is a fixed word, its fields come from a list, and each field has a
 * form in which no observable, name, token, address, URL or body fits. What does not fit is dropped.
 */

import type { Clock } from "@tocsin/kernel";

/** Where lines go; a pino logger made with `logOptions` fits. */
export interface LogSink {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}

const numbers = [
  "attempt",
  "bytes",
  "count",
  "dropped",
  "durationMs",
  "index",
  "members",
  "pid",
  "port",
  "round",
  "size",
  "status",
  "total",
] as const;

const texts = {
  /** Code of the catalogue or of an outcome: lower-case words joined by hyphens. */
  code: /^[a-z]+(?:-[a-z]+){0,5}$/,
  epoch: /^\d{4}-\d{2}$/,
  id: /^[A-Za-z0-9_-]{22}$/,
  method: /^[A-Z]{3,7}$/,
  /** The pattern of a route as declared, never the path that was asked for. */
  route: /^\/[a-z0-9/:{}[\].+*_-]{0,80}$/i,
  purpose: /^[a-z]{1,16}$/,
  /** Last places of a stack, without messages: "store/writer.ts:33". */
  where: /^[\w.-]+\/[\w.-]+:\d+(?: < [\w.-]+\/[\w.-]+:\d+){0,7}$/,
} as const;

export type LogFields = Readonly<
  Partial<Record<(typeof numbers)[number], number> & Record<keyof typeof texts, string>>
>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const eventPattern = /^[a-z]+(?:-[a-z]+){0,7}$/;
const idLength = 22;
const wordCharsMax = 48;
const framesMax = 8;

/** Settings of pino that fit: no host name, no process title, times in ISO form. */
export function logOptions(program: string, clock: Clock) {
  return {
    base: { program },
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
}

export function createLog(sink: LogSink): Log {
  const line =
    (level: keyof LogSink) =>
    (event: string, fields: LogFields = {}) => {
      sink[level](allowed(fields), eventPattern.test(event) ? event : "unnamed");
    };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

/** A log that keeps nothing. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Where an error arose: file and line of the innermost frames, never its message. */
export function whereOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const frames: string[] = [];
  for (const line of error.stack.split("\n")) {
    if (!/^\s+at /.test(line)) continue;
    const place = /([\w.-]{1,80}\/[\w.-]{1,80}):(\d{1,7}):\d{1,7}\)?$/.exec(line);
    if (place !== null) frames.push(`${place[1] ?? ""}:${place[2] ?? ""}`);
    if (frames.length === framesMax) break;
  }
  return frames.length === 0 ? undefined : frames.join(" < ");
}

function allowed(fields: Readonly<Record<string, unknown>>): Record<string, number | string> {
  const kept: Record<string, number | string> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (isNumber(name) && typeof value === "number") kept[name] = value;
    else if (isText(name) && typeof value === "string" && fits(name, value)) kept[name] = value;
    else dropped += 1;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}

function isNumber(name: string): boolean {
  return numbers.some((it) => it === name);
}

function isText(name: string): name is keyof typeof texts {
  return Object.hasOwn(texts, name);
}

function fits(name: keyof typeof texts, value: string): boolean {
  if (name === "code" && value.length > wordCharsMax) return false;
  if (name === "id" && value.length !== idLength) return false;
  return texts[name].test(value);
}
