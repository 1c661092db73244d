/** What the standard demands of each type, beside the examples that fulfil it. STIX 2.1 §4 to §7. */

import { describe, expect, test } from "vitest";

import { examples } from "./test/examples.ts";
import { validateObject } from "./validate.ts";

type Fields = Readonly<Record<string, unknown>>;

const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const id = (type: string): string => `${type}--${uuid}`;

function exampleOf(type: string): Fields {
  const found = examples.find((it) => it["type"] === type);
  if (found === undefined) throw new Error(`no example of ${type}`);
  return found;
}

/** Undefined takes a property away. */
function changed(type: string, changes: Fields): Fields {
  const entries = Object.entries({ ...exampleOf(type), ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function errorsOf(object: Fields): string[] {
  const { problems } = validateObject(object);
  return problems
    .filter(({ level }) => level === "error")
    .map(({ path, code }) => `${path} ${code}`);
}

/** Beside type, id and, where there are versions, spec_version, created and modified. */
const required: Readonly<Record<string, readonly string[]>> = {
  "attack-pattern": ["name"],
  campaign: ["name"],
  "course-of-action": ["name"],
  grouping: ["context", "object_refs"],
  identity: ["name"],
  incident: ["name"],
  indicator: ["pattern", "pattern_type", "valid_from"],
  infrastructure: ["name"],
  "intrusion-set": ["name"],
  location: [],
  malware: ["is_family"],
  "malware-analysis": ["product"],
  note: ["content", "object_refs"],
  "observed-data": ["first_observed", "last_observed", "number_observed"],
  opinion: ["opinion", "object_refs"],
  report: ["name", "published", "object_refs"],
  "threat-actor": ["name"],
  tool: ["name"],
  vulnerability: ["name"],
  relationship: ["relationship_type", "source_ref", "target_ref"],
  sighting: ["sighting_of_ref"],
  "extension-definition": ["name", "schema", "version", "extension_types", "created_by_ref"],
  "language-content": ["object_ref", "contents"],
};
const observablesRequired: Readonly<Record<string, readonly string[]>> = {
  artifact: [],
  "autonomous-system": ["number"],
  directory: ["path"],
  "domain-name": ["value"],
  "email-addr": ["value"],
  "email-message": ["is_multipart"],
  file: [],
  "ipv4-addr": ["value"],
  "ipv6-addr": ["value"],
  "mac-addr": ["value"],
  mutex: ["name"],
  "network-traffic": ["protocols"],
  process: [],
  software: ["name"],
  url: ["value"],
  "user-account": [],
  "windows-registry-key": [],
  "x509-certificate": [],
};
const versioned = ["type", "id", "spec_version", "created", "modified"];

describe("what must be there", () => {
  test("every type of the standard has an example", () => {
    const types = new Set(examples.map((it) => String(it["type"])));
    const named = [...Object.keys(required), ...Object.keys(observablesRequired)];
    expect([...types].sort()).toEqual([...named, "marking-definition"].sort());
  });

  test.each([
    ...Object.entries(required).map(([type, own]) => [type, [...versioned, ...own]] as const),
    ...Object.entries(observablesRequired).map(([type, own]) => [type, ["id", ...own]] as const),
    ["marking-definition", ["id", "spec_version", "created", "definition"]] as const,
  ])("of a %s: %j", (type, names) => {
    for (const name of names) {
      const found = errorsOf(changed(type, { [name]: undefined }));
      expect([name, found.length > 0]).toEqual([name, true]);
      expect(found[0]).toMatch(/missing|kind|marking/);
    }
  });

  test.each([
    ["artifact", { payload_bin: undefined }],
    ["file", { hashes: undefined, name: undefined }],
    ["network-traffic", { src_ref: undefined, dst_ref: undefined }],
    ["observed-data", { object_refs: undefined }],
    ["malware-analysis", { result: undefined, analysis_sco_refs: undefined }],
    ["location", { latitude: undefined, longitude: undefined, precision: undefined }],
    ["malware", { name: undefined }],
  ])("of a %s one of several", (type, changes) => {
    expect(errorsOf(changed(type, changes)).join()).toMatch("missing");
  });

  test.each(["process", "user-account", "windows-registry-key", "x509-certificate"])(
    "a %s says something",
    (type) => {
      expect(errorsOf({ type, id: id(type), spec_version: "2.1" })).toEqual([" missing"]);
    },
  );
});

/** Which types a reference may name; the first property of each row is a reference or a list of them. */
const references: readonly (readonly [type: string, property: string, others: string])[] = [
  ["indicator", "created_by_ref", "malware"],
  ["indicator", "object_marking_refs", "identity"],
  ["malware", "operating_system_refs", "file"],
  ["malware", "sample_refs", "software"],
  ["malware-analysis", "host_vm_ref", "file"],
  ["malware-analysis", "operating_system_ref", "file"],
  ["malware-analysis", "installed_software_refs", "tool"],
  ["malware-analysis", "analysis_sco_refs", "relationship"],
  ["observed-data", "object_refs", "marking-definition"],
  ["grouping", "object_refs", "bundle"],
  ["relationship", "source_ref", "relationship"],
  ["relationship", "target_ref", "marking-definition"],
  ["relationship", "target_ref", "sighting"],
  ["sighting", "sighting_of_ref", "file"],
  ["sighting", "sighting_of_ref", "relationship"],
  ["sighting", "observed_data_refs", "file"],
  ["sighting", "where_sighted_refs", "campaign"],
  ["language-content", "object_ref", "bundle"],
  ["extension-definition", "created_by_ref", "tool"],
  ["directory", "contains_refs", "process"],
  ["domain-name", "resolves_to_refs", "mac-addr"],
  ["email-addr", "belongs_to_ref", "email-addr"],
  ["email-message", "from_ref", "user-account"],
  ["email-message", "sender_ref", "user-account"],
  ["email-message", "to_refs", "user-account"],
  ["email-message", "cc_refs", "user-account"],
  ["email-message", "bcc_refs", "user-account"],
  ["email-message", "raw_email_ref", "file"],
  ["file", "parent_directory_ref", "file"],
  ["file", "content_ref", "file"],
  ["ipv4-addr", "resolves_to_refs", "domain-name"],
  ["ipv4-addr", "belongs_to_refs", "identity"],
  ["ipv6-addr", "resolves_to_refs", "domain-name"],
  ["network-traffic", "src_ref", "url"],
  ["network-traffic", "dst_ref", "file"],
  ["network-traffic", "src_payload_ref", "file"],
  ["network-traffic", "dst_payload_ref", "file"],
  ["network-traffic", "encapsulates_refs", "process"],
  ["network-traffic", "encapsulated_by_ref", "process"],
  ["process", "opened_connection_refs", "process"],
  ["process", "creator_user_ref", "identity"],
  ["process", "image_ref", "process"],
  ["process", "parent_ref", "file"],
  ["process", "child_refs", "file"],
  ["windows-registry-key", "creator_user_ref", "identity"],
];

test.each(references)("a %s refers in %s to no %s", (type, property, other) => {
  const value = property.endsWith("_refs") ? [id(other)] : id(other);
  const place = property.endsWith("_refs") ? `${property}[0]` : property;
  expect(errorsOf(changed(type, { [property]: value }))).toContain(`${place} reference`);
  const nonsense = property.endsWith("_refs") ? ["nonsense"] : "nonsense";
  expect(errorsOf(changed(type, { [property]: nonsense }))).toContain(`${place} identifier`);
});

describe("what must be of a form", () => {
  const early = "2010-01-01T00:00:00Z";
  test.each<[string, Fields, string]>([
    ["campaign", { last_seen: early }, "last_seen order"],
    ["infrastructure", { last_seen: early }, "last_seen order"],
    ["intrusion-set", { last_seen: early }, "last_seen order"],
    ["malware", { last_seen: early }, "last_seen order"],
    ["threat-actor", { last_seen: early }, "last_seen order"],
    ["sighting", { last_seen: early }, "last_seen order"],
    ["indicator", { valid_until: "2016-01-01T00:00:00Z" }, "valid_until order"],
    ["relationship", { stop_time: "2016-01-01T00:00:00Z" }, "stop_time order"],
    ["observed-data", { last_observed: early }, "last_observed order"],
    ["network-traffic", { end: early }, "end order"],
    ["observed-data", { number_observed: 1_000_000_000 }, "number_observed range"],
    ["observed-data", { objects: { "0": { type: "file" } } }, "object_refs unexpected"],
    ["observed-data", { object_refs: [id("relationship")] }, "object_refs reference"],
    ["observed-data", { object_refs: [id("indicator")] }, "object_refs[0] reference"],
    ["sighting", { count: -1 }, "count range"],
    ["sighting", { count: 1_000_000_000 }, "count range"],
    ["sighting", { summary: "no" }, "summary kind"],
    ["location", { longitude: -181 }, "longitude range"],
    ["location", { precision: -1 }, "precision range"],
    ["location", { latitude: undefined }, "latitude missing"],
    ["opinion", { opinion: "meh" }, "opinion vocabulary"],
    ["relationship", { relationship_type: "Uses_" }, "relationship_type format"],
    ["extension-definition", { version: "1" }, "version format"],
    ["extension-definition", { extension_types: ["new"] }, "extension_types[0] vocabulary"],
    ["language-content", { contents: { "not a tag": {} } }, "contents.not a tag format"],
    ["marking-definition", { id: id("marking-definition") }, "id marking"],
    [
      "marking-definition",
      {
        id: id("marking-definition"),
        definition_type: "statement",
        definition: { statement: "x" },
        name: "x",
        object_marking_refs: [id("marking-definition")],
      },
      "object_marking_refs marking",
    ],
    ["artifact", { url: "https://a.example/" }, "url unexpected"],
    ["artifact", { decryption_key: "x" }, "encryption_algorithm missing"],
    ["artifact", { encryption_algorithm: "rot13" }, "encryption_algorithm vocabulary"],
    ["autonomous-system", { number: "15139" }, "number kind"],
    ["email-message", { body: "x" }, "body unexpected"],
    ["email-message", { is_multipart: false }, "body_multipart unexpected"],
    ["email-message", { body_multipart: [{ content_type: "a/b" }] }, "body_multipart[0] missing"],
    ["file", { hashes: { MD5: "x" } }, "hashes.MD5 format"],
    ["file", { hashes: {} }, "hashes empty"],
    ["file", { magic_number_hex: "0x1" }, "magic_number_hex format"],
    ["mac-addr", { value: "d2-fb-49-24-37-18" }, "value format"],
    ["network-traffic", { is_active: true }, "end unexpected"],
    ["network-traffic", { dst_port: 65_536 }, "dst_port range"],
    ["network-traffic", { protocols: [] }, "protocols empty"],
    ["software", { cpe: "cpe:/a:x" }, "cpe format"],
    ["windows-registry-key", { key: "hkcu\\x" }, "key format"],
    ["windows-registry-key", { values: [{}] }, "values[0] missing"],
    [
      "windows-registry-key",
      { values: [{ data_type: "REG_X" }] },
      "values[0].data_type vocabulary",
    ],
  ])("a %s with %j", (type, changes, expected) => {
    expect(errorsOf(changed(type, changes))).toContain(expected);
  });

  test.each<[string, string, Fields, string]>([
    ["file", "archive-ext", { comment: "x" }, "contains_refs missing"],
    ["file", "archive-ext", { contains_refs: [id("process")] }, "contains_refs[0] reference"],
    ["file", "ntfs-ext", {}, " empty"],
    ["file", "pdf-ext", {}, " empty"],
    ["file", "raster-image-ext", {}, " empty"],
    ["file", "windows-pebinary-ext", { imphash: "x" }, "pe_type missing"],
    [
      "file",
      "windows-pebinary-ext",
      { pe_type: "exe", time_date_stamp: "2016-01-01T00:00:00.5Z" },
      "time_date_stamp timestamp",
    ],
    [
      "file",
      "windows-pebinary-ext",
      { pe_type: "exe", sections: [{}] },
      "sections[0].name missing",
    ],
    ["network-traffic", "http-request-ext", { request_method: "get" }, "request_value missing"],
    ["network-traffic", "http-request-ext", { request_value: "/" }, "request_method missing"],
    ["network-traffic", "icmp-ext", { icmp_type_hex: "08" }, "icmp_code_hex missing"],
    ["network-traffic", "socket-ext", { is_blocking: true }, "address_family missing"],
    ["network-traffic", "socket-ext", { address_family: "AF_X" }, "address_family vocabulary"],
    [
      "network-traffic",
      "socket-ext",
      { address_family: "AF_INET", options: { REUSE: 1 } },
      "options name",
    ],
    [
      "network-traffic",
      "socket-ext",
      { address_family: "AF_INET", socket_descriptor: -1 },
      "socket_descriptor range",
    ],
    ["network-traffic", "tcp-ext", {}, " empty"],
    ["process", "windows-process-ext", {}, " empty"],
    ["process", "windows-process-ext", { integrity_level: "top" }, "integrity_level vocabulary"],
    ["process", "windows-service-ext", { start_type: "X" }, "start_type vocabulary"],
    ["process", "windows-service-ext", {}, " empty"],
    ["user-account", "unix-account-ext", {}, " empty"],
  ])("a %s with %s %j", (type, name, extension, expected) => {
    const [at, code] = expected.split(" ");
    const place = `extensions.${name}${at === "" ? "" : `.${at}`}`;
    const found = errorsOf(changed(type, { extensions: { [name]: extension } }));
    expect(found).toContain(`${place} ${code}`);
  });
});

describe("values that other standards write", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "ipv4-addr",
      ["198.51.100.3", "198.51.100.0/24", "0.0.0.0/0"],
      ["198.51.100", "198.51.100.256", "198.51.100.3/33", "198.51.100.3/", "010.0.0.1", "x", ""],
    ],
    [
      "ipv6-addr",
      ["2001:db8::1", "2001:db8::/32", "::ffff:198.51.100.3", "::"],
      ["2001:db8", "2001:db8::1::", "2001:db8::/129", "fe80::1%eth0", "12345::", "x"],
    ],
    [
      "domain-name",
      [
        "malware.example",
        "_dmarc.malware.example",
        "xn--bcher-kva.example",
        "bücher.example",
        "a.",
      ],
      ["", "a..b", ".a", "a b.example", "http://a.example", "a/b", `${"a".repeat(64)}.example`],
    ],
    [
      "email-addr",
      ["a@malware.example", "a.b+c@x", '"a b"@malware.example', "ä@bücher.example"],
      ["a", "a@", "@b", "A <a@b.example>", "a b@c", "a@b@c", "a@b,c@d"],
    ],
    [
      "url",
      ["https://a.example/x?y#z", "ftp://a.example", "http://[2001:db8::1]/", "http://a/|{}"],
      ["a.example", "//a.example", "http://a.example/ b", "http:", ""],
    ],
  ])("of %s", (type, good, bad) => {
    const derived = ({ code }: { code: string }): boolean => code !== "identifier-not-derived";
    for (const value of good) {
      const { valid, problems } = validateObject({ type, id: id(type), value });
      expect([value, valid, problems.filter(derived).length]).toEqual([
        value,
        true,
        value.includes("|") ? 1 : 0,
      ]);
    }
    for (const value of bad) {
      expect([value, errorsOf({ type, id: id(type), value })]).toEqual([value, ["value format"]]);
      const defanged = { type, id: id(type), value, defanged: true };
      expect([value, errorsOf(defanged)]).toEqual([value, []]);
    }
  });
});
