import { describe, expect, test } from "vitest";

import { examples } from "../stix/test/examples.ts";
import { importJson } from "./recognise.ts";

const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe("files of known forms", () => {
  test("STIX, in a bundle or alone; what is not valid is told", () => {
    const objects = [...examples, { type: "malware" }];
    const read = importJson(bytes({ type: "bundle", id: `bundle--${uuid}`, objects }));
    expect(read).toMatchObject({
      ok: true,
      form: "stix",
      refused: ["objects[43].id: is required"],
    });
    expect(importJson(bytes(examples[6]))).toMatchObject({ ok: true, form: "stix" });
  });

  test("MISP and VERIS", () => {
    const event = { Event: { uuid, info: "x", Attribute: [] } };
    expect(importJson(bytes(event))).toMatchObject({ ok: true, form: "misp" });
    const veris = { incident_id: "1", schema_version: "1.3.4", action: {} };
    expect(importJson(bytes(veris))).toMatchObject({ ok: true, form: "veris" });
  });

  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["no JSON", bytes("x").subarray(1)],
    ["a number", bytes(1)],
    ["an unknown form", bytes({ a: 1 })],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["a document that is no CSAF", bytes({ document: {} })],
  ])("%s is refused", (_name, value) => {
    expect(importJson(value).ok).toBe(false);
  });
});
