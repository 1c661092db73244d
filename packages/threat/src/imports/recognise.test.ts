import { describe, expect, test } from "vitest";

import { examples } from "../stix/test/examples.ts";
import { importJson as importChunks } from "./recognise.ts";

const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const heldBytesMax = 1000;
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** As they come from a disk: in pieces that end anywhere. */
async function* pieces(whole: Uint8Array, step = 97): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += step) {
    yield await Promise.resolve(whole.slice(at, at + step));
  }
}
const importJson = (whole: Uint8Array) => importChunks(pieces(whole), heldBytesMax);

describe("files of known forms", () => {
  test("STIX, in a bundle or alone; what is not valid is told", async () => {
    const objects = [...examples, { type: "malware" }];
    const read = await importJson(bytes({ type: "bundle", id: `bundle--${uuid}`, objects }));
    expect(read).toMatchObject({
      ok: true,
      form: "stix",
      refused: ["objects[43].id: is required"],
    });
    expect(await importJson(bytes(examples[6]))).toMatchObject({ ok: true, form: "stix" });
  });

  test("a long bundle is not held, and one that breaks off is refused; other forms have a bound", async () => {
    const long = bytes({ type: "bundle", id: `bundle--${uuid}`, objects: examples });
    expect(long.length).toBeGreaterThan(10 * heldBytesMax);
    expect(await importJson(long)).toMatchObject({ ok: true, refused: [] });
    expect(await importJson(long.slice(0, -1))).toMatchObject({ ok: false });
    const event = { Event: { uuid, info: "x".repeat(heldBytesMax), Attribute: [] } };
    await expect(importJson(bytes(event))).rejects.toMatchObject({ code: "too-large" });
  });

  test("MISP and VERIS", async () => {
    const event = { Event: { uuid, info: "x", Attribute: [] } };
    expect(await importJson(bytes(event))).toMatchObject({ ok: true, form: "misp" });
    const veris = { incident_id: "1", schema_version: "1.3.4", action: {} };
    expect(await importJson(bytes(veris))).toMatchObject({ ok: true, form: "veris" });
  });

  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["no JSON", bytes("x").subarray(1)],
    ["a number", bytes(1)],
    ["an unknown form", bytes({ a: 1 })],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["a document that is no CSAF", bytes({ document: {} })],
  ])("%s is refused", async (_name, value) => {
    expect((await importJson(value)).ok).toBe(false);
  });
});
