import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";

import { TocsinError } from "@tocsin/kernel";
import { createMatcher, type LogMatch } from "@tocsin/threat/matching";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { matchFile, matchStream } from "./match-file.ts";

const matcher = createMatcher([{ type: "domain", value: "evil.example", source: "report" }]);
const line = "12:00:01 query www.evil.example IN A\n";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-match-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Uint8Array): string {
  const at = path.join(folder, "log");
  writeFileSync(at, content);
  return at;
}

async function match(content: string | Uint8Array) {
  const found: LogMatch[] = [];
  const totals = await matchFile(file(content), matcher, { onMatch: (it) => found.push(it) });
  return { found, totals };
}

const utf16 = Buffer.from(`\ufeff${line}`, "utf16le");

describe("matchFile", () => {
  it.each<[string, string, string | Uint8Array, number]>([
    ["plain text", "plain", line, 1],
    ["gzip", "gzip", gzipSync(line), 1],
    ["gzip of several parts", "gzip", Buffer.concat([gzipSync(line), gzipSync(line)]), 2],
    ["Zstandard", "zstandard", zstdCompressSync(line), 1],
    [
      "Zstandard of several parts",
      "zstandard",
      Buffer.concat([zstdCompressSync(line), zstdCompressSync(line)]),
      2,
    ],
    ["UTF-16 with a mark", "plain", utf16, 1],
    ["UTF-16 of the other order", "plain", Buffer.from(utf16).swap16(), 1],
    ["UTF-16 without a mark", "plain", utf16.subarray(2), 1],
    [
      "UTF-16 of the other order, cut in a pair",
      "plain",
      Buffer.from(utf16).swap16().subarray(2, -1),
      1,
    ],
    ["packed UTF-16", "gzip", gzipSync(utf16), 1],
    ["JSON lines", "plain", `{"q":"www.evil.example"}\n`, 1],
    ["rows", "plain", `1,"www.evil.example",2\n`, 1],
    ["nothing", "plain", "", 0],
    ["three bytes", "plain", "a.b", 0],
  ])("reads %s", async (_, packing, content, count) => {
    const { found, totals } = await match(content);
    expect(totals).toMatchObject({ packing, matches: count });
    expect(found.map((it) => it.text)).toEqual(
      Array.from({ length: count }, () => "www.evil.example"),
    );
  });

  it("gives lines and offsets of the log as it is unpacked", async () => {
    const { found } = await match(gzipSync(line.repeat(20_000)));
    expect(found).toHaveLength(20_000);
    expect(found.at(-1)).toMatchObject({ line: 20_000, offset: 19_999 * line.length + 15 });
  });

  it.each<[string, string | Uint8Array]>([
    ["gzip that is cut off", gzipSync(line.repeat(1000)).subarray(0, 60)],
    ["gzip with a wrong byte", gzipSync(line).fill(0x55, 12, 20)],
    ["no gzip behind its first bytes", Uint8Array.of(0x1f, 0x8b, 1, 2, 3)],
    ["Zstandard that is cut off", zstdCompressSync(line.repeat(1000)).subarray(0, 30)],
    ["no Zstandard behind its first bytes", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xff, 0xff)],
  ])("refuses %s", async (_, content) => {
    await expect(match(content)).rejects.toMatchObject({ code: "document-damaged" });
  });

  it("tells what is in the readable part of a log before it says that the rest is damaged", async () => {
    const found: LogMatch[] = [];
    async function* damaged(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(`${line}www.evil.example`));
      throw new TocsinError("document-damaged");
    }
    const reading = matchStream(damaged(), matcher, { onMatch: (it) => found.push(it) });
    await expect(reading).rejects.toMatchObject({ code: "document-damaged" });
    expect(found.map((it) => it.line)).toEqual([1, 2]);
  });

  it("knows UTF-16 by its mark though it comes byte by byte", async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const byte of utf16) yield await Promise.resolve(Uint8Array.of(byte));
    }
    const found: string[] = [];
    await matchStream(bytes(), matcher, { onMatch: ({ text }) => found.push(text) });
    expect(found).toEqual(["www.evil.example"]);
  });

  it.each(["none", "."])("says that %j is no file", async (name) => {
    const none = matchFile(path.join(folder, name), matcher, { onMatch: () => undefined });
    await expect(none).rejects.toMatchObject({ code: "document-missing" });
  });

  it("tells how far it is, and ends when it is told to", async () => {
    const at = file(line.repeat(20_000));
    const steps: (readonly [number, number])[] = [];
    await matchFile(at, matcher, {
      onMatch: () => undefined,
      onProgress: (done, total) => steps.push([done, total]),
    });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.at(-1)).toEqual([line.length * 20_000, line.length * 20_000]);
    const stop = new AbortController();
    const stopped = matchFile(at, matcher, {
      onMatch: () => {
        stop.abort();
      },
      signal: stop.signal,
    });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("matchStream", () => {
  it("reads what comes byte by byte", async () => {
    const found: LogMatch[] = [];
    const bytes = gzipSync(line);
    async function* slowly() {
      for (let at = 0; at < bytes.length; at += 1) {
        await Promise.resolve();
        yield bytes.subarray(at, at + 1);
      }
    }
    await matchStream(slowly(), matcher, { onMatch: (it) => found.push(it) });
    expect(found).toHaveLength(1);
  });
});
