import { deflateRawSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { writeZip, type ZipItem } from "../test/zip-writer.ts";
import { Unreadable } from "./unreadable.ts";
import { openZip, zipLimits } from "./zip.ts";

function whyNot(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error instanceof Unreadable ? error.why : error;
  }
}

/** Opens and reads everything. */
function readAll(bytes: Uint8Array): string[] {
  const zip = openZip(bytes);
  return zip.names.map((name) => Buffer.from(zip.read(name) ?? []).toString());
}

const plain: ZipItem = { name: "a", content: "hello" };

describe("zip container", () => {
  it("reads deflated and stored entries", () => {
    const zip = openZip(writeZip([plain, { name: "b/ü", content: "there", stored: true }]));
    expect(zip.names).toEqual(["a", "b/ü"]);
    expect(Buffer.from(zip.read("a") ?? []).toString()).toBe("hello");
    expect(Buffer.from(zip.read("b/ü") ?? []).toString()).toBe("there");
    expect(zip.read("../etc/passwd")).toBeUndefined();
    expect(zip.read("__proto__")).toBeUndefined();
  });

  it("takes names as keys and never as paths", () => {
    const zip = openZip(writeZip([{ name: "../../etc/passwd", content: "mine" }]));
    expect(Buffer.from(zip.read("../../etc/passwd") ?? []).toString()).toBe("mine");
  });

  const huge = Buffer.alloc(zipLimits.entryBytesMax + 1);
  const noise = Uint8Array.from({ length: 1_000 }, (_, at) => (at * 7919) % 251);
  it.each<[string, Uint8Array, string]>([
    ["what is no zip", Buffer.from("PK\u0003\u0004 and no more"), "damaged"],
    ["nothing", new Uint8Array(0), "damaged"],
    ["bytes after the end", Buffer.concat([writeZip([plain]), Buffer.from("x")]), "damaged"],
    ["bytes before the start", Buffer.concat([Buffer.from("x"), writeZip([plain])]), "damaged"],
    ["an encrypted entry", writeZip([{ ...plain, flags: 1 }]), "encrypted"],
    ["a wrong checksum", writeZip([{ ...plain, claimedCrc: 1 }]), "damaged"],
    ["a size that is too small", writeZip([{ ...plain, claimedSize: 2 }]), "damaged"],
    ["a size that is too large", writeZip([{ ...plain, claimedSize: 9 }]), "damaged"],
    ["two names for one entry", writeZip([{ ...plain, localName: "b" }]), "damaged"],
    ["two entries of one name", writeZip([plain, plain]), "damaged"],
    ["entries that share bytes", writeZip([plain, { ...plain, sameAs: 0 }]), "limit"],
    ["an entry beyond the limit", writeZip([{ name: "a", content: huge, stored: true }]), "limit"],
    [
      "a ratio that only a bomb has",
      writeZip([{ name: "a", content: huge.subarray(0, 2 ** 23) }]),
      "limit",
    ],
    [
      "a bomb that lies about its size",
      writeZip([{ name: "a", content: huge, claimedSize: noise.length }]),
      "damaged",
    ],
    [
      "too many entries",
      writeZip(
        Array.from({ length: zipLimits.entriesMax + 1 }, (_, n) => ({
          name: String(n),
          content: "",
        })),
      ),
      "limit",
    ],
    [
      "more in all than the limit",
      writeZip(["a", "b"].map((name) => ({ name, content: huge.subarray(1), stored: true }))),
      "limit",
    ],
  ])("refuses %s", (_name, bytes, why) => {
    expect(whyNot(() => readAll(new Uint8Array(bytes)))).toBe(why);
  });

  it("refuses zip64 markers and split archives", () => {
    for (const [offset, value] of [
      [10, 0xffff],
      [4, 1],
    ] as const) {
      const bytes = Buffer.from(writeZip([plain]));
      bytes.writeUInt16LE(value, bytes.length - 22 + offset);
      expect(whyNot(() => readAll(bytes))).toBe("unsupported");
    }
  });

  it("does not look inside a zip in the zip", () => {
    const inner = writeZip([plain]);
    const zip = openZip(writeZip([{ name: "inner.zip", content: inner }]));
    expect(zip.names).toEqual(["inner.zip"]);
  });

  it("survives every truncation and every flipped byte", () => {
    const whole = writeZip([plain, { name: "b", content: noise }], "comment");
    for (let at = 0; at < whole.length; at += 1) {
      expect(whyNot(() => readAll(whole.slice(0, at)))).toBeTypeOf("string");
      const flipped = new Uint8Array(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      const outcome = whyNot(() => readAll(flipped));
      expect(Array.isArray(outcome) || typeof outcome === "string").toBe(true);
    }
  });

  it("holds its ratio limit against deflate's best", () => {
    const best = deflateRawSync(Buffer.alloc(10_000_000), { level: 9 });
    expect(10_000_000 / best.length).toBeGreaterThan(zipLimits.ratioMax);
  });
});
