import { describe, expect, test } from "vitest";

import { examples } from "./test/examples.ts";
import { indicator, times, uuid } from "./test/valid-indicator.ts";
import { validateObject } from "./validate.ts";
import { tlpMarking, tlpMarkingId } from "./marking/tlp.ts";

const other = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd40";
const file = { type: "file", spec_version: "2.1", id: `file--${uuid}`, name: "a" };
const malware = {
  type: "malware",
  spec_version: "2.1",
  id: `malware--${uuid}`,
  ...times,
  is_family: false,
};
const observed = {
  type: "observed-data",
  spec_version: "2.1",
  id: `observed-data--${uuid}`,
  ...times,
  first_observed: "2016-01-01T00:00:00Z",
  last_observed: "2016-01-02T00:00:00Z",
  number_observed: 1,
  object_refs: [`file--${uuid}`],
};
const marking = {
  type: "marking-definition",
  spec_version: "2.1",
  id: `marking-definition--${uuid}`,
  created: times.created,
  definition_type: "statement",
  definition: { statement: "x" },
};
const location = { ...malware, type: "location", id: `location--${uuid}`, region: "a" };
const mail = { type: "email-message", id: `email-message--${uuid}`, is_multipart: false };
const traffic = {
  type: "network-traffic",
  id: `network-traffic--${uuid}`,
  protocols: ["tcp"],
  src_ref: `ipv4-addr--${uuid}`,
};

function nested(depth: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < depth; level += 1) value = { x_a: value };
  return value;
}

function without(object: object, name: string): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

describe("validation of one object", () => {
  test.each(examples.map((object) => [object["type"], object] as const))(
    "a %s as in the standard is valid and draws no warning",
    (_type, object) => {
      expect(validateObject(object)).toEqual({ valid: true, problems: [] });
    },
  );

  test.each<[string, unknown, string, string]>([
    ["no object", 1, "", "not-an-object"],
    ["a list", [], "", "not-an-object"],
    ["no type", without(indicator, "type"), "type", "kind"],
    ["an id of another type", { ...indicator, id: `malware--${uuid}` }, "id", "identifier"],
    ["nonsense as id", { ...indicator, id: "nonsense" }, "id", "identifier"],
    ["no id", without(indicator, "id"), "id", "missing"],
    ["no spec_version", without(indicator, "spec_version"), "spec_version", "missing"],
    ["STIX 2.0", { ...indicator, spec_version: "2.0" }, "spec_version", "spec-version"],
    ["no created", without(indicator, "created"), "created", "missing"],
    [
      "times without milliseconds",
      { ...indicator, created: "2016-04-06T20:03:48Z" },
      "created",
      "timestamp",
    ],
    [
      "a day that is none",
      { ...indicator, valid_from: "2016-02-30T00:00:00Z" },
      "valid_from",
      "timestamp",
    ],
    [
      "modified before created",
      { ...indicator, modified: "2015-04-06T20:03:48.000Z" },
      "modified",
      "order",
    ],
    [
      "valid_until at valid_from",
      { ...indicator, valid_until: "2016-01-01T00:00:00.000Z" },
      "valid_until",
      "order",
    ],
    ["a broken pattern", { ...indicator, pattern: "[domain-name:value = ]" }, "pattern", "pattern"],
    ["no pattern", without(indicator, "pattern"), "pattern", "missing"],
    ["a label that is a number", { ...indicator, labels: [1] }, "labels[0]", "kind"],
    ["an empty list", { ...indicator, labels: [] }, "labels", "empty"],
    ["null", { ...indicator, name: null }, "name", "null"],
    ["null inside custom content", { ...indicator, x_a: [{ b: null }] }, "x_a[0].b", "null"],
    ["confidence above 100", { ...indicator, confidence: 101 }, "confidence", "range"],
    ["half a confidence", { ...indicator, confidence: 0.5 }, "confidence", "kind"],
    ["revoked as a string", { ...indicator, revoked: "true" }, "revoked", "kind"],
    [
      "a creator that is no identity",
      { ...indicator, created_by_ref: `malware--${uuid}` },
      "created_by_ref",
      "reference",
    ],
    [
      "a marking that is none",
      { ...indicator, object_marking_refs: [`identity--${uuid}`] },
      "object_marking_refs[0]",
      "reference",
    ],
    [
      "two TLP markings",
      { ...indicator, object_marking_refs: [tlpMarkingId("green"), tlpMarkingId("red")] },
      "object_marking_refs",
      "marking",
    ],
    [
      "a selector that meets nothing",
      {
        ...indicator,
        granular_markings: [{ marking_ref: `marking-definition--${uuid}`, selectors: ["nowhere"] }],
      },
      "granular_markings[0]",
      "marking",
    ],
    [
      "a selector that is none",
      {
        ...indicator,
        granular_markings: [{ marking_ref: `marking-definition--${uuid}`, selectors: ["a..b"] }],
      },
      "granular_markings[0].selectors[0]",
      "format",
    ],
    [
      "a granular marking of two sorts",
      {
        ...indicator,
        granular_markings: [
          { lang: "en", marking_ref: `marking-definition--${uuid}`, selectors: ["id"] },
        ],
      },
      "granular_markings[0]",
      "marking",
    ],
    [
      "a source without anything",
      { ...indicator, external_references: [{ source_name: "x" }] },
      "external_references[0]",
      "missing",
    ],
    [
      "a CVE that is none",
      { ...indicator, external_references: [{ source_name: "cve", external_id: "CVE-1" }] },
      "external_references[0].external_id",
      "format",
    ],
    [
      "an address without scheme",
      { ...indicator, external_references: [{ source_name: "x", url: "a b" }] },
      "external_references[0].url",
      "format",
    ],
    [
      "a phase without name",
      { ...indicator, kill_chain_phases: [{ kill_chain_name: "x" }] },
      "kill_chain_phases[0].phase_name",
      "missing",
    ],
    ["half a surrogate pair", { ...indicator, name: "\ud800" }, "name", "format"],
    ["a bad custom name", { ...indicator, "x-a": 1 }, "x-a", "name"],
    ["a short custom name", { ...indicator, xy: 1 }, "xy", "name"],
    [
      "__proto__",
      JSON.parse(JSON.stringify(indicator).replace("{", '{"__proto__":{"a":1},')),
      "__proto__",
      "",
    ],
    ["too deep", { ...indicator, x_deep: nested(40) }, "", "too-deep"],
    [
      "an unknown key of extensions",
      { ...indicator, extensions: { nonsense: {} } },
      "extensions.nonsense",
      "extension",
    ],
    [
      "an unknown sort of extension",
      { ...indicator, extensions: { [`extension-definition--${uuid}`]: { extension_type: "x" } } },
      "",
      "vocabulary",
    ],
    ["an empty file", without(file, "name"), "", "missing"],
    ["a hash of the wrong length", { ...file, hashes: { MD5: "abc" } }, "hashes.MD5", "format"],
    ["a size below 0", { ...file, size: -1 }, "size", "range"],
    ["a size beyond 2^53", { ...file, size: 2 ** 60 }, "size", "kind"],
    [
      "a directory that is a file",
      { ...file, parent_directory_ref: `file--${other}` },
      "parent_directory_ref",
      "reference",
    ],
    ["odd hexadecimal", { ...file, magic_number_hex: "abc" }, "magic_number_hex", "format"],
    [
      "an empty extension",
      { ...file, extensions: { "pdf-ext": {} } },
      "extensions.pdf-ext",
      "empty",
    ],
    [
      "a stream without name",
      { ...file, extensions: { "ntfs-ext": { alternate_data_streams: [{ size: 1 }] } } },
      "extensions.ntfs-ext.alternate_data_streams[0].name",
      "missing",
    ],
    ["both a body and parts", { ...mail, is_multipart: true, body: "x" }, "body", "unexpected"],
    [
      "a MAC address in capitals",
      { type: "mac-addr", id: `mac-addr--${uuid}`, value: "D2:FB:49:24:37:18" },
      "value",
      "format",
    ],
    [
      "a shortened root key",
      { type: "windows-registry-key", id: `windows-registry-key--${uuid}`, key: "HKLM\\x" },
      "key",
      "format",
    ],
    ["traffic without ends", without(traffic, "src_ref"), "", "missing"],
    ["a port above 65535", { ...traffic, src_port: 65536 }, "src_port", "range"],
    [
      "active traffic that ended",
      { ...traffic, is_active: true, end: "2016-01-01T00:00:00Z" },
      "end",
      "unexpected",
    ],
    [
      "an artifact of both sorts",
      {
        type: "artifact",
        id: `artifact--${uuid}`,
        payload_bin: "AAAA",
        url: "http://a.example",
        hashes: { MD5: "a".repeat(32) },
      },
      "url",
      "unexpected",
    ],
    [
      "an artifact's address without hashes",
      { type: "artifact", id: `artifact--${uuid}`, url: "http://a.example" },
      "hashes",
      "missing",
    ],
    [
      "bad base64",
      { type: "artifact", id: `artifact--${uuid}`, payload_bin: "A" },
      "payload_bin",
      "format",
    ],
    ["a process that says nothing", { type: "process", id: `process--${uuid}` }, "", "missing"],
    ["a family without name", { ...malware, is_family: true }, "name", "missing"],
    ["no is_family", without(malware, "is_family"), "is_family", "missing"],
    [
      "last_seen before first_seen",
      { ...malware, first_seen: times.created, last_seen: "2010-01-01T00:00:00Z" },
      "last_seen",
      "order",
    ],
    ["a place that is nowhere", without(location, "region"), "", "missing"],
    ["latitude alone", { ...location, latitude: 1 }, "longitude", "missing"],
    ["latitude beyond the pole", { ...location, latitude: 91, longitude: 1 }, "latitude", "range"],
    ["nothing observed", without(observed, "object_refs"), "", "missing"],
    ["observed 0 times", { ...observed, number_observed: 0 }, "number_observed", "range"],
    [
      "a relationship from a sighting",
      {
        ...malware,
        type: "relationship",
        id: `relationship--${uuid}`,
        is_family: false,
        relationship_type: "uses",
        source_ref: `sighting--${uuid}`,
        target_ref: `malware--${uuid}`,
      },
      "source_ref",
      "reference",
    ],
    [
      "a sighting of an address",
      {
        ...malware,
        type: "sighting",
        id: `sighting--${uuid}`,
        sighting_of_ref: `ipv4-addr--${uuid}`,
      },
      "sighting_of_ref",
      "reference",
    ],
    [
      "an opinion nobody may have",
      {
        ...malware,
        type: "opinion",
        id: `opinion--${uuid}`,
        opinion: "meh",
        object_refs: [`malware--${uuid}`],
      },
      "opinion",
      "vocabulary",
    ],
    [
      "a TLP level under another id",
      { ...marking, definition_type: "tlp", definition: { tlp: "red" } },
      "id",
      "marking",
    ],
    [
      "a TLP 2.0 level under another id",
      { ...tlpMarking("red"), id: `marking-definition--${uuid}` },
      "id",
      "marking",
    ],
    ["a statement that says nothing", { ...marking, definition: {} }, "definition", "missing"],
    [
      "a marking without content",
      without(without(marking, "definition"), "definition_type"),
      "definition_type",
      "missing",
    ],
    ["a bundle among objects", { type: "bundle", id: `bundle--${uuid}` }, "type", "unexpected"],
    [
      "a bad determination",
      {
        ...malware,
        type: "incident",
        id: `incident--${uuid}`,
        name: "x",
        extensions: {
          "extension-definition--ef765651-680c-498d-9894-99799f2fa126": {
            extension_type: "property-extension",
            determination: "sure",
            investigation_status: "new",
          },
        },
      },
      "extensions.extension-definition--ef765651-680c-498d-9894-99799f2fa126.determination",
      "vocabulary",
    ],
  ])("%s is refused, with its place", (_name, object, path, code) => {
    const { valid, problems } = validateObject(object);
    expect(valid).toBe(false);
    const errors = problems.filter(({ level }) => level === "error");
    if (path !== "") expect(errors.map((it) => it.path)).toContain(path);
    if (code !== "") expect(errors.map((it) => it.code)).toContain(code);
  });
});
