import { gzipSync, zstdCompressSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { packingOf, unpack } from "./unpacking.ts";

const trustedBytes = 1024 * 1024;

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

async function unpackedBytes(packed: Uint8Array): Promise<number> {
  let bytes = 0;
  const take = (piece: Uint8Array) => {
    bytes += piece.length;
  };
  await unpack(chunk(packed), take, { trustedBytes });
  return bytes;
}

describe("unpack", () => {
  it.each([
    ["gzip", gzipSync],
    ["Zstandard", zstdCompressSync],
  ])("refuses %s that unpacks to far more than a log does", async (_, pack) => {
    const few = new Uint8Array(trustedBytes - 1);
    expect(await unpackedBytes(pack(few))).toBe(few.length);
    const many = pack(new Uint8Array(2 * trustedBytes));
    await expect(unpackedBytes(many)).rejects.toMatchObject({ code: "log-over-limit" });
  });
});

describe("what nothing could be found in", () => {
  it.each([
    ["gzip in gzip", gzipSync(gzipSync("host=a"))],
    ["Zstandard in gzip", gzipSync(zstdCompressSync("host=a"))],
    ["bzip2", Buffer.from("BZh91AY&SY")],
    ["ZIP", Buffer.from("PK\u0003\u0004")],
    ["a Windows event log", Buffer.from("ElfFile\u0000")],
    ["Parquet", Buffer.from("PAR1\u0015\u0004")],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
  ])("is refused: %s", async (_, packed) => {
    await expect(unpackedBytes(packed)).rejects.toMatchObject({ code: "log-packed" });
  });
});

describe("packingOf", () => {
  it.each([
    [[], "plain"],
    [[0x1f], "plain"],
    [[0x1f, 0x8b], "gzip"],
    [[0x28, 0xb5, 0x2f], "plain"],
    [[0x28, 0xb5, 0x2f, 0xfd], "zstandard"],
  ])("takes %j for %s", (bytes, packing) => {
    expect(packingOf(Uint8Array.from(bytes))).toBe(packing);
  });
});
