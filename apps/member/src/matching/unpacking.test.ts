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
