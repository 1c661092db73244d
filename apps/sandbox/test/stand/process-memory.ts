/**
 * What somebody gets who reads a running program's memory: every page that it can write, heap, buffers and
 * the database's cache alike, as proc(5) gives it to the parent of a process.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, open, readFile } from "node:fs/promises";

import { assert, utf8 } from "@tocsin/kernel";

import type { Needle } from "./traces.ts";

const pieceBytes = 1024 * 1024;
/** Longer than any needle: what lies across two pieces is found. */
const overlapBytes = 4096;
/** What is only set aside, as V8 does in large spans, is not read. */
const spanBytesMax = 2 ** 30;

interface Span {
  readonly from: number;
  readonly until: number;
}

/** Needles that stand in it: "WHAT in memory". Undefined where this machine does not let us look. */
export async function memoryFindings(
  pid: number,
  needles: readonly Needle[],
): Promise<{ readonly found: string[]; readonly bytes: number } | undefined> {
  const spans = await writableSpans(pid);
  const memory = await open(`/proc/${pid}/mem`, "r").catch(() => undefined);
  if (spans === undefined || memory === undefined) return undefined;
  try {
    const sought = needles.map(({ what, value }) => ({ what, forms: formsOf(value) }));
    const found = new Set<string>();
    let bytes = 0;
    for (const span of spans) bytes += await searchSpan(memory, span, sought, found);
    return bytes === 0 ? undefined : { found: [...found].sort(), bytes };
  } finally {
    await memory.close();
  }
}

async function searchSpan(
  memory: FileHandle,
  { from, until }: Span,
  sought: readonly { readonly what: string; readonly forms: readonly Buffer[] }[],
  found: Set<string>,
): Promise<number> {
  let read = 0;
  const [piece, nothing] = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)];
  for (let at = from; at < until; at += pieceBytes - overlapBytes) {
    const length = Math.min(pieceBytes, until - at);
    // A page may have gone meanwhile.
    const got = await memory.read(piece, 0, length, at).catch(() => undefined);
    if (got === undefined || got.bytesRead === 0) break;
    read += got.bytesRead;
    const bytes = piece.subarray(0, got.bytesRead);
    if (bytes.equals(nothing.subarray(0, bytes.length))) continue;
    for (const { what, forms } of sought) {
      if (forms.some((form) => bytes.includes(form))) found.add(`${what} in memory`);
    }
  }
  return read;
}

async function writableSpans(pid: number): Promise<Span[] | undefined> {
  const maps = await readFile(`/proc/${pid}/maps`, "latin1").catch(() => undefined);
  return maps?.split("\n").flatMap((line) => {
    const [, from = "", until = ""] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    const span = { from: Number.parseInt(from, 16), until: Number.parseInt(until, 16) };
    const isRead = from !== "" && span.until - span.from <= spanBytesMax;
    return isRead && Number.isSafeInteger(span.until) ? [span] : [];
  });
}

/** Strings as they are, which for these is one byte a character; bytes as they are and as text. */
function formsOf(value: Uint8Array | string): Buffer[] {
  if (typeof value === "string") return [Buffer.from(utf8(value))];
  const bytes = Buffer.from(value);
  return [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64url"))];
}

/** A program that has been told these bytes, in hex, and keeps them: what the search must find. */
export async function openKeeper(
  hex: readonly string[],
): Promise<AsyncDisposable & { readonly pid: number }> {
  const code = `
    globalThis.kept = [];
    process.stdin.on("data", (bytes) => {
      for (const it of String(bytes).trim().split(",")) kept.push(Buffer.from(it, "hex"));
      console.log("kept");
    });`;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(`${hex.join()}\n`);
  await once(child.stdout, "data");
  assert(child.pid !== undefined, "a running program");
  return {
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
